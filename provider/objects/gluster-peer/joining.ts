import type { Reached } from "../../lifecycle/managed.js";
import { Refusal } from "../../lifecycle/outcome.js";
import { awaitLacking, inPool, type GlusterLook } from "../../pcs/gluster.js";
import { addressOf, clocksApart, isMember, knownAs, lookAtPool, unusable } from "../../pcs/gluster-pool.js";
import { onHost, readHostFile, writeHostFile } from "../../pcs/host.js";
import type { ReachableNode } from "../../pcs/nodes.js";
import { foreignTo } from "./pool.js";

const infoFile = "/var/lib/glusterd/glusterd.info";
const peersFolder = "/var/lib/glusterd/peers";
const poolSeconds = 120;

/** The host itself, and those of its pool that were seen. */
export function partsOf(
  looks: readonly GlusterLook[],
  host: string,
): { readonly own: GlusterLook | undefined; readonly others: readonly GlusterLook[] } {
  return {
    own: looks.find(({ node }) => node.name === host),
    others: looks.filter(({ node }) => node.name !== host),
  };
}

/** Refuses hosts of which no pool can be made, with what was found; nothing was changed then. */
export function refuseUnfit(
  own: GlusterLook,
  looks: readonly GlusterLook[],
  ownVolumes: "allowed" | "refused",
): void {
  const found = unusable(own) ?? foreignTo(own, looks, ownVolumes) ?? clocksApart(looks);
  if (found !== undefined) throw new Refusal(`${found}. Nothing was changed.`);
}

/** Takes a host into the pool from another member of it, and waits until all see it there. */
export async function join(
  args: Reached,
  own: GlusterLook,
  from: GlusterLook,
  joined: () => void,
): Promise<void> {
  const { node } = own;
  await inPool(from.node, `take ${node.name} into the pool`, ["peer", "probe", addressOf(node)]);
  joined();
  await awaitMembership(args, node);
}

/**
 * Gives a host that was set up anew its old place in the pool: the others know it by its UUID, so it gets that back, and the
 * list of its peers, from one of them. By that they let it in, and it learns all volumes.
 */
export async function rejoin(
  args: Reached,
  own: GlusterLook,
  from: GlusterLook,
  uuid: string,
): Promise<void> {
  const { node } = own;
  process.stdout.write(`GlusterPeer ${node.name}: it was set up anew and gets its place in the pool back\n`);
  // A host that has not been asked for its UUID yet has no such file, and it holds more than that.
  await askUuid(node);
  await service(node, "stop");
  await rewritten(node, infoFile, (text) =>
    [`UUID=${uuid}`, ...linesOf(text).filter((line) => !line.startsWith("UUID=")), ""].join("\n"),
  );
  for (const [peer, address] of membersBeside(from, uuid))
    await rewritten(node, `${peersFolder}/${peer}`, () => `uuid=${peer}\nstate=3\nhostname1=${address}\n`);
  await service(node, "start");
  await awaitMembership(args, node);
  // What it has learned of its own bricks names no host until the daemon begins anew.
  await service(node, "restart");
  await awaitMembership(args, node);
}

// A pool's members by their UUIDs, as one of them knows them: itself, and all but the host that is set up anew.
function membersBeside(
  from: GlusterLook,
  uuid: string,
): readonly (readonly [uuid: string, address: string])[] {
  const others = from.peers.filter((peer) => peer.uuid !== uuid && peer.state === "Peer in Cluster");
  return [
    [from.uuid ?? "", addressOf(from.node)],
    ...others.map((peer) => [peer.uuid, peer.names[0] ?? ""] as const),
  ];
}

async function rewritten(node: ReachableNode, path: string, next: (text: string) => string): Promise<void> {
  const { text } = await readHostFile(node, path);
  if (await writeHostFile(node, { path, before: text ?? undefined, text: next(text ?? ""), mode: 0o600 }))
    return;
  throw new Refusal(`${path} of ${node.name} was changed by somebody else at the same time: run again.`);
}

function linesOf(text: string): readonly string[] {
  return text.split("\n").filter((line) => line !== "");
}

/** Takes a host out of the pool, from another member of it. */
export async function leave(own: ReachableNode, from: GlusterLook): Promise<void> {
  await inPool(from.node, `take ${own.name} out of the pool`, ["peer", "detach", addressOf(own)]);
}

/** Waits until a host and all others that can be reached see each other as members. */
export async function awaitMembership(args: Reached, host: ReachableNode): Promise<void> {
  const lacking = await awaitLacking(poolSeconds, async () => {
    const { own, others } = partsOf(await lookAtPool(args), host.name);
    if (!own?.running) return `glusterd does not answer on ${host.name}`;
    const members = others.filter((other) => other.running && knownAs(other, host, own.uuid ?? undefined));
    const apart = members.find(
      (other) =>
        !isMember(knownAs(other, host, own.uuid ?? undefined)) ||
        !isMember(knownAs(own, other.node, other.uuid ?? undefined)),
    );
    if (apart) return `${host.name} and ${apart.node.name} do not see each other as members`;
    const volumes = (look: GlusterLook) =>
      look.volumes
        .map(({ id }) => id)
        .sort()
        .join();
    return members.some((other) => volumes(other) !== volumes(own))
      ? `${host.name} does not know all volumes of the pool`
      : undefined;
  });
  if (lacking !== undefined)
    throw new Refusal(
      `${host.name} is not a full member of its pool after ${poolSeconds} s: ${lacking}. See \`gluster peer status\` there.`,
    );
}

/** Asks a host for its UUID, which it gets by that where it has none. */
export async function askUuid(node: ReachableNode): Promise<void> {
  await inPool(node, "ask for the host's UUID", ["system::", "uuid", "get"]);
}

async function service(node: ReachableNode, verb: "start" | "stop" | "restart"): Promise<void> {
  // Debian's unit may be started six times an hour.
  if (verb !== "stop")
    await onHost(node, "let glusterd start", ["systemctl", "reset-failed", "glusterd.service"]);
  await onHost(node, `${verb} glusterd`, ["systemctl", verb, "glusterd.service"], { timeout: 180 });
}
