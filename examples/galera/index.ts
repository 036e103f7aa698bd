import * as pulumi from "@pulumi/pulumi";
import {
  CloneResource,
  ClusterProperty,
  EnabledResources,
  OrderConstraint,
  PcsCluster,
  PrimitiveResource,
  type NodeInput,
} from "pulumi-pacemaker";

const config = new pulumi.Config();
const nodes = config.requireObject<NodeInput[]>("nodes");

const cluster = new PcsCluster("galera", {
  nodes,
  haclusterPassword: config.requireSecret("haclusterPassword"),
});

// Nothing starts while fencing is on and there is no fencing device: the example fence-proxmox shows how one is made.
const properties = Object.entries(config.getObject<Record<string, string>>("properties") ?? {}).map(
  ([name, value]) => new ClusterProperty(name, { cluster, value }),
);

const names = pulumi.all(nodes.map(({ name }) => name));

const balancer = new PrimitiveResource("lb-haproxy", { cluster, agent: "systemd:haproxy", disabled: true });
const balancers = new CloneResource("lb-haproxy-clone", { cluster, resource: balancer.resourceId });

const database = new PrimitiveResource("galera", {
  cluster,
  agent: "ocf:heartbeat:galera",
  options: {
    enable_creation: true,
    wsrep_cluster_address: names.apply((all) => `gcomm://${all.join(",")}`),
    additional_parameters: "--open-files-limit=16384",
  },
  operations: [{ name: "promote", timeout: "300s", onFail: "block" }],
  disabled: true,
});
const databases = new CloneResource("galera-clone", {
  cluster,
  resource: database.resourceId,
  promotable: true,
  meta: { "promoted-max": nodes.length, ordered: true },
});

const order = new OrderConstraint("balancer-then-galera", {
  cluster,
  first: balancers.cloneId,
  then: databases.cloneId,
});

const started = new EnabledResources(
  "galera-start",
  { cluster, resources: [balancer.resourceId, database.resourceId] },
  { dependsOn: [...properties, order] },
);

/** The resources that run. */
export const running = started.resources;
