import { Existing, HalfDone, readable, Refusal } from "../../lifecycle/outcome.js";
import { inPool, type GlusterVolumeSeen } from "../../pcs/gluster.js";
import { unusable } from "../../pcs/gluster-pool.js";
import type { Values } from "../../pcs/options.js";
import { type Args, bricksOf, type Observed, spelled } from "./arguments.js";
import { brickName, hasOtherBricks, isOurs, unfitHosts, unfitPlace, volumeIn } from "./findings.js";
import { awaitHealed, awaitOnline } from "./healing.js";
import {
  lookAround,
  lookAtAll,
  optionChanges,
  optionsIn,
  outputsOf,
  type Sight,
  stateOfVolume,
  undeclared,
} from "./observation.js";
import { forced, makePlace, moveBricks, rebuildBricks, refuseOther, speaker, startBricks } from "./repair.js";

/** Makes a volume, or takes over the one that is there where that was said. */
export async function made(args: Args, adopt: boolean): Promise<Observed> {
  const sight = await lookAtAll(args);
  const { volume } = sight;
  if (!volume) return madeNew(args, sight);
  if (!adopt)
    throw new Existing(
      `The pool has a volume "${volume.name}" already (${volume.bricks.map(({ name }) => name).join(", ")}), which was not made by this stack. Nothing was changed. Give \`adopt: true\` to take it over.`,
    );
  if (hasOtherBricks(args, volume))
    throw new Refusal(
      `The volume "${volume.name}" has the bricks ${volume.bricks.map(({ name }) => name).join(", ")}: declare these to take it over. Nothing was changed.`,
    );
  return broughtTo(args, sight, volume, undeclared(volume, args.options));
}

/** Brings a volume to what is declared. */
export async function brought(args: Args, old: Args): Promise<Observed> {
  const sight = await lookAtAll(args);
  const { volume } = sight;
  const { volumeId, untouched } = old;
  if (!volume && volumeId === undefined) return madeNew(args, sight);
  if (!volume)
    throw new Refusal(`The volume ${args.volumeName} is gone: \`pulumi refresh\` takes note of that first.`);
  if (!isOurs(args, volume, volumeId))
    throw new Refusal(
      `The pool has another volume "${volume.name}" (id ${volume.id}) in place of the one of this stack. Nothing was changed.`,
    );
  return broughtTo(args, sight, volume, untouched ?? undeclared(volume, args.options));
}

async function madeNew(args: Args, sight: Sight): Promise<Observed> {
  const { looks } = sight;
  const places = args.bricks.flatMap((brick) => {
    const look = looks.find(({ node }) => node.name === brick.host);
    return (look && unfitPlace(look, brick, args.onRootFilesystem)) ?? [];
  });
  const why = unfitHosts(looks, args) ?? (places.length > 0 ? places.join("; ") : undefined);
  if (why !== undefined) throw new Refusal(`${why}. Nothing was changed.`);
  const node = speaker(args, sight);
  const { volumeName, replication } = args;
  try {
    for (const brick of args.bricks) await makePlace(args, brick);
    const kind = replication === "arbiter" ? ["arbiter", "1"] : [];
    const bricks = args.bricks.map((brick) => brickName(args, brick));
    const words = ["create", volumeName, "replica", String(bricksOf[replication]), ...kind, ...bricks];
    await inPool(node, `make the volume ${volumeName}`, ["volume", ...words, ...forced(args)]);
    const seen = await lookAround(args);
    const volume = volumeIn(seen.looks, volumeName);
    if (!volume) throw new Refusal(`The volume ${volumeName} was made and is not there.`);
    return await broughtTo(args, seen, volume, undeclared(volume, args.options));
  } catch (failure) {
    throw new HalfDone(readable(failure).message);
  }
}

async function broughtTo(
  args: Args,
  sight: Sight,
  volume: GlusterVolumeSeen,
  untouched: Readonly<Record<string, string>>,
): Promise<Observed> {
  const still = sight.looks.map(unusable).find((why) => why !== undefined);
  if (still !== undefined) throw new Refusal(`${still}.`);
  refuseOther(args, sight, volume);
  const node = speaker(args, sight);
  if (volume.started) await rebuildBricks(args, sight, volume);
  await moveBricks(args, sight, volume);
  for (const words of optionChanges(args.options, foundOptions(args, volume, untouched)))
    await inPool(node, `${words[0]} the option ${words[1]} of ${volume.name}`, [
      ...["volume", words[0] ?? "", volume.name],
      ...words.slice(1),
    ]);
  await startBricks(args, node);
  await awaitOnline(args, node);
  await awaitHealed(args, node);
  const after = await lookAround(args);
  const now = volumeIn(after.looks, volume.name) ?? volume;
  refuseUndone(args, now, untouched);
  const { state } = await stateOfVolume(args, after, now);
  return outputsOf(after, now, state, untouched);
}

// Gluster may keep a value in other words than it was given, which would be seen as drift for ever.
function refuseUndone(
  args: Args,
  volume: GlusterVolumeSeen,
  untouched: Readonly<Record<string, string>>,
): void {
  const left = optionChanges(args.options, foundOptions(args, volume, untouched));
  if (left.length === 0) return;
  const name = left[0]?.[1] ?? "";
  throw new Refusal(
    `The option ${name} of ${volume.name} is "${volume.options[name] ?? "not set"}" after it was set to "${spelled(args.options[name] ?? "")}": give it in gluster's words.`,
  );
}

function foundOptions(
  args: Args,
  volume: GlusterVolumeSeen,
  untouched: Readonly<Record<string, string>>,
): Values {
  return optionsIn(volume, args.options, untouched);
}
