import type {
  DeviceSeen,
  GlusterLook,
  GlusterQuestions,
  GlusterVolumeSeen,
  PlaceSeen,
} from "../../pcs/gluster.js";
import { addressOf, clocksApart, isMember, knownAs, unusable } from "../../pcs/gluster-pool.js";
import { reachableNodes } from "../../pcs/nodes.js";
import { type Args, type Brick, type Declared, keyOf, type Replication } from "./arguments.js";

/** What is looked at on each host, by its name: the places of these bricks. */
export function questionsOf(bricks: readonly Brick[]): Readonly<Record<string, GlusterQuestions>> {
  return Object.fromEntries(
    bricks.map(({ host, path, device }) => [host, { places: [path], devices: device ? [device] : [] }]),
  );
}

/** The volume of this name, as the first host that has it tells. */
export function volumeIn(looks: readonly GlusterLook[], name: string): GlusterVolumeSeen | undefined {
  return looks.flatMap(({ volumes }) => volumes).find((volume) => volume.name === name);
}

/** How gluster calls a brick: the address of its host, and its path. */
export function brickName(args: Pick<Args, "nodes" | "connection">, { host, path }: Brick): string {
  const node = reachableNodes(args).find(({ name }) => name === host);
  return `${node ? addressOf(node) : host}:${path}`;
}

/** A volume's bricks in the words of the declaration. */
export function bricksIn(args: Args, volume: GlusterVolumeSeen): readonly Brick[] {
  return volume.bricks.map(({ name }) => {
    const declared = args.bricks.find((brick) => brickName(args, brick) === name);
    if (declared) return declared;
    const at = name.indexOf(":/");
    const address = name.slice(0, at);
    const node = reachableNodes(args).find((one) => [one.name, ...one.addresses].includes(address));
    return { host: node?.name ?? address, path: name.slice(at + 1) };
  });
}

/**
 * Whether a volume is the stack's: by its id, or where a create that failed half way has left none, by its bricks, which
 * were empty before it.
 */
export function isOurs(args: Args, volume: GlusterVolumeSeen, id = args.volumeId): boolean {
  return id === undefined ? !hasOtherBricks(args, volume) : volume.id === id;
}

/** Whether a volume has other bricks than those that are declared. */
export function hasOtherBricks(args: Args, volume: GlusterVolumeSeen): boolean {
  return bricksIn(args, volume).map(keyOf).join() !== args.bricks.map(keyOf).join();
}

/** A volume's replication in the words of the declaration; undefined for a volume of another kind. */
export function replicationIn({ type, replicas, bricks }: GlusterVolumeSeen): Replication | undefined {
  if (type !== "Replicate" || replicas !== bricks.length) return undefined;
  if (replicas === 2) return "two-can-split-brain";
  if (replicas !== 3) return undefined;
  return bricks.some(({ arbiter }) => arbiter) ? "arbiter" : "three";
}

/** Why the hosts cannot have the volume, in words; undefined when they can. */
export function unfitHosts(looks: readonly GlusterLook[], { bricks }: Declared): string | undefined {
  const own = looks.filter(({ node }) => bricks.some(({ host }) => host === node.name));
  const unable = own.map(unusable).find((why) => why !== undefined);
  if (unable !== undefined) return unable;
  for (const one of own)
    for (const other of own)
      if (one !== other && !isMember(knownAs(one, other.node, other.uuid ?? undefined)))
        return `${one.node.name} does not have ${other.node.name} as a connected member of its pool: see GlusterPeer, and \`gluster peer status\` there`;
  return clocksApart(own);
}

/** Why a brick cannot be made where it is declared, in words; undefined when it can. */
export function unfitPlace(look: GlusterLook, brick: Brick, onRoot: boolean): string | undefined {
  const { path, device } = brick;
  const place = look.places[path];
  const found = device === undefined ? undefined : unfitDevice(brick, device, look.devices[device]);
  const why = found ?? (place && unfitFolder(brick, place, onRoot));
  return why === undefined ? undefined : `${look.node.name}: ${why}`;
}

function unfitFolder({ path, device }: Brick, place: PlaceSeen, onRoot: boolean): string | undefined {
  if (place.kind === "file") return `${path} is not a folder`;
  if (place.volume !== null) return `${path} is a brick of the volume with the id ${place.volume}`;
  if (place.within !== null) return `${place.within}, above ${path}, is a brick`;
  if (place.count > 0)
    return `${path} holds data: ${place.names.join(", ")}${place.count > place.names.length ? `, ... (${place.count})` : ""}`;
  if (place.isMount)
    return `${path} is a mount of its own: give a folder below it, so that a lost mount shows`;
  return place.onRoot && device === undefined && !onRoot
    ? `${path} is on the filesystem of /, which it can fill: give a \`device\` or a folder on another filesystem, or \`onRootFilesystem: true\``
    : undefined;
}

function unfitDevice(brick: Brick, device: string, seen: DeviceSeen | undefined): string | undefined {
  const folder = brick.path.replace(/\/[^/]*$/, "");
  if (!seen?.there) return `there is no device ${device}`;
  if (seen.mounted === folder) return undefined;
  if (seen.mounted !== null) return `${device} is mounted on ${seen.mounted}, not on ${folder}`;
  if (seen.holds !== null) return `${device} holds data: ${seen.holds}`;
  return brick.makeFilesystem
    ? undefined
    : `${device} is blank: \`makeFilesystem: true\` makes an XFS filesystem there`;
}

/** What a brick is at the moment, in a word. */
export function stateOf(
  look: GlusterLook | undefined,
  volume: GlusterVolumeSeen,
  brick: Brick,
  online: boolean | undefined,
): string {
  if (!look) return "its host cannot be reached";
  if (!look.running) return "glusterd does not run";
  // A brick that somebody has put elsewhere was not looked at.
  const place = look.places[brick.path];
  if (place && place.volume !== volume.id) return "lost";
  if (!volume.started) return "stopped with its volume";
  return online ? "online" : "offline";
}
