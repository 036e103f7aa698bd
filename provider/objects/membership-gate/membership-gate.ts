import type * as pulumi from "@pulumi/pulumi";
import { reachedBy, type NodeInput } from "../../lifecycle/cluster-handle.js";
import type { Managed, Reached } from "../../lifecycle/managed.js";
import { Refusal } from "../../lifecycle/outcome.js";
import { PacemakerResource } from "../../lifecycle/resource.js";
import { changedOf } from "../../lifecycle/verbs.js";
import { awaitMember, isInCluster, moveAway, moveBack } from "../../pcs/membership.js";
import { reachableNodes } from "../../pcs/nodes.js";

type Plain = Readonly<Record<string, unknown>>;

/** What waiting for a node takes. */
export interface MembershipGateArgs {
  /** The node that is waited for; its machine comes before this. */
  readonly node: pulumi.Input<NodeInput>;
  /** What makes its machine another one when it changes: that one joins the cluster later and is not waited for. */
  readonly identity: pulumi.Input<Plain>;
  /** What restarts its machine when it changes. */
  readonly restart: pulumi.Input<Plain>;
  /** The node whose machine comes after this: before it is restarted, all that can move leaves it. */
  readonly next?: pulumi.Input<{ name: pulumi.Input<string>; restart: pulumi.Input<Plain> }>;
  /** `round` of the gate before this one, so that this one is passed whenever that one was. */
  readonly earlier?: pulumi.Input<number>;
  /** Seconds for it to be a member again. Default 600. */
  readonly timeout?: pulumi.Input<number>;
}

interface Declared extends Reached {
  readonly identity: Plain;
  readonly restart: Plain;
  readonly next?: { readonly name: string; readonly restart: Plain };
  readonly earlier?: number;
  readonly timeout: number;
  /** An output. */
  readonly round?: number;
}

interface Observed {
  readonly round: number;
}

/** A place in the order of changes where a node is waited for. */
export const membershipGate: Managed<Declared, Observed> = {
  kind: "MembershipGate",
  replaceOn: [],
  id: ({ nodes }) => nodes[0]?.name ?? "",

  problems: ({ timeout }) =>
    timeout !== undefined && !(Number.isFinite(timeout) && timeout > 0)
      ? [{ property: "timeout", reason: `${timeout} is not a number of seconds` }]
      : [],

  notices(args, old) {
    const next = leaving(args, old);
    const waits = differ("restart", args, old) ? [`waits until ${nameOf(args)} is a member again`] : [];
    return next === undefined
      ? waits
      : [...waits, `moves all that can move away from ${next} before it restarts`];
  },

  // There is no cluster yet that a node could be missing from.
  create: async () => ({ round: 0 }),

  read: async ({ identity, restart, next, earlier, timeout, round = 0, ...reached }) => ({
    args: { ...reached, identity, restart, next, earlier, timeout },
    outputs: { round },
  }),

  async update(args, old) {
    const passed = { round: (old.round ?? 0) + 1 };
    const [node] = reachableNodes(args);
    if (!node || differ("identity", args, old) || !(await isInCluster(node))) return passed;
    await moveBack(args, node.name).catch(() => undefined);
    const lacking = await awaitMember(args, node.name, args.timeout);
    if (lacking !== undefined)
      throw new Refusal(
        `${node.name} is not a healthy member of its cluster after ${args.timeout} s: ${lacking}. What comes after it is left as it is; see \`pcs status\` there. The next update waits again.`,
      );
    const next = leaving(args, old);
    const left = next === undefined ? [] : await moveAway(args, next, args.timeout);
    if (left.length > 0)
      throw new Refusal(
        `${left.join(", ")} does not leave ${next} within ${args.timeout} s, so ${next} is not restarted; see \`pcs status\` and constraints that hold it there.`,
      );
    return passed;
  },

  remove: async () => undefined,
};

/**
 * A place in the order of changes between the machines of a cluster: when a change has restarted one of them, the next one
 * waits here until that one is a full, healthy member again, and what runs on the next one leaves it in a planned way
 * before it is restarted too. It does nothing as long as nothing changes, and nothing while the cluster is not there yet.
 *
 * @example
 * const gate = new MembershipGate("testdb01-member", {
 *   node: first.node, ...first.machine, next: machineOf("testdb02", secondArgs),
 * });
 * const second = new ProxmoxNode("testdb02", { ...secondArgs, after: [gate] });
 */
export class MembershipGate extends PacemakerResource {
  /** How often it was passed. */
  public readonly round!: pulumi.Output<number>;

  constructor(name: string, args: MembershipGateArgs, opts?: pulumi.CustomResourceOptions) {
    const { node, ...given } = args;
    const inputs = { ...given, ...reachedBy([node]), timeout: args.timeout ?? 600 };
    super(membershipGate.kind, name, { ...inputs, round: undefined }, opts);
  }
}

function nameOf({ nodes }: Declared): string {
  return nodes[0]?.name ?? "";
}

// Only a change empties the next one: a gate that is passed for another reason must not.
function leaving(args: Declared, old: Declared): string | undefined {
  const { next } = args;
  if (next === undefined || old.next === undefined) return undefined;
  return differ("restart", next, old.next) ? next.name : undefined;
}

function differ(property: "identity" | "restart", args: object, old: object): boolean {
  return changedOf([property], { ...old }, { ...args }).length > 0;
}
