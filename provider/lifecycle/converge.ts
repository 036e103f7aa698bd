import type { Cib } from "../pcs/cib.js";
import type { Cluster } from "../pcs/cluster.js";
import { PcsFailure } from "../pcs/failure.js";
import type { Installed } from "../pcs/installed.js";
import { Moved, type Edit } from "../pcs/writer.js";
import { SshFailure } from "../ssh/index.js";
import type { CibObject } from "./cib-object.js";
import { HalfDone, readable, Refusal, shown } from "./outcome.js";

/** A configuration that was read before, handed out once: a thousand objects that wait must not each hold theirs. */
export type Seen = () => Cib | undefined;

/** Hands something out once. */
export function once<T>(kept: T | undefined): () => T | undefined {
  return () => {
    const given = kept;
    kept = undefined;
    return given;
  };
}

// One write, one more where the connection was lost over it, one more where somebody changed it in between.
const attempts = 3;

/**
 * Observes, sends the difference, and observes again until nothing differs. What is answered was observed.
 * @param edit the difference from what was found; empty when there is none. `sent`: something was sent before
 * @param seen the configuration, where it was read before
 * @throws HalfDone, without properties, when something was sent and what came of it could not be seen
 */
export async function converge<Args>(
  object: CibObject<Args>,
  cluster: Cluster,
  edit: (found: Args | undefined, cib: Cib, sent: boolean) => Edit,
  args: Args,
  installed: Installed,
  seen?: Seen,
): Promise<Args | undefined> {
  let known = seen ?? once<Cib>(undefined);
  let sent = false;
  // Somebody who writes all the time must not keep others from it: that nothing moves meanwhile is asked for once.
  let moved = false;
  // What may have been made must stay known: the next run goes on from there, and finds out.
  const failed = (failure: unknown) =>
    sent ? new HalfDone(readable(failure).message, object.id(args)) : failure;
  let refused: { readonly edit: string; readonly failure: PcsFailure } | undefined;
  for (let attempt = 0; ; attempt++) {
    const { found, difference, version } = await decided();
    if (difference.length === 0) return found;
    if (refused?.edit === JSON.stringify(difference)) throw failed(refused.failure);
    if (attempt === attempts)
      throw failed(
        new Refusal(
          `${object.kind} "${object.id(args)}" does not stay as written: the cluster has ${shown(found)}. Somebody else changes it at the same time.`,
        ),
      );
    try {
      known = await cluster.write(difference, moved ? undefined : version).then(once);
      sent = true;
    } catch (failure) {
      if (failure instanceof Moved) {
        moved = true;
        attempt--;
        continue;
      }
      // A lost connection says nothing about what was done: the next look does.
      const unknown = saysNothing(failure);
      sent ||= unknown;
      // Another edit that came first, such as the removal of what this one names, may have made it another or needless.
      const again = found !== undefined && failure instanceof PcsFailure && !unknown;
      if (again) refused = { edit: JSON.stringify(difference), failure };
      if (!(unknown || again) || attempt === attempts - 1) throw failed(failure);
    }
  }

  // By itself, so that the configuration is not held while the edit waits.
  async function decided() {
    const cib =
      known() ??
      (await cluster.arrivals
        .during(() => cluster.cib())
        .catch((failure: unknown) => {
          throw failed(failure);
        }));
    const found = object.find(cib, args, installed);
    return { found, difference: edit(found, cib, sent), version: cib.version };
  }
}

function saysNothing(failure: unknown): boolean {
  if (failure instanceof PcsFailure) return failure.kind === "not-running" || failure.kind === "timeout";
  return failure instanceof SshFailure && (failure.kind === "lost" || failure.kind === "timeout");
}
