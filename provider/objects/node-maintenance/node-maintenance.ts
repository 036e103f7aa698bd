import type * as pulumi from "@pulumi/pulumi";
import type { CibObject } from "../../lifecycle/cib-object.js";
import type { ClusterArgs } from "../../lifecycle/cluster-handle.js";
import { ClusterResource } from "../../lifecycle/resource.js";
import { nodeProblems } from "../../pcs/argument-problems.js";
import { isTrue } from "../../pcs/options.js";
import { nodeValues } from "../../pcs/sections.js";

/** What putting a node in maintenance takes. */
export interface NodeMaintenanceArgs extends ClusterArgs {
  /** The node; default the resource's name. A change makes a new object. */
  readonly node?: pulumi.Input<string>;
}

interface NodeMaintenanceNode {
  readonly node: string;
}

/** A node in maintenance. */
export const nodeMaintenance: CibObject<NodeMaintenanceNode> = {
  kind: "NodeMaintenance",
  replaceOn: ["node"],
  id: ({ node }) => node,
  problems: ({ node }) => nodeProblems("node", node),
  find: (cib, { node }) =>
    isTrue(nodeValues(cib, node, "instance_attributes")?.["maintenance"]) ? { node } : undefined,
  create: ({ node }) => [["node", "maintenance", node]],
  update: () => [],
  remove: ({ node }) => [["node", "unmaintenance", node]],
};

/**
 * A node whose resources are left alone, neither watched nor moved, as long as this object is there.
 *
 * @example
 * new NodeMaintenance("n1-maintenance", { cluster, node: "n1" });
 */
export class NodeMaintenance extends ClusterResource {
  constructor(name: string, args: NodeMaintenanceArgs, opts?: pulumi.CustomResourceOptions) {
    super(nodeMaintenance, name, { ...args, node: args.node ?? name }, opts);
  }
}
