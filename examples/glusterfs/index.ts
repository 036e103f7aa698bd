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
  type NodeInput,
} from "pulumi-pacemaker";

const config = new pulumi.Config();

const cluster = new PcsCluster("gluster", {
  nodes: config.requireObject<NodeInput[]>("nodes"),
  haclusterPassword: config.requireSecret("haclusterPassword"),
});

// Nothing starts while fencing is on and there is no fencing device: the example fence-proxmox shows how one is made.
const properties = Object.entries(config.getObject<Record<string, string>>("properties") ?? {}).map(
  ([name, value]) => new ClusterProperty(name, { cluster, value }),
);

const interleaved = { interleave: true };

const daemon = new PrimitiveResource("gluster-daemon", {
  cluster,
  agent: "ocf:glusterfs:glusterd",
  operations: [{ name: "monitor", interval: "20s" }],
  disabled: true,
});
const daemons = new CloneResource("gluster-daemon-clone", {
  cluster,
  resource: daemon.resourceId,
  meta: interleaved,
});
const mount = new PrimitiveResource("gluster-conf-mount", {
  cluster,
  agent: "ocf:heartbeat:Filesystem",
  options: { device: "localhost:/conf", directory: "/conf", fstype: "glusterfs" },
  operations: [
    { name: "start", timeout: "60" },
    { name: "stop", timeout: "60" },
    { name: "monitor", interval: "20", checkLevel: 0 },
    { name: "monitor", interval: "60", timeout: "60", checkLevel: 20 },
  ],
  disabled: true,
});
const mounts = new CloneResource("gluster-conf-mount-clone", {
  cluster,
  resource: mount.resourceId,
  meta: interleaved,
});
const proxy = new PrimitiveResource("proxy", { cluster, agent: "systemd:haproxy", disabled: true });
const proxies = new CloneResource("proxy-clone", {
  cluster,
  resource: proxy.resourceId,
  meta: interleaved,
});
const ip = new IPaddr2Resource("virtual-ip", {
  cluster,
  ip: config.require("serviceIp"),
  cidrNetmask: 24,
  nic: config.get("nic") ?? "eth0",
  monitor: { interval: "20" },
  meta: { "resource-stickiness": 1 },
  disabled: true,
});

const constraints = [
  new OrderConstraint("daemon-then-mount", {
    cluster,
    first: daemons.cloneId,
    then: mounts.cloneId,
    kind: "Mandatory",
  }),
  // Nodes that have the attribute `successor` are spare.
  new LocationConstraint("proxy-not-on-spare", {
    cluster,
    resource: proxies.cloneId,
    rule: "not_defined successor",
    score: 100,
  }),
  new ColocationConstraint("ip-with-proxy", {
    cluster,
    resource: ip.resourceId,
    withResource: proxies.cloneId,
    score: 1000,
  }),
];

const started = new EnabledResources(
  "gluster-start",
  { cluster, resources: [daemon, mount, proxy, ip].map(({ resourceId }) => resourceId) },
  { dependsOn: [...properties, ...constraints] },
);

/** The resources that run. */
export const running = started.resources;
