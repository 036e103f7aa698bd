import type { Cib } from "../pcs/cib.js";
import type { Cluster } from "../pcs/cluster.js";
import type { Installed } from "../pcs/installed.js";
import type { Edit } from "../pcs/writer.js";
import { SshFailure } from "../ssh/index.js";
import type { CibObject } from "./cib-object.js";
import { Refusal, shown } from "./outcome.js";

// One write, one more where the connection was lost over it, one more where somebody changed it in between.
const attempts = 3;

/**
 * Observes, sends the difference, and observes again until nothing differs. What is answered was observed.
 * @param edit the difference from what was found; empty when there is none
 */
export async function converge<Args>(
  object: CibObject<Args>,
  cluster: Cluster,
  edit: (found: Args | undefined, cib: Cib) => Edit,
  args: Args,
  installed: Installed,
): Promise<Args | undefined> {
  for (let attempt = 0; ; attempt++) {
    const cib = await cluster.cib();
    const found = object.find(cib, args, installed);
    const difference = edit(found, cib);
    if (difference.length === 0) return found;
    if (attempt === attempts)
      throw new Refusal(
        `${object.kind} "${object.id(args)}" does not stay as written: the cluster has ${shown(found)}. Somebody else changes it at the same time.`,
      );
    try {
      await cluster.write(difference);
    } catch (failure) {
      // A lost connection says nothing about what was done: the next look does.
      const unknown =
        failure instanceof SshFailure && (failure.kind === "lost" || failure.kind === "timeout");
      if (!unknown || attempt === attempts - 1) throw failure;
    }
  }
}
