import * as pulumi from "@pulumi/pulumi";
import {
  ClusterProperty,
  ColocationConstraint,
  EnabledResources,
  IPaddr2Resource,
  LocationConstraint,
  OperationDefaults,
  OrderConstraint,
  PcsCluster,
  PrimitiveResource,
  ResourceDefaults,
  type NodeInput,
} from "pulumi-pacemaker";

const config = new pulumi.Config();

const cluster = new PcsCluster("web", {
  nodes: config.requireObject<NodeInput[]>("nodes"),
  haclusterPassword: config.requireSecret("haclusterPassword"),
});

// Nothing starts while fencing is on and there is no fencing device: the example fence-proxmox shows how one is made.
const properties = Object.entries(config.getObject<Record<string, string>>("properties") ?? {}).map(
  ([name, value]) => new ClusterProperty(name, { cluster, value }),
);

new ResourceDefaults("stickiness", { cluster, values: { "resource-stickiness": 100 } });
new OperationDefaults("timeouts", { cluster, values: { timeout: "240s" } });

const ip = new IPaddr2Resource("ClusterIP", {
  cluster,
  ip: config.require("serviceIp"),
  cidrNetmask: 24,
  monitor: { interval: "30s" },
  disabled: true,
});
const site = new PrimitiveResource("WebSite", {
  cluster,
  agent: "ocf:heartbeat:apache",
  options: {
    configfile: config.get("configFile") ?? "/etc/httpd/conf/httpd.conf",
    statusurl: "http://localhost/server-status",
  },
  operations: [{ name: "monitor", interval: "1min" }],
  disabled: true,
});

const together = new ColocationConstraint("site-with-ip", {
  cluster,
  resource: site.resourceId,
  withResource: ip.resourceId,
});
const order = new OrderConstraint("ip-then-site", { cluster, first: ip.resourceId, then: site.resourceId });
const place = new LocationConstraint("site-prefers", {
  cluster,
  resource: site.resourceId,
  node: config.require("preferredNode"),
  score: 50,
});

const started = new EnabledResources(
  "web-start",
  { cluster, resources: [ip.resourceId, site.resourceId] },
  { dependsOn: [...properties, together, order, place] },
);

/** The resources that run. */
export const running = started.resources;
/** The address of the web site. */
export const serviceIp = ip.ip;
