import type * as pulumi from "@pulumi/pulumi";
import type { NodeInput } from "../../lifecycle/cluster-handle.js";
import type { Reached } from "../../lifecycle/managed.js";
import type { Value, Values } from "../../pcs/options.js";

/** How a volume's files are kept: the number of bricks, and what the third one is. */
export type Replication = "arbiter" | "three" | "two-can-split-brain";

/** What a replicated volume takes. */
export interface GlusterVolumeArgs {
  /** Its name; default the Pulumi name. A change makes a new volume, and the data stay in the old one's bricks. */
  readonly volumeName?: pulumi.Input<string>;
  /** The hosts of the bricks and the way to them: members of one trusted pool (`GlusterPeer`), known by their addresses. */
  readonly hosts: pulumi.Input<pulumi.Input<NodeInput>[]>;
  /**
   * Where the files are, in their order; the third one of `arbiter` holds names and no contents. A brick with another host or
   * path than before is replaced: the new one is filled from the others before anything else happens.
   */
  readonly bricks: pulumi.Input<pulumi.Input<BrickInput>[]>;
  /**
   * `arbiter` (default): two copies and a third brick that decides which is right. `three`: three copies. With
   * `two-can-split-brain` both copies take writes when they lose each other, and then contradict each other; each preview
   * warns of it. Two become `arbiter` or `three` by a third brick; other changes are refused.
   */
  readonly replication?: pulumi.Input<Replication>;
  /** Options by gluster's names, such as `network.ping-timeout`. Changed in place; one taken out is reset. Default none. */
  readonly options?: pulumi.Input<Record<string, pulumi.Input<Value>>>;
  /** Let bricks be on the filesystem of `/`, which they can fill. Default false: gluster advises against it. */
  readonly onRootFilesystem?: pulumi.Input<boolean>;
  /** Seconds until all bricks answer and nothing is left to heal after a change; a whole brick is copied within. Default 3600. */
  readonly healTimeout?: pulumi.Input<number>;
  /** Take over a volume of this name and these bricks that is there already. Default false. */
  readonly adopt?: pulumi.Input<boolean>;
}

/** A brick: a folder on a host. */
export interface BrickInput {
  /** The name of its host, one of `hosts`. */
  readonly host: pulumi.Input<string>;
  /** The folder; made where it is not there, and refused where it holds anything. */
  readonly path: pulumi.Input<string>;
  /** A block device of the brick's own, mounted on the folder above `path`, at boot too. Default none: what is there. */
  readonly device?: pulumi.Input<string>;
  /** Make an XFS filesystem on `device` if it is blank; one that holds anything is refused. Default false. */
  readonly makeFilesystem?: pulumi.Input<boolean>;
}

/** A brick as the provider sees it. */
export interface Brick {
  readonly host: string;
  readonly path: string;
  readonly device?: string;
  readonly makeFilesystem?: boolean;
}

/** The arguments as the provider sees them. */
export interface Declared {
  readonly volumeName: string;
  readonly nodes: Reached["nodes"];
  readonly bricks: readonly Brick[];
  readonly replication: Replication;
  readonly options: Values;
  readonly onRootFilesystem: boolean;
  readonly healTimeout: number;
  /** Each brick by `host:path`: "online", or in words what it is instead. An input, so that drift shows. */
  readonly states: Readonly<Record<string, string>>;
  /** Outputs. */
  readonly volumeId?: string;
  readonly untouched?: Readonly<Record<string, string>>;
}

/** What is known of a volume. */
export interface Observed {
  readonly volumeId: string;
  /** Entries that a brick has for others that lack them; undefined while nobody can tell. */
  readonly healPending?: number;
  readonly splitBrain?: number;
  /** Options that the volume had when it was made or taken over and that are not declared: left as they are. */
  readonly untouched: Readonly<Record<string, string>>;
  readonly hostKeys: Readonly<Record<string, string>>;
}

/** The arguments with the way to the hosts. */
export type Args = Declared & Reached;

/** How many bricks a replication takes. */
export const bricksOf: Readonly<Record<Replication, number>> = {
  arbiter: 3,
  three: 3,
  "two-can-split-brain": 2,
};

/** A brick's key in `states`. */
export function keyOf({ host, path }: Pick<Brick, "host" | "path">): string {
  return `${host}:${path}`;
}

/** How gluster writes an option's value. */
export function spelled(value: Value): string {
  return typeof value === "boolean" ? (value ? "on" : "off") : String(value);
}
