import * as pulumi from "@pulumi/pulumi";
import {
  CloneResource,
  ClusterProperty,
  ColocationConstraint,
  EnabledResources,
  HostFile,
  IPaddr2Resource,
  OrderConstraint,
  PcsCluster,
  PrimitiveResource,
  SystemdUnit,
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

// The cluster starts the server, so systemd does not; what it serves is the same on all nodes.
const unit = new SystemdUnit("apache2.service", { cluster, enabled: false });
const page = new HostFile("page", {
  cluster,
  path: "/var/www/html/index.html",
  content: config.get("page") ?? "<h1>It works</h1>\n",
  adopt: true,
});

const server = new PrimitiveResource(
  "server",
  {
    cluster,
    agent: "systemd:apache2",
    operations: [{ name: "monitor", interval: "10s" }],
    disabled: true,
  },
  { dependsOn: [unit, page] },
);
const servers = new CloneResource("servers", {
  cluster,
  resource: server.resourceId,
  meta: { interleave: true },
});
const ip = new IPaddr2Resource("web-ip", {
  cluster,
  ip: config.require("serviceIp"),
  cidrNetmask: 24,
  monitor: { interval: "5s" },
  disabled: true,
});

// The address is with a server that runs, and not the other way round, which would hold all servers on one node.
const together = new ColocationConstraint("ip-with-server", {
  cluster,
  resource: ip.resourceId,
  withResource: servers.cloneId,
});
const order = new OrderConstraint("server-then-ip", {
  cluster,
  first: servers.cloneId,
  then: ip.resourceId,
});

const started = new EnabledResources(
  "web-start",
  { cluster, resources: [server.resourceId, ip.resourceId] },
  { dependsOn: [...properties, together, order] },
);

/** The resources that run. */
export const running = started.resources;
