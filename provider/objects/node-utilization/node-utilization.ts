import type * as pulumi from "@pulumi/pulumi";
import type { CibObject } from "../../lifecycle/cib-object.js";
import type { ClusterArgs } from "../../lifecycle/cluster-handle.js";
import { ClusterResource } from "../../lifecycle/resource.js";
import { nodeProblems, utilizationProblems } from "../../pcs/argument-problems.js";
import { asDeclared, optionWords, type Values } from "../../pcs/options.js";
import { nodeValues } from "../../pcs/sections.js";

/** What a node's capacity takes. */
export interface NodeUtilizationArgs extends ClusterArgs {
  /** The node. A change makes a new object. */
  readonly node: pulumi.Input<string>;
  /** What it has, in whole numbers: `{ cpu: 4, memory: 8192 }`. Changed in place. */
  readonly values: pulumi.Input<Record<string, pulumi.Input<number>>>;
}

interface Utilization {
  readonly node: string;
  readonly values: Values;
}

/** What a node can carry. */
export const nodeUtilization: CibObject<Utilization> = {
  kind: "NodeUtilization",
  replaceOn: ["node"],
  id: ({ node }) => node,
  required: ["node", "values"],
  problems: ({ node, values }) => [
    ...nodeProblems("node", node),
    ...(values && Object.keys(values).length === 0
      ? [{ property: "values", reason: "at least one is needed" }]
      : []),
    ...utilizationProblems("values", values),
  ],
  find(cib, args) {
    const found = nodeValues(cib, args.node, "utilization") ?? {};
    return Object.keys(found).length
      ? { node: args.node, values: asDeclared(found, args.values) }
      : undefined;
  },
  create: ({ node, values }) => [["node", "utilization", node, ...optionWords(values)]],
  update(args, found) {
    const words = optionWords(args.values, found.values);
    return words.length ? [["node", "utilization", args.node, ...words]] : [];
  },
  remove: (args) => [
    ["node", "utilization", args.node, ...Object.keys(args.values).map((name) => `${name}=`)],
  ],
};

/**
 * What a node can carry, for a placement strategy that balances.
 *
 * @example
 * new NodeUtilization("n1", { cluster, node: "n1", values: { cpu: 4 } });
 */
export class NodeUtilization extends ClusterResource {
  /** What the node has. */
  public readonly values!: pulumi.Output<Record<string, number>>;

  constructor(name: string, args: NodeUtilizationArgs, opts?: pulumi.CustomResourceOptions) {
    super(nodeUtilization, name, { ...args }, opts);
  }
}
