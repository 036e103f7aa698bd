import type { Reached } from "../../lifecycle/managed.js";
import { Refusal } from "../../lifecycle/outcome.js";
import { type HostFile, readHostFile, writeHostFile } from "../../pcs/host.js";
import { isUnreachable, reachableNodes, type ReachableNode } from "../../pcs/nodes.js";
import { hostKey } from "../../ssh/index.js";
import { digestOf, fenceAgentPath as path, fenceAgentText } from "./agent.js";

/** What is on nodes by their name: the agent's SHA-256, or in words what is there instead. */
export type Files = Readonly<Record<string, string>>;

const EXECUTABLE = 0o755;

/**
 * What is on each node, and the nodes' host keys. A node that cannot be reached has what was `known` of it, as long as
 * another one answers: a cluster with a dead node can be looked at.
 */
export async function looked(
  args: Reached,
  known: Files,
): Promise<{ files: Files; hostKeys: Readonly<Record<string, string>> }> {
  const seen = await Promise.all(
    reachableNodes(args).map(async (node) => {
      try {
        return { node, file: inWords(await readHostFile(node, path)), key: await hostKey(node.ssh) };
      } catch (failure) {
        if (!isUnreachable(failure)) throw failure;
        return { node, failure };
      }
    }),
  );
  const answered = seen.some(({ failure }) => failure === undefined);
  if (!answered && seen[0]) throw seen[0].failure;
  return {
    files: Object.fromEntries(
      seen.map(({ node, file = known[node.name] ?? "unknown" }) => [node.name, file]),
    ),
    hostKeys: Object.fromEntries(seen.flatMap(({ node, key }) => (key ? [[node.name, key]] : []))),
  };
}

/**
 * Puts the agent on each node that lacks it and answers the nodes' host keys.
 * @param how.adopt whether a file of somebody else may be written over
 * @param how.changed is given the name of each node before its file is changed
 */
export async function put(
  args: Reached,
  { adopt, changed }: { readonly adopt: boolean; readonly changed: string[] },
): Promise<Readonly<Record<string, string>>> {
  const nodes = reachableNodes(args);
  const found = await Promise.all(
    nodes.map(async (node) => ({ node, file: await readHostFile(node, path) })),
  );
  const foreign = found.find(({ file }) => file.text !== null && !isOurs(file.text));
  if (foreign && !adopt)
    throw new Refusal(
      `${path} of ${foreign.node.name} is not this package's agent. Remove it, or write over it with \`adopt: true\`.`,
    );
  const lacking = found.filter(({ file }) => file.text !== fenceAgentText || file.mode !== EXECUTABLE);
  await Promise.all(
    lacking.map(async ({ node, file }) => {
      changed.push(node.name);
      await written(node, file, fenceAgentText);
    }),
  );
  const keys = await Promise.all(nodes.map(async ({ name, ssh }) => [name, await hostKey(ssh)] as const));
  return Object.fromEntries(keys);
}

/** Takes the agent off the nodes, but no file that is not this package's. */
export async function taken(
  args: Reached,
  { unreachable }: { readonly unreachable: "fails" | "is gone" },
): Promise<void> {
  await Promise.all(
    reachableNodes(args).map(async (node) => {
      try {
        const file = await readHostFile(node, path);
        if (file.text !== null && isOurs(file.text)) await written(node, file, undefined);
      } catch (failure) {
        if (unreachable === "fails" || !isUnreachable(failure)) throw failure;
      }
    }),
  );
}

async function written(node: ReachableNode, { text }: HostFile, next: string | undefined): Promise<void> {
  const file = { path, before: text ?? undefined, text: next, mode: EXECUTABLE };
  if (await writeHostFile(node, file)) return;
  throw new Refusal(`${path} of ${node.name} was changed by somebody else at the same time: run again.`);
}

// Each version of the agent says so in its head.
function isOurs(text: string): boolean {
  return text.slice(0, 2000).includes("Written by pulumi-pacemaker");
}

function inWords({ text, mode }: HostFile): string {
  if (text === null) return "missing";
  if (text !== fenceAgentText)
    return isOurs(text) ? `another text (${digestOf(text).slice(0, 12)})` : "a foreign file";
  return mode === EXECUTABLE ? digestOf(text) : `mode ${(mode ?? 0).toString(8)}`;
}
