import { onHost } from "./host.js";
import { PcsFailure } from "./failure.js";
import type { ReachableNode } from "./nodes.js";
import { ask } from "./program.js";

/** Another host of a trusted pool, as one host sees it. */
export interface GlusterPeerSeen {
  readonly uuid: string;
  /** The names and addresses that it is known by there. */
  readonly names: readonly string[];
  readonly connected: boolean;
  /** In gluster's words: "Peer in Cluster", "Peer Rejected", ... */
  readonly state: string;
}

/** A volume as the pool has it. */
export interface GlusterVolumeSeen {
  readonly name: string;
  readonly id: string;
  readonly started: boolean;
  readonly type: string;
  readonly replicas: number;
  /** Its bricks in their order: `address:/path`, and the UUID of their host. */
  readonly bricks: readonly { readonly name: string; readonly host: string; readonly arbiter: boolean }[];
  /** Every option that is not gluster's default. */
  readonly options: Readonly<Record<string, string>>;
}

/** What is where a brick is or is to be. */
export interface PlaceSeen {
  readonly kind: "nothing" | "folder" | "file";
  /** The first names in it, and how many there are. */
  readonly names: readonly string[];
  readonly count: number;
  /** The id of the volume that it is a brick of. */
  readonly volume: string | null;
  /** A folder above it that is a brick. */
  readonly within: string | null;
  /** Whether it is on the filesystem of `/`. */
  readonly onRoot: boolean;
  /** What is mounted on the folder above it. */
  readonly mounted: string | null;
  /** Whether something is mounted on the folder itself. */
  readonly isMount: boolean;
}

/** A block device. */
export interface DeviceSeen {
  readonly there: boolean;
  /** What it holds, in words; null when it is blank. */
  readonly holds: string | null;
  /** Where it is mounted. */
  readonly mounted: string | null;
}

/** What a host has of GlusterFS. */
export interface GlusterLook {
  readonly node: ReachableNode;
  /** Null where gluster is not installed. */
  readonly version: string | null;
  /** Whether glusterd answers. */
  readonly running: boolean;
  /** The host's own name in a pool; null before it has one. */
  readonly uuid: string | null;
  readonly peers: readonly GlusterPeerSeen[];
  readonly volumes: readonly GlusterVolumeSeen[];
  readonly places: Readonly<Record<string, PlaceSeen>>;
  readonly devices: Readonly<Record<string, DeviceSeen>>;
  /** By how many seconds its clock is before ours: at least, and at most. */
  readonly ahead: readonly [number, number];
}

/** How a volume that is started does. */
export interface GlusterState {
  /** Whether each brick's process answers, by `address:/path`. */
  readonly online: Readonly<Record<string, boolean>>;
  /** What each brick that answers has to heal on others; one that does not answer is missing. */
  readonly healing: Readonly<Record<string, { readonly pending: number; readonly splitBrain: number }>>;
  /** How many mounts and programs use it. */
  readonly clients: number;
}

/** What is looked at beside daemon, pool and volumes. */
export interface GlusterQuestions {
  readonly places: readonly string[];
  readonly devices: readonly string[];
}

/** Looks at a host and changes nothing. */
export async function lookAtGluster(
  node: ReachableNode,
  questions: GlusterQuestions = { places: [], devices: [] },
): Promise<GlusterLook> {
  const before = Date.now() / 1000;
  const request = { act: "look", ...questions };
  const { clock, ...seen } = await ask<Omit<GlusterLook, "node" | "ahead"> & { readonly clock: number }>(
    node.ssh,
    node.name,
    "gluster",
    request,
    60,
  );
  return { node, ...seen, ahead: [clock - Date.now() / 1000, clock - before] };
}

/**
 * How a volume does, as a host sees it.
 * @param waiting it is asked again until all is healed: many entries are counted, and none of them for split brain
 */
export function glusterState(node: ReachableNode, volume: string, waiting = false): Promise<GlusterState> {
  const request = { act: "state", volume, ...(waiting ? { waiting } : {}) };
  return ask(node.ssh, node.name, "gluster", request, 180);
}

/**
 * Makes a brick's folder, on its device where it has one, and never over data.
 * @throws PcsFailure "exists" with what was found
 */
export async function makeBrickPlace(
  node: ReachableNode,
  brick: {
    readonly path: string;
    readonly device?: string;
    readonly makeFilesystem?: boolean;
    /** The volume whose brick may be there. */
    readonly volume?: string;
  },
): Promise<void> {
  const request = { act: "brick", ...brick };
  const { refused } = await ask<{ refused: string | null }>(node.ssh, node.name, "gluster", request, 300);
  if (refused !== null) throw new PcsFailure("exists", `Unable to make a brick on ${node.name}: ${refused}`);
}

// Each command on a pool has it for itself; whoever comes meanwhile is turned away.
const busy = /another transaction is in progress|locking failed|Please try again/i;
const busySeconds = 60;
const lookEveryMs = 1000;

/** Runs gluster on a host, which has the whole pool do it; waits for another command's end. */
export async function inPool(node: ReachableNode, doing: string, words: readonly string[]): Promise<string> {
  const deadline = Date.now() + busySeconds * 1000;
  for (;;) {
    try {
      const argv = ["gluster", "--mode=script", ...words];
      return (await onHost(node, doing, argv, { timeout: 180 })).stdout.trim();
    } catch (failure) {
      const again = failure instanceof PcsFailure && busy.test(failure.message) && Date.now() < deadline;
      if (!again) throw failure;
      await pause();
    }
  }
}

/** Waits until nothing is lacking; answers what still is when the seconds are over. */
export async function awaitLacking(
  seconds: number,
  lacking: () => Promise<string | undefined>,
): Promise<string | undefined> {
  const deadline = Date.now() + seconds * 1000;
  for (;;) {
    const now = await lacking();
    if (now === undefined || Date.now() > deadline) return now;
    await pause();
  }
}

function pause(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, lookEveryMs));
}
