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

const cluster = new PcsCluster("balancer", {
  nodes: config.requireObject<NodeInput[]>("nodes"),
  haclusterPassword: config.requireSecret("haclusterPassword"),
});

// Nothing starts while fencing is on and there is no fencing device: the example fence-proxmox shows how one is made.
const properties = Object.entries(config.getObject<Record<string, string>>("properties") ?? {}).map(
  ([name, value]) => new ClusterProperty(name, { cluster, value }),
);

const ip = new IPaddr2Resource("vip", {
  cluster,
  ip: config.require("serviceIp"),
  cidrNetmask: 24,
  monitor: { interval: "10s" },
  disabled: true,
});
const proxy = new PrimitiveResource("haproxy", { cluster, agent: "systemd:haproxy", disabled: true });
const proxies = new CloneResource("haproxy-clone", { cluster, resource: proxy.resourceId });

const order = new OrderConstraint("ip-then-proxies", {
  cluster,
  first: ip.resourceId,
  then: proxies.cloneId,
  kind: "Optional",
});
// This way round: the address goes where a proxy runs. The other way round every copy of the proxy goes to the address.
const together = new ColocationConstraint("ip-with-proxy", {
  cluster,
  resource: ip.resourceId,
  withResource: proxies.cloneId,
});

const started = new EnabledResources(
  "balancer-start",
  { cluster, resources: [ip.resourceId, proxy.resourceId] },
  { dependsOn: [...properties, together, order] },
);

/** The resources that run. */
export const running = started.resources;
