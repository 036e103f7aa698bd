import { Refusal } from "../../lifecycle/outcome.js";
import {
  glusterState,
  type GlusterLook,
  type GlusterState,
  type GlusterVolumeSeen,
} from "../../pcs/gluster.js";
import { keysOf, knownAs, lookAtPool } from "../../pcs/gluster-pool.js";
import { asDeclared, type Values } from "../../pcs/options.js";
import { reachableNodes } from "../../pcs/nodes.js";
import { type Args, keyOf, type Observed, spelled } from "./arguments.js";
import { brickName, bricksIn, questionsOf, stateOf, volumeIn } from "./findings.js";

/** The hosts, and the volume where there is one of its name. */
export interface Sight {
  readonly looks: readonly GlusterLook[];
  readonly volume: GlusterVolumeSeen | undefined;
}

/** Looks at all hosts that can be reached. */
export async function lookAround(args: Args): Promise<Sight> {
  const looks = await lookAtPool(args, questionsOf(args.bricks));
  return { looks, volume: volumeIn(looks, args.volumeName) };
}

/** Looks at all hosts, each of which must answer. */
export async function lookAtAll(args: Args): Promise<Sight> {
  const sight = await lookAround(args);
  const away = args.nodes.filter(({ name }) => !sight.looks.some(({ node }) => node.name === name));
  if (away.length > 0)
    throw new Refusal(
      `Unable to work on the volume ${args.volumeName}: ${away.map(({ name }) => name).join(", ")} cannot be reached.`,
    );
  return sight;
}

/**
 * Makes sure that a volume that no host has told of is really not there.
 * @throws Refusal when the hosts that would know cannot be asked
 */
export function assertGone(args: Args, { looks }: Sight): void {
  const running = looks.filter((look) => look.running);
  const others = (look: GlusterLook) => reachableNodes(args).filter(({ name }) => name !== look.node.name);
  // Every member of a pool knows all of its volumes; a host that was set up anew knows none, and no pool either.
  const isMember = running.some((look) => others(look).every((node) => knownAs(look, node)));
  if (isMember || running.length === args.nodes.length) return;
  throw new Refusal(
    `Unable to tell the state of the volume ${args.volumeName}: no host answers that is a member of its pool.`,
  );
}

/** A volume as it is, in the words of the declaration. */
export async function stateOfVolume(
  args: Args,
  { looks }: Sight,
  volume: GlusterVolumeSeen,
): Promise<{ states: Record<string, string>; state: GlusterState | undefined }> {
  const told = looks.find((look) => look.running && look.volumes.some(({ id }) => id === volume.id));
  const state = told && volume.started ? await glusterState(told.node, volume.name) : undefined;
  const states = bricksIn(args, volume).map((brick) => {
    const look = looks.find(({ node }) => node.name === brick.host);
    return [keyOf(brick), stateOf(look, volume, brick, state?.online[brickName(args, brick)])];
  });
  return { states: Object.fromEntries(states) as Record<string, string>, state };
}

/** The options of a volume that are the declaration's matter: all but those that it had from the beginning. */
export function optionsIn(
  volume: GlusterVolumeSeen,
  declared: Values,
  untouched: Readonly<Record<string, string>>,
): Values {
  const ours = Object.entries(volume.options).filter(
    ([name, value]) => name in declared || untouched[name] !== value,
  );
  return asDeclared(Object.fromEntries(ours), declared);
}

/** The options that a volume has and nobody has declared. */
export function undeclared(volume: GlusterVolumeSeen, declared: Values): Record<string, string> {
  return Object.fromEntries(Object.entries(volume.options).filter(([name]) => !(name in declared)));
}

/** What sets and resets options so that they are as declared: gluster's words, one command each. */
export function optionChanges(wanted: Values, found: Values): readonly (readonly string[])[] {
  const set = Object.entries(wanted).filter(([name, value]) => found[name] !== value);
  const gone = Object.keys(found).filter((name) => !(name in wanted));
  return [
    ...gone.map((name) => ["reset", name]),
    ...set.map(([name, value]) => ["set", name, spelled(value)]),
  ];
}

/** What is told of a volume. */
export async function outputsOf(
  { looks }: Sight,
  volume: GlusterVolumeSeen,
  state: GlusterState | undefined,
  untouched: Readonly<Record<string, string>>,
): Promise<Observed> {
  const all = Object.values(state?.healing ?? {});
  const sum = (of: (one: { pending: number; splitBrain: number }) => number) =>
    all.reduce((total, one) => total + of(one), 0);
  const counted =
    all.length > 0
      ? { healPending: sum((one) => one.pending), splitBrain: sum((one) => one.splitBrain) }
      : {};
  return { volumeId: volume.id, ...counted, untouched, hostKeys: await keysOf(looks) };
}
