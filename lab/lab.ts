import { LabFailure, type Ran, run, type RunOptions } from "./command.js";
import { type Link, LINKS, type NodePlan, switchNamespace } from "./naming.js";
import { setLink } from "./network.js";
import { hostKey, inNode, powerOff, powerOn } from "./node.js";
import { type Suite } from "./recipe.js";
import { keyFile, knownHostsFile, type LabRecord } from "./state.js";

const EXEC_SECONDS = 120;

/** A node of a running lab. */
export interface LabNode extends NodePlan {
  /** The node's SSH host key: "ssh-ed25519 AAAA...". */
  readonly hostKey: string;
}

/** A running lab: its nodes, and what can be done to them from outside. */
export interface Lab {
  readonly name: string;
  readonly suite: Suite;
  /** The network namespace from which the nodes are reached. */
  readonly namespace: string;
  /** The private key that opens `root` and `admin` on every node. */
  readonly privateKeyFile: string;
  /** The host keys of the nodes, for `ssh -o UserKnownHostsFile`. */
  readonly knownHostsFile: string;
  readonly nodes: readonly LabNode[];
  /** Runs a program on a node, also when its network is gone; `timeout` is 120 seconds by default. */
  exec(node: string, argv: readonly string[], options?: Pick<RunOptions, "stdin" | "timeout">): Promise<Ran>;
  /** An argv that runs a program on a node with this process's terminal; `timeout` in seconds. */
  inNode(node: string, argv: readonly string[], timeout?: number): readonly string[];
  /** An argv that runs a program of this machine where it reaches the nodes. */
  inNamespace(argv: readonly string[]): readonly string[];
  /** Pulls a node's cable out or puts it back: both links, or the one given. */
  link(node: string, state: "up" | "down", link?: Link): Promise<void>;
  /** Takes a node's power away. */
  powerOff(node: string): Promise<void>;
  /** Gives a node its power back and waits until it can be reached. */
  powerOn(node: string): Promise<void>;
}

/** The lab that a record speaks of. */
export function labFrom(record: LabRecord): Lab {
  const { name } = record;
  const plan = (node: string) => {
    const found = record.nodes.find((each) => each.name === node);
    if (found) return found;
    throw new LabFailure(
      `The lab ${name} has no node ${node}, but ${record.nodes.map((each) => each.name).join(", ")}`,
    );
  };
  return {
    name,
    suite: record.suite,
    namespace: switchNamespace(name),
    privateKeyFile: keyFile(name),
    knownHostsFile: knownHostsFile(name),
    nodes: record.nodes.map((node) => ({
      ...node,
      // Read when asked for: a machine that cloud-init prepares has its key only after its first boot.
      get hostKey() {
        return hostKey(name, node.name);
      },
    })),
    // The limit is kept inside of the node, where it reaches what the program has started.
    exec: async (node, argv, { stdin, timeout = EXEC_SECONDS } = {}) =>
      run(inNode(name, plan(node).name, argv, timeout), stdin === undefined ? {} : { stdin }),
    inNode: (node, argv, timeout = EXEC_SECONDS) => inNode(name, plan(node).name, argv, timeout),
    inNamespace: (argv) => ["ip", "netns", "exec", switchNamespace(name), ...argv],
    link: async (node, state, link) => {
      for (const each of link === undefined ? LINKS : [link])
        await setLink(name, plan(node).name, state, each);
    },
    powerOff: async (node) => powerOff(name, plan(node).name),
    powerOn: async (node) => powerOn(name, plan(node)),
  };
}
