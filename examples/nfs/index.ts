import * as pulumi from "@pulumi/pulumi";
import {
  ClusterProperty,
  EnabledResources,
  IPaddr2Resource,
  PcsCluster,
  PrimitiveResource,
  ResourceGroup,
  type NodeInput,
} from "pulumi-pacemaker";

const config = new pulumi.Config();

const cluster = new PcsCluster("nfs", {
  nodes: config.requireObject<NodeInput[]>("nodes"),
  haclusterPassword: config.requireSecret("haclusterPassword"),
});

// Nothing starts while fencing is on and there is no fencing device: the example fence-proxmox shows how one is made.
const properties = Object.entries(config.getObject<Record<string, string>>("properties") ?? {}).map(
  ([name, value]) => new ClusterProperty(name, { cluster, value }),
);

const serviceIp = config.require("serviceIp");
const clients = config.require("clients");

const volume = new PrimitiveResource("my_lvm", {
  cluster,
  agent: "ocf:heartbeat:LVM-activate",
  options: { vgname: "my_vg", vg_access_mode: "system_id" },
  disabled: true,
});
const share = new PrimitiveResource("nfsshare", {
  cluster,
  agent: "ocf:heartbeat:Filesystem",
  options: { device: "/dev/my_vg/my_lv", directory: "/nfsshare", fstype: "xfs" },
  disabled: true,
});
const daemon = new PrimitiveResource("nfs-daemon", {
  cluster,
  agent: "ocf:heartbeat:nfsserver",
  options: { nfs_shared_infodir: "/nfsshare/nfsinfo", nfs_no_notify: true },
  disabled: true,
});
const root = exported("nfs-root", "/nfsshare/exports", 0);
const first = exported("nfs-export1", "/nfsshare/exports/export1", 1);
const ip = new IPaddr2Resource("nfs_ip", { cluster, ip: serviceIp, cidrNetmask: 24, disabled: true });
const notify = new PrimitiveResource("nfs-notify", {
  cluster,
  agent: "ocf:heartbeat:nfsnotify",
  options: { source_host: serviceIp },
  disabled: true,
});

const members = [volume, share, daemon, root, first, ip, notify].map(({ resourceId }) => resourceId);
const group = new ResourceGroup("nfsgroup", { cluster, resources: members });

const started = new EnabledResources(
  "nfs-start",
  { cluster, resources: members },
  { dependsOn: [...properties, group] },
);

/** The resources that run, in the order of their start. */
export const running = started.resources;

function exported(name: string, directory: string, fsid: number): PrimitiveResource {
  return new PrimitiveResource(name, {
    cluster,
    agent: "ocf:heartbeat:exportfs",
    options: { clientspec: clients, options: "rw,sync,no_root_squash", directory, fsid },
    disabled: true,
  });
}
