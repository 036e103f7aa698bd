import { hostKey } from "../ssh/index.js";
import { lookAtGluster, type GlusterLook, type GlusterPeerSeen, type GlusterQuestions } from "./gluster.js";
import { answersOf, reachableNodes, type Handle, type ReachableNode } from "./nodes.js";

/** Clocks that are further apart than this give files times that contradict each other. */
const mostSecondsApart = 5;

/**
 * The hosts of a pool as they were seen; one that cannot be reached is missing.
 * @throws when none can be
 */
export async function lookAtPool(
  handle: Handle,
  questions: Readonly<Record<string, GlusterQuestions>> = {},
): Promise<readonly GlusterLook[]> {
  return answersOf(reachableNodes(handle), (node) => lookAtGluster(node, questions[node.name]));
}

/** The host keys of hosts that were seen. */
export async function keysOf(looks: readonly GlusterLook[]): Promise<Readonly<Record<string, string>>> {
  return Object.fromEntries(
    await Promise.all(looks.map(async ({ node }) => [node.name, await hostKey(node.ssh)] as const)),
  );
}

/** Where other hosts find a host. */
export function addressOf({ name, addresses }: Pick<ReachableNode, "name" | "addresses">): string {
  return addresses[0] ?? name;
}

/** Whether a host is known to another one by any of its names, or by its UUID. */
export function knownAs(look: GlusterLook, host: ReachableNode, uuid?: string): GlusterPeerSeen | undefined {
  const names = [host.name, ...host.addresses];
  return look.peers.find((peer) => peer.uuid === uuid || peer.names.some((name) => names.includes(name)));
}

/** Whether one host takes another for a full, connected member of its pool. */
export function isMember(peer: GlusterPeerSeen | undefined): boolean {
  return peer !== undefined && peer.connected && peer.state === "Peer in Cluster";
}

/** What keeps a host from a pool, whatever is to be done: in words; undefined when nothing does. */
export function unusable(look: GlusterLook): string | undefined {
  if (look.version === null) return `${look.node.name} has no GlusterFS: install its server's package`;
  return look.running
    ? undefined
    : `glusterd does not run on ${look.node.name}: \`systemctl start glusterd\``;
}

/** Hosts whose clocks are far apart, in words; undefined when none are. */
export function clocksApart(looks: readonly GlusterLook[]): string | undefined {
  for (const one of looks)
    for (const other of looks) {
      const apart = one.ahead[0] - other.ahead[1];
      if (apart > mostSecondsApart)
        return `the clock of ${one.node.name} is ${Math.round(apart)} s ahead of that of ${other.node.name}`;
    }
  return undefined;
}
