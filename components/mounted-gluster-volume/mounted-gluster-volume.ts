import * as pulumi from "../../provider/pulumi.js";
import { existingCluster } from "../../provider/lifecycle/cluster-handle.js";
import { GlusterPeer } from "../../provider/objects/gluster-peer/index.js";
import { GlusterVolume } from "../../provider/objects/gluster-volume/index.js";
import { SystemdUnit } from "../../provider/objects/systemd-unit/index.js";
import type { MountedGlusterVolumeArgs } from "./arguments.js";
import { mountByCluster, mountByHosts, type Mounted } from "./mounts.js";

type Outputs = Pick<
  MountedGlusterVolume,
  "volumeName" | "directory" | "states" | "healPending" | "splitBrain" | "mountId"
>;

/**
 * A replicated volume of GlusterFS with all that it takes: its daemon on each host, the trusted pool, the volume, and its
 * mount on the nodes of a cluster or on hosts by themselves.
 *
 * @example
 * const files = new MountedGlusterVolume("web", {
 *   hosts: [...nodes, { name: "arbiter", address: "192.168.0.116" }],
 *   bricks: ["testdb01", "testdb02", "arbiter"].map((host) => ({ host, path: "/bricks/web/brick" })),
 *   mount: { directory: "/srv/web", cluster: pair.cluster },
 * });
 */
export class MountedGlusterVolume extends pulumi.ComponentResource {
  /** The volume itself. */
  public readonly volume: GlusterVolume;
  /** The volume's name. */
  public readonly volumeName: pulumi.Output<string>;
  /** Where it is mounted, once it is. */
  public readonly directory: pulumi.Output<string>;
  /** The id of the cluster's clone that mounts it; undefined where hosts do that by themselves. */
  public readonly mountId: pulumi.Output<string | undefined>;
  /** Each brick by `host:path`, as `GlusterVolume.states`. */
  public readonly states: GlusterVolume["states"];
  /** Entries that were left to heal when it was last looked at. */
  public readonly healPending: GlusterVolume["healPending"];
  /** Entries in split brain when it was last looked at. */
  public readonly splitBrain: GlusterVolume["splitBrain"];

  constructor(name: string, args: MountedGlusterVolumeArgs, opts?: pulumi.ComponentResourceOptions) {
    super("pulumi-pacemaker:index:MountedGlusterVolume", name, {}, opts);
    refuseMistakes(name, args);
    const daemon = runDaemon(name, args, this);
    const peers = gather(name, args, daemon, this);
    const { mount, ...given } = args;
    const volume = new GlusterVolume(
      `${name}-volume`,
      { ...given, volumeName: args.volumeName ?? name, hosts: [...args.hosts] },
      { parent: this, dependsOn: peers },
    );
    const within = { name, args, volume, parent: this };
    const mounted: Mounted = mount.cluster ? mountByCluster(within, mount.cluster) : mountByHosts(within);

    this.volume = volume;
    this.volumeName = volume.volumeName;
    this.directory = pulumi.all(mounted.all.map(({ urn }) => urn)).apply(() => mount.directory);
    this.mountId = mounted.cloneId ?? pulumi.output(undefined);
    this.states = volume.states;
    this.healPending = volume.healPending;
    this.splitBrain = volume.splitBrain;
    const { volumeName, directory, mountId, states, healPending, splitBrain } = this;
    const outputs = { volumeName, directory, mountId, states, healPending, splitBrain };
    this.registerOutputs(outputs satisfies Outputs);
  }
}

function runDaemon(name: string, { hosts }: MountedGlusterVolumeArgs, parent: pulumi.Resource): SystemdUnit {
  const cluster = existingCluster({ nodes: [...hosts] });
  const unit = { cluster, unit: "glusterd.service", enabled: true, active: true };
  return new SystemdUnit(`${name}-glusterd`, unit, { parent });
}

// One after the other: each is taken in by those before it.
function gather(
  name: string,
  { hosts, adopt }: MountedGlusterVolumeArgs,
  daemon: SystemdUnit,
  parent: pulumi.Resource,
): GlusterPeer[] {
  return hosts.reduce<GlusterPeer[]>((before, host) => {
    const place = { host: host.name, pool: [...hosts], adopt: adopt ?? false };
    const dependsOn = [daemon, ...before.slice(-1)];
    return [...before, new GlusterPeer(`${name}-${host.name}`, place, { parent, dependsOn })];
  }, []);
}

function refuseMistakes(name: string, { hosts, mount }: MountedGlusterVolumeArgs): void {
  const known = hosts.map((host) => host.name);
  const strangers = (mount.on ?? []).filter((host) => !known.includes(host));
  const reasons = [
    ...(/^(\/(?!\.{1,2}(\/|$))[\w.-]+)+$/.test(mount.directory)
      ? []
      : [["mount.directory", `"${mount.directory}" is not a folder from the root on`]]),
    ...(mount.cluster && mount.on
      ? [["mount.on", "the cluster mounts it on each of its nodes: leave one of the two out"]]
      : []),
    ...(strangers.length > 0
      ? [["mount.on", `${strangers.join(", ")} is not one of \`hosts\`: ${known.join(", ")}`]]
      : []),
  ];
  if (reasons.length === 0) return;
  throw new pulumi.InputPropertiesError({
    message: `MountedGlusterVolume ${name}: ${reasons.map((words) => words.join(": ")).join("; ")}`,
    errors: reasons.map(([propertyPath = "", reason = ""]) => ({ propertyPath, reason })),
  });
}
