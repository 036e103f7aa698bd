import * as pulumi from "@pulumi/pulumi";
import {
  CloneResource,
  ClusterProperty,
  ColocationConstraint,
  EnabledResources,
  IPaddr2Resource,
  OrderConstraint,
  PcsCluster,
  PrimitiveResource,
  type NodeInput,
} from "pulumi-pacemaker";

const config = new pulumi.Config();

const cluster = new PcsCluster("db", {
  nodes: config.requireObject<NodeInput[]>("nodes"),
  haclusterPassword: config.requireSecret("haclusterPassword"),
});

// Nothing starts while fencing is on and there is no fencing device: the example fence-proxmox shows how one is made.
const properties = Object.entries(config.getObject<Record<string, string>>("properties") ?? {}).map(
  ([name, value]) => new ClusterProperty(name, { cluster, value }),
);

const ip = new IPaddr2Resource("virtual_ip", {
  cluster,
  ip: config.require("serviceIp"),
  cidrNetmask: 24,
  nic: config.get("nic") ?? "eth0",
  monitor: { interval: "30s", onFail: "restart" },
  disabled: true,
});
const database = new PrimitiveResource("mysql", {
  cluster,
  agent: "ocf:heartbeat:mysql",
  options: {
    binary: "/usr/bin/mysqld_safe",
    config: config.get("configFile") ?? "/etc/my.cnf",
    datadir: "/var/lib/mysql",
    pid: config.get("pidFile") ?? "/var/lib/mysql/mysql.pid",
    socket: config.get("socket") ?? "/var/lib/mysql/mysql.sock",
    additional_parameters: "--bind-address=0.0.0.0",
  },
  operations: [
    { name: "start", timeout: "60s" },
    { name: "stop", timeout: "60s" },
    { name: "monitor", interval: "20s", timeout: "30s", onFail: "standby" },
  ],
  disabled: true,
});
const databases = new CloneResource("mysql-clone", {
  cluster,
  resource: database.resourceId,
  meta: { "clone-max": 2, "clone-node-max": 1 },
});

// Without these two the address stays on a node whose database is dead.
const together = new ColocationConstraint("ip-with-database", {
  cluster,
  resource: ip.resourceId,
  withResource: databases.cloneId,
});
const order = new OrderConstraint("database-then-ip", {
  cluster,
  first: databases.cloneId,
  then: ip.resourceId,
});

const started = new EnabledResources(
  "db-start",
  { cluster, resources: [database.resourceId, ip.resourceId] },
  { dependsOn: [...properties, together, order] },
);

/** The resources that run. */
export const running = started.resources;
