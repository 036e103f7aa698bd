import { Refusal } from "../../lifecycle/outcome.js";
import { inPool, makeBrickPlace, type GlusterVolumeSeen } from "../../pcs/gluster.js";
import { messageOf, reachableNodes, type ReachableNode } from "../../pcs/nodes.js";
import { type Args, type Brick, bricksOf, keyOf } from "./arguments.js";
import { brickName, bricksIn, replicationIn, unfitPlace } from "./findings.js";
import { awaitHealed, awaitOnline } from "./healing.js";
import { lookAround, type Sight, stateOfVolume } from "./observation.js";

/** A host that has all the pool do something. */
export function speaker(args: Args, { looks }: Sight): ReachableNode {
  const look = looks.find(({ running }) => running);
  if (look) return look.node;
  throw new Refusal(`Unable to work on the volume ${args.volumeName}: glusterd runs on no host of it.`);
}

/** Refuses what cannot be made of the volume that is there; nothing was changed then. */
export function refuseOther(args: Args, { looks }: Sight, volume: GlusterVolumeSeen): void {
  const found = replicationIn(volume);
  const grows = found === "two-can-split-brain" && volume.bricks.length < args.bricks.length;
  if (found !== args.replication && !grows)
    throw new Refusal(
      `The volume ${volume.name} is of the kind ${volume.type} with ${volume.bricks.length} bricks (${found ?? "not a replicated volume of this package"}) and cannot become ${args.replication}. Nothing was changed.`,
    );
  const why = newBricks(args, volume).flatMap((brick) => {
    const look = looks.find(({ node }) => node.name === brick.host);
    return (look && unfitPlace(look, brick, args.onRootFilesystem)) ?? [];
  });
  if (why.length > 0) throw new Refusal(`${why.join("; ")}. Nothing was changed.`);
}

/** Brings a volume's bricks to where they are declared, one after the other, each filled before the next one is touched. */
export async function moveBricks(args: Args, sight: Sight, volume: GlusterVolumeSeen): Promise<void> {
  const node = speaker(args, sight);
  const found = bricksIn(args, volume);
  for (const [index, brick] of args.bricks.entries()) {
    const before = found[index];
    if (before && keyOf(before) === keyOf(brick)) continue;
    await makePlace(args, brick);
    const next = brickName(args, brick);
    if (before) {
      say(args, `${volume.bricks[index]?.name} is replaced by ${next}, which is filled from the others`);
      const words = ["replace-brick", volume.name, volume.bricks[index]?.name ?? "", next, "commit", "force"];
      await inPool(node, `replace a brick of ${volume.name}`, ["volume", ...words]);
    } else {
      const kind = args.replication === "arbiter" ? ["arbiter", "1"] : [];
      const words = ["add-brick", volume.name, "replica", String(bricksOf[args.replication]), ...kind, next];
      await inPool(node, `add a brick to ${volume.name}`, ["volume", ...words, ...forced(args)]);
    }
    await filled(args, node);
  }
}

/** Makes bricks anew that their hosts have lost, one after the other, and has the others fill them. */
export async function rebuildBricks(args: Args, sight: Sight, volume: GlusterVolumeSeen): Promise<void> {
  const { states } = await stateOfVolume(args, sight, volume);
  const node = speaker(args, sight);
  for (const brick of args.bricks.filter((one) => states[keyOf(one)] === "lost")) {
    const name = brickName(args, brick);
    say(args, `${name} is lost and made anew from the others`);
    const reset = ["volume", "reset-brick", volume.name, name];
    // An earlier run may have begun it.
    await inPool(node, `begin to reset ${name}`, [...reset, "start"]).catch((failure: unknown) => {
      if (!/already|not running|offline/i.test(messageOf(failure))) throw failure;
    });
    await makePlace(args, brick, volume.id);
    await inPool(node, `reset ${name}`, [...reset, name, "commit", "force"]);
    await filled(args, node);
  }
}

/** Starts what does not run of a volume: all of it, or bricks whose process has died. */
export async function startBricks(args: Args, node: ReachableNode): Promise<void> {
  const sight = await lookAround(args);
  const { volume } = sight;
  if (!volume) return;
  const { states } = await stateOfVolume(args, sight, volume);
  const down = Object.values(states).some((state) => state !== "online");
  // Without the word, gluster starts no brick of a volume that is started.
  const words = volume.started ? ["start", volume.name, "force"] : ["start", volume.name];
  if (down) await inPool(node, `start ${volume.name}`, ["volume", ...words]);
}

/** Makes a brick's folder, and its filesystem where that was asked for. */
export async function makePlace(args: Args, brick: Brick, volume?: string): Promise<void> {
  const { host, path, device, makeFilesystem } = brick;
  const node = reachableNodes(args).find(({ name }) => name === host);
  if (!node) throw new Refusal(`${host} is not one of the volume's hosts.`);
  await makeBrickPlace(node, {
    ...{ path, ...(volume === undefined ? {} : { volume }) },
    ...(device === undefined ? {} : { device, makeFilesystem: makeFilesystem === true }),
  });
}

/** The word that lets gluster take folders on the filesystem of `/`, where that was said. */
export function forced({ onRootFilesystem }: Args): readonly string[] {
  return onRootFilesystem ? ["force"] : [];
}

function newBricks(args: Args, volume: GlusterVolumeSeen): readonly Brick[] {
  const found = bricksIn(args, volume).map(keyOf);
  return args.bricks.filter((brick) => !found.includes(keyOf(brick)));
}

async function filled(args: Args, node: ReachableNode): Promise<void> {
  const sight = await lookAround(args);
  const bricks = sight.volume?.bricks.length ?? args.bricks.length;
  const some = { ...args, bricks: args.bricks.slice(0, bricks) };
  await awaitOnline(some, node);
  await inPool(node, `have ${args.volumeName} healed`, ["volume", "heal", args.volumeName, "full"]);
  await awaitHealed(some, node);
}

function say({ volumeName }: Args, text: string): void {
  // The server's output is the provider's only voice.
  process.stdout.write(`GlusterVolume ${volumeName}: ${text}\n`);
}
