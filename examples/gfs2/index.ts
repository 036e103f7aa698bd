import * as pulumi from "@pulumi/pulumi";
import {
  CloneResource,
  ClusterProperty,
  ColocationConstraint,
  EnabledResources,
  OrderConstraint,
  PcsCluster,
  PrimitiveResource,
  type NodeInput,
} from "pulumi-pacemaker";

const config = new pulumi.Config();

const cluster = new PcsCluster("shared", {
  nodes: config.requireObject<NodeInput[]>("nodes"),
  haclusterPassword: config.requireSecret("haclusterPassword"),
});

// Nothing starts while fencing is on and there is no fencing device: the example fence-proxmox shows how one is made.
const properties = Object.entries(config.getObject<Record<string, string>>("properties") ?? {}).map(
  ([name, value]) => new ClusterProperty(name, { cluster, value }),
);

const freeze = new ClusterProperty("no-quorum-policy", { cluster, value: "freeze" });

const locks = new PrimitiveResource("dlm", {
  cluster,
  agent: "ocf:pacemaker:controld",
  operations: [{ name: "monitor", interval: "60s" }],
  disabled: true,
});
const lockClone = new CloneResource("dlm-clone", {
  cluster,
  resource: locks.resourceId,
  meta: { "clone-max": 2, "clone-node-max": 1, interleave: true },
});
const files = new PrimitiveResource("WebFS", {
  cluster,
  agent: "ocf:heartbeat:Filesystem",
  options: { device: config.require("device"), directory: "/var/www/html", fstype: "gfs2" },
  disabled: true,
});
const fileClone = new CloneResource("WebFS-clone", {
  cluster,
  resource: files.resourceId,
  meta: { interleave: true },
});

const together = new ColocationConstraint("files-with-locks", {
  cluster,
  resource: fileClone.cloneId,
  withResource: lockClone.cloneId,
});
const order = new OrderConstraint("locks-then-files", {
  cluster,
  first: lockClone.cloneId,
  then: fileClone.cloneId,
});

const started = new EnabledResources(
  "shared-start",
  { cluster, resources: [locks.resourceId, files.resourceId] },
  { dependsOn: [...properties, freeze, together, order] },
);

/** The resources that run. */
export const running = started.resources;
