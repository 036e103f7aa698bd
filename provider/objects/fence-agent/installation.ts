import type { Reached } from "../../lifecycle/managed.js";
import { keysOfEach, seenOnEach, type States } from "../../lifecycle/on-each-node.js";
import { Refusal } from "../../lifecycle/outcome.js";
import { readHostFile, type SeenFile, writeHostFile } from "../../pcs/host.js";
import { isUnreachable, reachableNodes, type ReachableNode } from "../../pcs/nodes.js";
import { digestOf, fenceAgentPath, fenceAgentText, passwordPath } from "./agent.js";

/** What is on nodes by their name: the agent's SHA-256, or in words what is there instead. */
export type Files = States;

type Args = Reached & { readonly password?: string };

interface Part {
  readonly path: string;
  readonly text: string;
  readonly mode: number;
  /** Whether a text is of this package, whatever its version. */
  readonly isOurs: (text: string) => boolean;
  /** What is lacking, for people. */
  readonly inWords: (text: string | null) => string;
}

interface Found {
  readonly node: ReachableNode;
  readonly part: Part;
  readonly file: SeenFile;
}

/** What is on each node, and the nodes' host keys. */
export async function looked(
  args: Args,
  known: Files,
): Promise<{ files: Files; hostKeys: Readonly<Record<string, string>> }> {
  const { states, hostKeys } = await seenOnEach(args, known, async (node) =>
    stateOf(await found(node, args)),
  );
  return { files: states, hostKeys };
}

/**
 * Puts the agent, and its password where there is one, on each node that lacks it; answers the nodes' host keys. A node that
 * cannot be reached is a failure, but only after the others have it: they may need another token to fence that very node.
 * @param how.adopt whether a file of somebody else may be written over
 * @param how.changed is given the name of each node before a file of it is changed
 */
export async function put(
  args: Args,
  { adopt, changed }: { readonly adopt: boolean; readonly changed: string[] },
): Promise<Readonly<Record<string, string>>> {
  const nodes = reachableNodes(args);
  const looks = await Promise.allSettled(nodes.map((node) => found(node, args)));
  const failures = looks.flatMap((look) => (look.status === "rejected" ? [look.reason as unknown] : []));
  const grave = failures.find((failure) => !isUnreachable(failure));
  if (grave !== undefined) throw grave;
  const all = looks.flatMap((look) => (look.status === "fulfilled" ? look.value : []));
  const foreign = all.find(({ file, part }) => file.text !== null && !part.isOurs(file.text));
  if (foreign && !adopt)
    throw new Refusal(
      `${foreign.part.path} of ${foreign.node.name} is not this package's agent. Remove it, or write over it with \`adopt: true\`.`,
    );
  const lacking = all.filter(({ file, part }) => file.text !== part.text || file.mode !== part.mode);
  await Promise.all(
    nodes.map(async ({ name }) => {
      // The agent before its password: it knows how the password is written.
      for (const each of lacking.filter(({ node }) => node.name === name)) {
        changed.push(name);
        await written(each, each.part.text);
      }
    }),
  );
  if (failures.length > 0) throw failures[0];
  return keysOfEach(args);
}

/** Takes the agent and its password off the nodes, but no file that is not this package's. */
export async function taken(
  args: Args,
  { unreachable }: { readonly unreachable: "fails" | "is gone" },
): Promise<void> {
  await Promise.all(
    reachableNodes(args).map(async (node) => {
      try {
        for (const each of await found(node, args))
          if (each.file.text !== null && each.part.isOurs(each.file.text)) await written(each, undefined);
      } catch (failure) {
        if (unreachable === "fails" || !isUnreachable(failure)) throw failure;
      }
    }),
  );
}

/** Takes a password off the nodes that is no longer declared. */
export async function forgotten(args: Args): Promise<void> {
  await Promise.all(
    reachableNodes(args).map(async (node) => {
      const [, password] = await found(node, args);
      if (password && password.file.text !== null) await written(password, undefined);
    }),
  );
}

async function found(node: ReachableNode, { password }: Args): Promise<readonly Found[]> {
  const parts = password === undefined ? [agentPart] : [agentPart, passwordPart(password)];
  return Promise.all(parts.map(async (part) => ({ node, part, file: await readHostFile(node, part.path) })));
}

async function written({ node, part, file }: Found, next: string | undefined): Promise<void> {
  const { path, mode } = part;
  if (await writeHostFile(node, { path, before: file.text ?? undefined, text: next, mode })) return;
  throw new Refusal(`${path} of ${node.name} was changed by somebody else at the same time: run again.`);
}

const agentPart: Part = {
  path: fenceAgentPath,
  text: fenceAgentText,
  mode: 0o755,
  // Each version of the agent says so in its head.
  isOurs: (text) => text.slice(0, 2000).includes("Written by pulumi-pacemaker"),
  inWords: (text) => {
    if (text === null) return "missing";
    return agentPart.isOurs(text) ? `another text (${digestOf(text).slice(0, 12)})` : "a foreign file";
  },
};

function passwordPart(password: string): Part {
  return {
    ...{ path: passwordPath, text: `${password}\n`, mode: 0o600, isOurs: () => true },
    inWords: (text) => (text === null ? "no password" : "another password"),
  };
}

function stateOf(all: readonly Found[]): string {
  for (const { part, file } of all) {
    if (file.text !== part.text) return part.inWords(file.text);
    if (file.mode !== part.mode) return `${part.path} with the mode ${(file.mode ?? 0).toString(8)}`;
  }
  return digestOf(fenceAgentText);
}
