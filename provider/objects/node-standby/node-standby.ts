import type * as pulumi from "@pulumi/pulumi";
import type { CibObject } from "../../lifecycle/cib-object.js";
import type { ClusterArgs } from "../../lifecycle/cluster-handle.js";
import { ClusterResource } from "../../lifecycle/resource.js";
import { nodeProblems } from "../../pcs/argument-problems.js";
import { isTrue } from "../../pcs/options.js";
import { nodeValues } from "../../pcs/sections.js";

/** What putting a node in standby takes. */
export interface NodeStandbyArgs extends ClusterArgs {
  /** The node; default the resource's name. A change makes a new object. */
  readonly node?: pulumi.Input<string>;
}

interface NodeStandbyNode {
  readonly node: string;
}

/** A node in standby. */
export const nodeStandby: CibObject<NodeStandbyNode> = {
  kind: "NodeStandby",
  replaceOn: ["node"],
  id: ({ node }) => node,
  problems: ({ node }) => nodeProblems("node", node),
  find: (cib, { node }) =>
    isTrue(nodeValues(cib, node, "instance_attributes")?.["standby"]) ? { node } : undefined,
  create: ({ node }) => [["node", "standby", node]],
  update: () => [],
  remove: ({ node }) => [["node", "unstandby", node]],
};

/**
 * A node that runs nothing, while it stays a member, as long as this object is there.
 *
 * @example
 * new NodeStandby("n1-standby", { cluster, node: "n1" });
 */
export class NodeStandby extends ClusterResource {
  constructor(name: string, args: NodeStandbyArgs, opts?: pulumi.CustomResourceOptions) {
    super(nodeStandby, name, { ...args, node: args.node ?? name }, opts);
  }
}
