import type { Cib } from "../pcs/cib.js";
import type { Cluster } from "../pcs/cluster.js";
import { isDestroyed } from "../pcs/destroyed.js";
import { PcsFailure } from "../pcs/failure.js";
import type { Handle } from "../pcs/nodes.js";
import type { CibObject, Running } from "./cib-object.js";
import { converge, once } from "./converge.js";
import { awaitStopped } from "./running.js";

/** Takes a thing out of the cluster's configuration, once what runs of it has stopped. One that is gone is no failure. */
export async function removed<Args extends object>(
  object: CibObject<Args>,
  cluster: Cluster,
  args: Args,
  handle: Handle,
): Promise<void> {
  const looked = await unlessDestroyed(handle, async () => {
    const cib = await cluster.cib();
    const there = object.find(cib, args) !== undefined;
    return { there, said: there && object.goesLast?.(args, cib), seen: once(cib) };
  });
  if (!looked) return;
  const { there, said, seen } = looked;
  // The server's output is the provider's only voice while it removes.
  if (said) process.stdout.write(`${object.kind} ${object.id(args)}: ${said}\n`);
  let waited = false;
  for (const one of there ? runningOf(object, args) : []) if (await awaitStopped(cluster, one)) waited = true;
  const remove = (found: Args | undefined, cib: Cib) => (found ? object.remove(args, cib) : []);
  await converge(object, cluster, remove, args, {}, waited ? undefined : seen);
}

/** What the cluster answers; undefined when it was surely destroyed, and everything in it. */
export async function unlessDestroyed<T>(handle: Handle, ask: () => Promise<T>): Promise<T | undefined> {
  try {
    return await ask();
  } catch (failure) {
    const silent = failure instanceof PcsFailure && ["not-running", "unknown"].includes(failure.kind);
    if (silent && (await isDestroyed(handle))) return undefined;
    throw failure;
  }
}

/** The resources of an object that are waited for, in their order. */
export function runningOf<Args>(object: CibObject<Args>, args: Args): readonly Running[] {
  return [object.runs?.(args) ?? []].flat();
}
