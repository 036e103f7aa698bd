import type { GlusterLook, GlusterPeerSeen } from "../../pcs/gluster.js";
import { isMember, knownAs, unusable } from "../../pcs/gluster-pool.js";
import type { ReachableNode } from "../../pcs/nodes.js";

/** Peers of a host that none of these hosts is. */
function strangersTo(look: GlusterLook, hosts: readonly GlusterLook[]): readonly GlusterPeerSeen[] {
  return look.peers.filter(
    (peer) =>
      !hosts.some(({ node, uuid }) => peer.uuid === uuid || knownAs({ ...look, peers: [peer] }, node)),
  );
}

/** What a host has of another pool, in words; undefined when it has none. */
export function foreignTo(
  look: GlusterLook,
  pool: readonly GlusterLook[],
  ownVolumes: "allowed" | "refused",
): string | undefined {
  const strangers = strangersTo(look, pool).flatMap(({ names }) => names[0] ?? []);
  if (strangers.length > 0) return `${look.node.name} is in a pool with ${strangers.join(", ")}`;
  const volumes = look.volumes.map(({ name }) => name);
  const others = pool.flatMap((one) => (one.node.name === look.node.name ? [] : one.volumes));
  const own = volumes.filter((name) => !others.some((volume) => volume.name === name));
  return ownVolumes === "refused" && look.peers.length === 0 && own.length > 0
    ? `${look.node.name} has volumes of its own: ${own.join(", ")}`
    : undefined;
}

/** How a host stands to its pool, in a word or in words. */
export function membershipOf(
  look: GlusterLook | undefined,
  others: readonly GlusterLook[],
  host: ReachableNode,
  uuid: string | undefined,
): string {
  const seen = others.flatMap((other) => knownAs(other, host, uuid) ?? []);
  if (look?.running && uuid !== undefined && look.uuid !== uuid && seen.some((peer) => peer.uuid === uuid))
    return "set up anew: it has lost its place in the pool";
  if (look && unusable(look)) return look.version === null ? "without GlusterFS" : "glusterd does not run";
  const bad = seen.find((peer) => !isMember(peer));
  if (bad) return bad.connected ? bad.state : "disconnected";
  return "member";
}
