import * as pulumi from "../../provider/pulumi.js";
import { type ClusterArgs, existingCluster } from "../../provider/lifecycle/cluster-handle.js";
import { CloneResource } from "../../provider/objects/clone-resource/index.js";
import { EnabledResources } from "../../provider/objects/enabled-resources/index.js";
import type { GlusterVolume } from "../../provider/objects/gluster-volume/index.js";
import { HostMount } from "../../provider/objects/host-mount/index.js";
import { PrimitiveResource } from "../../provider/objects/primitive-resource/index.js";
import type { GlusterHost, MountedGlusterVolumeArgs } from "./arguments.js";

/** A volume that is there, and how it is to be mounted. */
export interface Within {
  readonly name: string;
  readonly args: MountedGlusterVolumeArgs;
  readonly volume: GlusterVolume;
  readonly parent: pulumi.Resource;
}

/** What mounts it. */
export interface Mounted {
  readonly all: readonly pulumi.Resource[];
  readonly cloneId?: pulumi.Output<string | undefined>;
}

/** A mount on each node of a cluster, watched there. */
export function mountByCluster(
  { name, args, volume, parent }: Within,
  cluster: ClusterArgs["cluster"],
): Mounted {
  const mount = new PrimitiveResource(
    `${name}-mount`,
    {
      cluster,
      agent: "ocf:heartbeat:Filesystem",
      options: {
        device: sourceOf(volume),
        directory: args.mount.directory,
        fstype: "glusterfs",
        options: optionsOf(args),
      },
      operations: [
        { name: "start", timeout: "60s" },
        { name: "stop", timeout: "60s" },
        { name: "monitor", interval: "20s", timeout: "40s" },
      ],
      // After a boot the daemon may be slower than the cluster: a start that has failed is tried again.
      meta: { "failure-timeout": "60s" },
      disabled: true,
    },
    { parent, dependsOn: volume },
  );
  const clone = new CloneResource(
    `${name}-mount-clone`,
    { cluster, resource: mount.resourceId, meta: { interleave: true } },
    { parent },
  );
  const started = new EnabledResources(
    `${name}-mount-start`,
    { cluster, resources: [mount.resourceId] },
    { parent, dependsOn: clone },
  );
  return { all: [started], cloneId: clone.cloneId };
}

/** A mount on each host by itself, at boot after its daemon. */
export function mountByHosts({ name, args, volume, parent }: Within): Mounted {
  const { directory } = args.mount;
  // It is a file system of the network, and one of a daemon that has to be asked first.
  const options = pulumi.interpolate`_netdev,x-systemd.requires=glusterd.service,${optionsOf(args)}`;
  const cluster = existingCluster({ nodes: mountingHosts(args) });
  const given = { cluster, source: sourceOf(volume), directory, type: "glusterfs", options };
  const mount = new HostMount(
    `${name}-mount`,
    { ...given, adopt: args.adopt ?? false },
    { parent, dependsOn: volume },
  );
  return { all: [mount] };
}

function sourceOf(volume: GlusterVolume): pulumi.Output<string> {
  return pulumi.interpolate`localhost:/${volume.volumeName}`;
}

// A host's own daemon may be away when it mounts: any other one tells where the bricks are.
function optionsOf({ hosts, mount }: MountedGlusterVolumeArgs): pulumi.Output<string> {
  const addresses = hosts.map(({ name, address, addresses }) =>
    pulumi.output(addresses).apply((all) => pulumi.output(all?.[0] ?? address ?? name)),
  );
  return pulumi
    .all([pulumi.all(addresses), mount.options ?? ""])
    .apply(([all, more]) =>
      [`backup-volfile-servers=${all.join(":")}`, ...(more === "" ? [] : [more])].join(","),
    );
}

function mountingHosts({
  hosts,
  mount,
  bricks,
  replication,
}: MountedGlusterVolumeArgs): pulumi.Output<GlusterHost[]> {
  return pulumi.all([pulumi.output(bricks), pulumi.output(replication ?? "arbiter")]).apply(([all, kind]) => {
    const full = kind === "arbiter" ? all.slice(0, 2) : all;
    const wanted = mount.on ?? full.map(({ host }) => host);
    return hosts.filter(({ name }) => wanted.includes(name));
  }) as pulumi.Output<GlusterHost[]>;
}
