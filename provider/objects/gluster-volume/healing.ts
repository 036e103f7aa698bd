import { Refusal } from "../../lifecycle/outcome.js";
import { awaitLacking, glusterState, type GlusterState } from "../../pcs/gluster.js";
import type { ReachableNode } from "../../pcs/nodes.js";
import { SshFailure } from "../../ssh/index.js";
import type { Args } from "./arguments.js";

const tellEveryMs = 15_000;

/**
 * Waits until all bricks answer and none has anything for another one that lacks it.
 * @throws Refusal with what is lacking when the time is over
 */
export function awaitHealed(args: Args, node: ReachableNode): Promise<void> {
  return awaited(args, node, unhealed);
}

/** Waits until all bricks answer, which is when they can be healed. */
export function awaitOnline(args: Args, node: ReachableNode): Promise<void> {
  return awaited(args, node, silent);
}

async function awaited(args: Args, node: ReachableNode, lacks: typeof unhealed): Promise<void> {
  let told = Date.now();
  const lacking = await awaitLacking(args.healTimeout, async () => {
    const state = await glusterState(node, args.volumeName, true).catch(unlessLate);
    const now = state ? lacks(state, args.bricks.length) : `${node.name} does not tell in time`;
    if (now !== undefined && Date.now() - told > tellEveryMs) {
      told = Date.now();
      process.stdout.write(`GlusterVolume ${args.volumeName}: ${now}\n`);
    }
    return now;
  });
  if (lacking !== undefined)
    throw new Refusal(
      `The volume ${args.volumeName} is not whole after ${args.healTimeout} s: ${lacking}. See \`gluster volume heal ${args.volumeName} info\` and \`gluster volume status\` on ${node.name}.`,
    );
}

/** What a volume lacks to be whole, in words. */
export function unhealed(state: GlusterState, bricks: number): string | undefined {
  const { healing } = state;
  const away = silent(state, bricks);
  const pending = Object.values(healing).reduce((sum, one) => sum + one.pending, 0);
  const split = Object.values(healing).reduce((sum, one) => sum + one.splitBrain, 0);
  if (away !== undefined) return away;
  if (split > 0) return `${split} entries are in split brain: somebody has to say which copy is right`;
  if (Object.keys(healing).length < bricks) return "not all bricks tell what they have to heal";
  return pending > 0 ? `${pending} entries are to be healed` : undefined;
}

function silent({ online }: GlusterState, bricks: number): string | undefined {
  const away = Object.entries(online).filter(([, answers]) => !answers);
  if (away.length > 0) return `${away.map(([name]) => name).join(", ")} does not answer`;
  return Object.keys(online).length < bricks
    ? "not all bricks are known to the pool's daemons yet"
    : undefined;
}

// To count what is to be healed takes its time on a host that is healing thousands of files.
function unlessLate(failure: unknown): undefined {
  if (failure instanceof SshFailure && failure.kind === "timeout") return undefined;
  throw failure;
}
