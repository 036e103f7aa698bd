import type * as pulumi from "@pulumi/pulumi";
import type { ClusterArgs, NodeInput } from "../../provider/lifecycle/cluster-handle.js";
import type { GlusterVolumeArgs } from "../../provider/objects/gluster-volume/index.js";

/** What a mounted volume takes beside what a volume takes. */
export interface MountedGlusterVolumeArgs extends Omit<GlusterVolumeArgs, "hosts"> {
  /** The hosts of the bricks and the way to them, each with GlusterFS's server installed; the pool begins with the first. */
  readonly hosts: readonly GlusterHost[];
  /** Where the volume is mounted, and by whom. */
  readonly mount: GlusterMount;
}

/** A host of a pool and the way to it. */
export interface GlusterHost extends NodeInput {
  /** Its name; part of the names of resources, so known when the program runs. */
  readonly name: string;
}

/** A mount on several hosts, each through its own daemon. */
export interface GlusterMount {
  /** The folder, the same on all hosts. Changed by unmounting and mounting. */
  readonly directory: string;
  /**
   * The cluster that mounts it, on each of its nodes: a clone `NAME-mount-clone`, which other resources are ordered behind.
   * Without one, hosts mount it by themselves, at boot too, by a line in /etc/fstab.
   */
  readonly cluster?: ClusterArgs["cluster"];
  /** Without a cluster: names of the hosts that mount it. Default those of the bricks with contents. */
  readonly on?: readonly string[];
  /** Options of the mount, such as `acl`. Default none beside those that let a mount find the other hosts. */
  readonly options?: pulumi.Input<string>;
}
