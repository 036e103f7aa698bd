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

const cluster = new PcsCluster("web", {
  nodes: config.requireObject<NodeInput[]>("nodes"),
  haclusterPassword: config.requireSecret("haclusterPassword"),
});

// Nothing starts while fencing is on and there is no fencing device: the example fence-proxmox shows how one is made.
const properties = Object.entries(config.getObject<Record<string, string>>("properties") ?? {}).map(
  ([name, value]) => new ClusterProperty(name, { cluster, value }),
);

const drbd = new PrimitiveResource("WebData", {
  cluster,
  agent: "ocf:linbit:drbd",
  options: { drbd_resource: "wwwdata" },
  operations: [
    { name: "monitor", interval: "29s", role: "Promoted" },
    { name: "monitor", interval: "31s", role: "Unpromoted" },
  ],
  disabled: true,
});
const mirror = new CloneResource("WebData-clone", {
  cluster,
  resource: drbd.resourceId,
  promotable: true,
  meta: { "promoted-max": 1, "promoted-node-max": 1, "clone-max": 2, "clone-node-max": 1, notify: true },
});

const files = new PrimitiveResource("WebFS", {
  cluster,
  agent: "ocf:heartbeat:Filesystem",
  options: { device: "/dev/drbd1", directory: "/var/www/html", fstype: "xfs" },
  disabled: true,
});
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

const constraints = [
  new ColocationConstraint("files-with-mirror", {
    cluster,
    resource: files.resourceId,
    withResource: mirror.cloneId,
    withRole: "Promoted",
  }),
  new OrderConstraint("mirror-then-files", {
    cluster,
    first: mirror.cloneId,
    firstAction: "promote",
    then: files.resourceId,
    thenAction: "start",
  }),
  new ColocationConstraint("site-with-files", {
    cluster,
    resource: site.resourceId,
    withResource: files.resourceId,
  }),
  new OrderConstraint("files-then-site", { cluster, first: files.resourceId, then: site.resourceId }),
  new ColocationConstraint("site-with-ip", {
    cluster,
    resource: site.resourceId,
    withResource: ip.resourceId,
  }),
  new OrderConstraint("ip-then-site", { cluster, first: ip.resourceId, then: site.resourceId }),
];

const started = new EnabledResources(
  "web-start",
  { cluster, resources: [drbd, files, ip, site].map(({ resourceId }) => resourceId) },
  { dependsOn: [...properties, ...constraints] },
);

/** The resources that run. */
export const running = started.resources;
