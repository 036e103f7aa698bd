import type * as pulumi from "@pulumi/pulumi";
import { type ClusterArgs, wayTo } from "../../lifecycle/cluster-handle.js";
import type { Managed, Reached } from "../../lifecycle/managed.js";
import { readable, Refusal } from "../../lifecycle/outcome.js";
import { PacemakerResource } from "../../lifecycle/resource.js";
import { secondsProblems } from "../../pcs/argument-problems.js";
import { fenced } from "../../pcs/fencing.js";
import { awaitMember } from "../../pcs/membership.js";

/** What a test of fencing takes; it comes after all devices, and before what must not be interrupted. */
export interface FencingTestArgs extends Pick<ClusterArgs, "cluster"> {
  /** Seconds for a node to be fenced, and again for it to be a member of the whole cluster. Default 300. */
  readonly timeout?: pulumi.Input<number>;
}

interface Declared extends Reached {
  readonly timeout: number;
  /** An output. */
  readonly seconds?: Readonly<Record<string, number>>;
}

interface Observed {
  readonly seconds: Readonly<Record<string, number>>;
}

/** Nodes that were really fenced once. */
export const fencingTest: Managed<Declared, Observed> = {
  kind: "FencingTest",
  replaceOn: [],
  id: ({ nodes }) => nodes.map(({ name }) => name).join(" "),
  problems: ({ nodes, timeout }) => [
    ...(nodes !== undefined && nodes.length < 2
      ? [{ property: "cluster", reason: "a node is fenced by another one: two nodes are needed" }]
      : []),
    ...secondsProblems("timeout", timeout),
  ],
  notices: () => [],

  async create(args) {
    const seconds: Record<string, number> = {};
    for (const { name } of args.nodes) seconds[name] = await secondsToReturn(args, name);
    return { seconds };
  },

  read: async ({ seconds = {}, ...args }) => ({ args, outputs: { seconds } }),
  // Tested is tested: nobody's node is fenced because an address has changed.
  update: async (_args, { seconds = {} }) => ({ seconds }),
  remove: async () => undefined,
};

/**
 * A test of fencing, once, when it is first deployed: each node is really fenced, one after the other, the next when the
 * one before it is a healthy member of the whole cluster again. What runs on a node moves meanwhile. Later updates and a
 * destroy fence nobody; a test that failed is done anew by the next update.
 *
 * @example
 * const tested = new FencingTest("fencing", { cluster }, { dependsOn: devices });
 */
export class FencingTest extends PacemakerResource {
  /** How many seconds each node took from being fenced to being a member again, by its name. */
  public readonly seconds!: pulumi.Output<Record<string, number>>;

  constructor(name: string, args: FencingTestArgs, opts?: pulumi.CustomResourceOptions) {
    const { cluster, timeout = 300 } = args;
    const given = { ...wayTo(cluster), timeout };
    super(fencingTest.kind, name, { ...given, seconds: undefined }, opts);
  }
}

async function secondsToReturn(args: Declared, name: string): Promise<number> {
  const wanted = await awaitMember(args, name, args.timeout);
  if (wanted !== undefined)
    throw new Refusal(`${name} is not fenced for a test: the cluster is not healthy before it: ${wanted}.`);
  process.stdout.write(`fencing ${name} for a test\n`);
  const began = Date.now();
  await fenced(args, name, args.timeout).catch((failure: unknown) => {
    throw readable(failure);
  });
  const lacking = await awaitMember(args, name, args.timeout);
  if (lacking !== undefined)
    throw new Refusal(
      `${name} was fenced, and is not a healthy member again after ${args.timeout} s: ${lacking}. See \`pcs status\`.`,
    );
  return Math.round((Date.now() - began) / 100) / 10;
}
