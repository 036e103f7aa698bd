import type { Reached } from "../../lifecycle/managed.js";
import { Existing, Refusal } from "../../lifecycle/outcome.js";
import { readHostFile, type SeenFile, writeHostFile } from "../../pcs/host.js";
import { isUnreachable, reachableNodes, type ReachableNode } from "../../pcs/nodes.js";
import { contentOf, digestOf, seenWord, wordOf } from "./content.js";
import type { Declared } from "./host-file.js";

interface Found {
  readonly node: ReachableNode;
  readonly file: SeenFile;
}

/**
 * Writes the file where it is not as declared.
 * @param how.adopt whether a file that says something else may be written over
 * @param how.changed is given the name of each node before its file is changed
 */
export async function put(
  args: Declared & Reached,
  { adopt, changed }: { readonly adopt: boolean; readonly changed: string[] },
): Promise<void> {
  const { path, mode, owner, group } = args;
  const all = await Promise.all(reachableNodes(args).map((node) => found(node, path)));
  const foreign = all.find(
    ({ node, file: { text } }) => text !== null && text !== contentOf(args, node.name),
  );
  if (foreign && !adopt)
    throw new Existing(
      `${path} is on ${foreign.node.name} already and says something else. It was not made by this stack and nothing was changed: take it over with \`adopt: true\`, or choose another path.`,
    );
  const lacking = all.filter(({ node, file }) => seenWord(file) !== wordOf(args, node.name));
  await Promise.all(
    lacking.map(async ({ node, file }) => {
      changed.push(node.name);
      const attributes = { mode: Number.parseInt(mode, 8), owner, group };
      await written({ node, file }, path, contentOf(args, node.name), attributes);
    }),
  );
}

/** Removes the file from the nodes, unless it is no longer the one that is known. */
export async function taken(
  args: Declared & Reached,
  { unreachable }: { readonly unreachable: "fails" | "is gone" },
): Promise<void> {
  await Promise.all(
    reachableNodes(args).map(async (node) => {
      try {
        const { file } = await found(node, args.path);
        if (file.text === null) return;
        const known = [contentOf(args, node.name)].map(digestOf).concat(args.files[node.name] ?? "");
        if (!known.some((one) => one.endsWith(digestOf(file.text ?? ""))))
          throw new Refusal(
            `${args.path} of ${node.name} was changed by somebody since this stack looked at it, and is left there. Remove it, or run \`pulumi refresh\` and try again.`,
          );
        await written({ node, file }, args.path, undefined);
      } catch (failure) {
        if (unreachable === "fails" || !isUnreachable(failure)) throw failure;
      }
    }),
  );
}

async function found(node: ReachableNode, path: string): Promise<Found> {
  return { node, file: await readHostFile(node, path) };
}

async function written(
  { node, file }: Found,
  path: string,
  text: string | undefined,
  attributes: { readonly mode?: number; readonly owner?: string; readonly group?: string } = {},
): Promise<void> {
  if (await writeHostFile(node, { path, before: file.text ?? undefined, text, ...attributes })) return;
  throw new Refusal(`${path} of ${node.name} was changed by somebody else at the same time: run again.`);
}
