import type { Cluster } from "../pcs/cluster.js";
import type { Questions } from "../pcs/installed.js";
import type { FailedAction } from "../pcs/status.js";
import type { CibObject } from "./cib-object.js";
import { converge, type Seen } from "./converge.js";
import { HalfDone, plain, readable } from "./outcome.js";
import { runningOf } from "./removal.js";
import { awaitRunning } from "./running.js";
import type { Properties } from "./unknown.js";
import { withVictims } from "./victims.js";

/** What was seen before something is written. */
export interface Before<Args> {
  readonly cib?: Seen;
  /** Failures of resources that mean nothing any more. */
  readonly earlier?: readonly FailedAction[];
  /** Throws when what is found is not to be touched. */
  readonly refused?: (found: Args | undefined) => void;
  /** It is not there. */
  readonly isNew?: boolean;
}

/** Writes, waits, and answers what is there then. */
export async function settled<Args extends object>(
  object: CibObject<Args>,
  cluster: Cluster,
  args: Args,
  inputs: Properties,
  before: Before<Args>,
): Promise<Properties> {
  const installed = await cluster.installed(questions(object, args));
  const found = await converge(
    object,
    cluster,
    (found, cib, sent) => {
      if (!sent) before.refused?.(found);
      return found ? object.update(args, found, cib, installed) : object.create(args, cib);
    },
    args,
    installed,
    before.cib,
  ).catch((failure: unknown) => {
    if (!(failure instanceof HalfDone)) throw failure;
    throw new HalfDone(failure.message, object.id(args), plain(inputs));
  });
  const kept = plain({ ...inputs, ...found });
  try {
    for (const one of runningOf(object, args))
      await awaitRunning(cluster, one, before.earlier, !before.isNew);
    const awaited = runningOf(object, args).some(({ seconds }) => seconds > 0);
    // What was made this moment and is not waited for runs nowhere yet.
    const place = before.isNew && !awaited ? {} : await where(object, cluster, args);
    return { ...kept, ...(await withVictims(object, cluster, args, place)) };
  } catch (failure) {
    throw new HalfDone(readable(failure).message, object.id(args), kept);
  }
}

/** The node that runs it, where one resource is all that runs of it. */
export async function where<Args>(
  object: CibObject<Args>,
  cluster: Cluster,
  args: Args,
): Promise<Properties> {
  const [running, ...more] = runningOf(object, args);
  if (!running || more.length > 0) return {};
  const status = (await cluster.recentStatus()).resources.get(running.resource);
  return status?.active && status.nodes[0] ? { node: status.nodes[0] } : {};
}

/** What of the installed software decides about these arguments. */
export const questions = <Args>(object: CibObject<Args>, args: Partial<Args>): Questions =>
  object.asks?.(args) ?? {};
