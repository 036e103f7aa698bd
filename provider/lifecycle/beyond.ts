import { clusterOf } from "../pcs/cluster.js";
import { limitsOf, mayBeLimited } from "../pcs/edit-limits.js";
import type { Handle } from "../pcs/nodes.js";
import type { CibObject, Problem } from "./cib-object.js";
import { installedInPreview } from "./host-keys.js";

/** What the installed generation of pcs cannot do at all, as far as the arguments alone ask for it. */
export async function beyondInstalled<Args extends object>(
  handle: Handle,
  object: CibObject<Args>,
  args: Args,
): Promise<Problem[]> {
  const edit = object.create(args);
  if (!mayBeLimited(edit)) return [];
  const { pcs } = await installedInPreview(clusterOf(handle), { pcs: true });
  return pcs ? limitsOf(edit, pcs, args).map(({ property, reason }) => ({ property, reason })) : [];
}
