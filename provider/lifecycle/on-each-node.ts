import * as pulumi from "../pulumi.js";
import { answersOf, reachableNodes, type ReachableNode } from "../pcs/nodes.js";
import { hostKey } from "../ssh/index.js";
import type { ClusterHandle } from "./cluster-handle.js";
import type { Reached } from "./managed.js";

/** What is on nodes by their names, in one word or in words: an input, so that drift shows as a difference of its node. */
export type States = Readonly<Record<string, string>>;

/**
 * What is seen on each node, and the nodes' host keys. A node that cannot be reached has what was `known` of it, as long as
 * another one answers: a cluster with a dead node can be looked at.
 */
export async function seenOnEach(
  reached: Reached,
  known: States,
  look: (node: ReachableNode) => Promise<string>,
): Promise<{ states: States; hostKeys: Readonly<Record<string, string>> }> {
  const seen = await answersOf(reachableNodes(reached), async (node) => ({
    name: node.name,
    state: await look(node),
    key: await hostKey(node.ssh),
  }));
  const states = Object.fromEntries(seen.map(({ name, state }) => [name, state]));
  return {
    states: Object.fromEntries(
      reached.nodes.map(({ name }) => [name, states[name] ?? known[name] ?? "unknown"]),
    ),
    hostKeys: Object.fromEntries(seen.map(({ name, key }) => [name, key])),
  };
}

/** The same state for each of a cluster's nodes. */
export function onAll(nodes: ClusterHandle["nodes"], state: string): pulumi.Output<Record<string, string>> {
  return pulumi.output(nodes).apply((all) => Object.fromEntries(all.map(({ name }) => [name, state])));
}

/** The host keys of all nodes, each of which must be reached. */
export async function keysOfEach(reached: Reached): Promise<Readonly<Record<string, string>>> {
  const keys = reachableNodes(reached).map(async ({ name, ssh }) => [name, await hostKey(ssh)] as const);
  return Object.fromEntries(await Promise.all(keys));
}

/** The nodes of the state that are no longer declared. */
export function departed<Args extends Reached>(args: Args, old: Args): Args {
  const nodes = old.nodes.filter(({ name }) => !args.nodes.some((node) => node.name === name));
  return { ...old, nodes };
}

/** What a preview says of nodes whose state is not the one that is declared. */
export function stateNotices(doing: string, states: States, old: States = {}): string[] {
  return Object.keys(states)
    .filter((node) => states[node] !== old[node])
    .map((node) => `it is ${doing} on ${node} (there is: ${old[node] ?? "nothing yet"})`);
}
