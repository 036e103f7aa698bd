import { SshFailure, type SshArgs } from "../ssh/index.js";
import { PcsFailure } from "./failure.js";

/** How a cluster is reached: what every object of it keeps, and what its deletion needs. */
export interface Handle {
  /** The cluster's name; absent for a handle that takes whatever cluster the nodes are in. */
  readonly clusterName?: string;
  /** The nodes with their addresses, one a link; the first is where SSH goes when `connection` has no host. */
  readonly nodes: readonly { readonly name: string; readonly addresses: readonly string[] }[];
  /** SSH arguments by node name. Secret as a whole. */
  readonly connection: Readonly<Record<string, Partial<SshArgs>>>;
  /** The host key of each node by name, as first seen or as given. */
  readonly hostKeys?: Readonly<Record<string, string>>;
  /** Present: the stack that has the object has the cluster too, which keeps a ledger of them. */
  readonly owned?: true;
}

/** A node that commands can be sent to. */
export interface ReachableNode {
  readonly name: string;
  readonly addresses: readonly string[];
  readonly ssh: SshArgs;
}

/** The nodes of a handle with their SSH arguments put together. */
export function reachableNodes(handle: Handle): ReachableNode[] {
  return handle.nodes.map(({ name, addresses }) => {
    const { hostKey = handle.hostKeys?.[name], ...connection } = handle.connection[name] ?? {};
    const ssh = { host: addresses[0] ?? name, name, ...connection, ...(hostKey ? { hostKey } : {}) };
    return { name, addresses, ssh };
  });
}

// A node whose link is down answers nothing at all: after this long the next one is asked as well.
const patienceMs = 1500;

/**
 * Asks the nodes in order until one answers: the next is started when one fails or is slow, the first answer wins.
 * @throws the only failure, or one that lists every node's; at once when a node shows another host key
 */
export async function firstAnswer<T>(
  nodes: readonly ReachableNode[],
  act: (node: ReachableNode) => Promise<T>,
): Promise<T> {
  const failures: unknown[] = [];
  return new Promise<T>((resolve, reject) => {
    const start = (index: number): void => {
      const node = nodes[index];
      if (!node) return;
      let passedOn = false;
      const passOn = () => {
        if (!passedOn) start(index + 1);
        passedOn = true;
      };
      const slow = setTimeout(passOn, patienceMs);
      act(node)
        .then(resolve, (failure: unknown) => {
          failures[index] = failure;
          // Another machine may be answering: that must not go unseen because other nodes serve.
          if (isForeign(failure)) return reject(failure);
          passOn();
          if (Object.keys(failures).length === nodes.length) reject(allFailed(nodes, failures));
        })
        .finally(() => clearTimeout(slow));
    };
    start(0);
  });
}

/**
 * Asks all nodes at once; answers what those said that could be reached.
 * @throws the first failure when none could, and any other failure than that of a node out of reach
 */
export async function answersOf<T>(
  nodes: readonly ReachableNode[],
  act: (node: ReachableNode) => Promise<T>,
): Promise<T[]> {
  const outcomes = await Promise.allSettled(nodes.map(act));
  const failures = outcomes.flatMap((one) => (one.status === "rejected" ? [one.reason as unknown] : []));
  const grave = failures.find((failure) => !isUnreachable(failure));
  if (grave !== undefined) throw grave;
  if (failures.length > 0 && failures.length === nodes.length) throw failures[0];
  return outcomes.flatMap((one) => (one.status === "fulfilled" ? [one.value] : []));
}

/** True when the failure says that a node could not be reached, rather than what it answered. */
export function isUnreachable(failure: unknown): boolean {
  return failure instanceof SshFailure && failure.kind === "unreachable";
}

/** True when a node showed another host key than the one that is known. */
export function isForeign(failure: unknown): boolean {
  return failure instanceof SshFailure && failure.kind === "host-key";
}

function allFailed(nodes: readonly ReachableNode[], failures: readonly unknown[]): unknown {
  if (failures.length === 1) return failures[0];
  const lines = nodes.map((node, index) => `- ${node.name}: ${messageOf(failures[index])}`);
  const kind = failures.every(isUnreachable) ? "unreachable" : "unknown";
  return new PcsFailure(kind, `Unable to use any node of the cluster:\n${lines.join("\n")}`);
}

/** The message of anything thrown. */
export function messageOf(failure: unknown): string {
  return failure instanceof Error ? failure.message : String(failure);
}
