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
const nodes = config.requireObject<NodeInput[]>("nodes");

const cluster = new PcsCluster("db", {
  nodes,
  haclusterPassword: config.requireSecret("haclusterPassword"),
});

// Nothing starts while fencing is on and there is no fencing device: the example fence-proxmox shows how one is made.
const properties = Object.entries(config.getObject<Record<string, string>>("properties") ?? {}).map(
  ([name, value]) => new ClusterProperty(name, { cluster, value }),
);

const names = pulumi.all(nodes.map(({ name }) => name));

const database = new PrimitiveResource("mariadb_server", {
  cluster,
  agent: "ocf:heartbeat:mariadb",
  options: {
    binary: "/usr/sbin/mysqld",
    replication_user: "slave_user",
    replication_passwd: config.requireSecret("replicationPassword"),
    node_list: names.apply((all) => all.join(" ")),
  },
  operations: [
    ...["start", "stop", "promote", "demote"].map((name) => ({ name, timeout: "120", interval: "0" })),
    { name: "monitor", role: "Promoted", timeout: "30", interval: "10" },
    { name: "monitor", role: "Unpromoted", timeout: "30", interval: "20" },
    { name: "notify", timeout: "60s" },
  ],
  disabled: true,
});
const databases = new CloneResource("msMariadb", {
  cluster,
  resource: database.resourceId,
  promotable: true,
  meta: { "promoted-max": 1, "promoted-node-max": 1, "clone-max": 2, "clone-node-max": 1, notify: true },
});
const ip = new IPaddr2Resource("db_vip", {
  cluster,
  ip: config.require("serviceIp"),
  cidrNetmask: 24,
  monitor: { interval: "10s" },
  disabled: true,
});

const together = new ColocationConstraint("ip-with-writer", {
  cluster,
  resource: ip.resourceId,
  withResource: databases.cloneId,
  withRole: "Promoted",
});
const order = new OrderConstraint("writer-then-ip", {
  cluster,
  first: databases.cloneId,
  firstAction: "promote",
  then: ip.resourceId,
  thenAction: "start",
});

const started = new EnabledResources(
  "db-start",
  { cluster, resources: [database.resourceId, ip.resourceId] },
  { dependsOn: [...properties, together, order] },
);

/** The resources that run. */
export const running = started.resources;
/** The address for those who write. */
export const writerIp = ip.ip;
