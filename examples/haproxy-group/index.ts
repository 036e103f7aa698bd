import * as pulumi from "@pulumi/pulumi";
import {
  ClusterProperty,
  ColocationConstraint,
  EnabledResources,
  IPaddr2Resource,
  OrderConstraint,
  PcsCluster,
  PrimitiveResource,
  ResourceGroup,
  type NodeInput,
} from "pulumi-pacemaker";

const config = new pulumi.Config();

const cluster = new PcsCluster("balancer", {
  nodes: config.requireObject<NodeInput[]>("nodes"),
  haclusterPassword: config.requireSecret("haclusterPassword"),
});

// Nothing starts while fencing is on and there is no fencing device: the example fence-proxmox shows how one is made.
const properties = Object.entries(config.getObject<Record<string, string>>("properties") ?? {}).map(
  ([name, value]) => new ClusterProperty(name, { cluster, value }),
);

const [first, second] = config.requireObject<string[]>("serviceIps").map(
  (ip, index) =>
    new IPaddr2Resource(`ClusterIP-0${index + 1}`, {
      cluster,
      ip,
      cidrNetmask: 24,
      monitor: { interval: "5s" },
      disabled: true,
    }),
);
if (!first || !second) throw new Error("serviceIps: two addresses are needed");

const ips = new ResourceGroup("HAproxyIPs", { cluster, resources: [first.resourceId, second.resourceId] });
const proxy = new PrimitiveResource("HAproxy", {
  cluster,
  agent: "systemd:haproxy",
  operations: [{ name: "monitor", interval: "5s" }],
  disabled: true,
});

const together = new ColocationConstraint("proxy-with-ips", {
  cluster,
  resource: proxy.resourceId,
  withResource: ips.groupId,
});
const order = new OrderConstraint("ips-then-proxy", { cluster, first: ips.groupId, then: proxy.resourceId });

const started = new EnabledResources(
  "balancer-start",
  { cluster, resources: [first.resourceId, second.resourceId, proxy.resourceId] },
  { dependsOn: [...properties, together, order] },
);

/** The resources that run. */
export const running = started.resources;
