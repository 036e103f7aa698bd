import * as pulumi from "@pulumi/pulumi";
import {
  CloneResource,
  ClusterProperty,
  ColocationConstraint,
  EnabledResources,
  IPaddr2Resource,
  LocationConstraint,
  OrderConstraint,
  PcsCluster,
  PrimitiveResource,
  ResourceDefaults,
  ResourceGroup,
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

new ResourceDefaults("stickiness", { cluster, values: { "resource-stickiness": 200 } });

const drbd = new PrimitiveResource("drbd_r0", {
  cluster,
  agent: "ocf:linbit:drbd",
  options: { drbd_resource: "r0" },
  operations: [
    { name: "monitor", interval: "20s", role: "Promoted" },
    { name: "monitor", interval: "30s", role: "Unpromoted" },
  ],
  disabled: true,
});
const mirror = new CloneResource("drbd_r0-clone", {
  cluster,
  resource: drbd.resourceId,
  promotable: true,
  meta: { "promoted-max": 1, "promoted-node-max": 1, "clone-max": 2, notify: true },
});

const files = new PrimitiveResource("db_fs", {
  cluster,
  agent: "ocf:heartbeat:Filesystem",
  options: {
    device: "/dev/drbd0",
    directory: "/var/lib/mysql",
    fstype: "xfs",
    options: "noatime,nodiratime",
  },
  operations: [{ name: "monitor", interval: "20s" }],
  disabled: true,
});
const ip = new IPaddr2Resource("db_vip", {
  cluster,
  ip: config.require("serviceIp"),
  cidrNetmask: 24,
  nic: config.get("nic") ?? "eth0",
  monitor: { interval: "10s" },
  disabled: true,
});
const database = new PrimitiveResource("mariadb", {
  cluster,
  agent: "systemd:mariadb",
  operations: [{ name: "monitor", interval: "20s", timeout: "60s" }],
  disabled: true,
});
const core = new ResourceGroup("db-core-group", {
  cluster,
  resources: [files.resourceId, ip.resourceId, database.resourceId],
});

const constraints = [
  new ColocationConstraint("core-with-mirror", {
    cluster,
    resource: core.groupId,
    withResource: mirror.cloneId,
    withRole: "Promoted",
  }),
  new OrderConstraint("mirror-then-core", {
    cluster,
    first: mirror.cloneId,
    firstAction: "promote",
    then: core.groupId,
    thenAction: "start",
  }),
  new LocationConstraint("core-prefers", {
    cluster,
    resource: core.groupId,
    node: config.require("preferredNode"),
    score: 100,
  }),
];

const started = new EnabledResources(
  "db-start",
  { cluster, resources: [drbd, files, ip, database].map(({ resourceId }) => resourceId) },
  { dependsOn: [...properties, ...constraints] },
);

/** The resources that run. */
export const running = started.resources;
