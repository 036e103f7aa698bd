import type * as pulumi from "@pulumi/pulumi";
import type { CibObject } from "../../lifecycle/cib-object.js";
import type { ClusterArgs } from "../../lifecycle/cluster-handle.js";
import { ClusterResource } from "../../lifecycle/resource.js";
import { nodeProblems } from "../../pcs/argument-problems.js";
import { nodeValues } from "../../pcs/sections.js";

/** What an attribute of a node takes. */
export interface NodeAttributeArgs extends ClusterArgs {
  /** The node. A change makes a new object. */
  readonly node: pulumi.Input<string>;
  /** The attribute; default the resource's name. A change makes a new object. */
  readonly name?: pulumi.Input<string>;
  /** Its value. Changed in place. */
  readonly value: pulumi.Input<string>;
}

interface Attribute {
  readonly node: string;
  readonly name: string;
  readonly value: string;
}

/** A permanent attribute of a node. */
export const nodeAttribute: CibObject<Attribute> = {
  kind: "NodeAttribute",
  replaceOn: ["node", "name"],
  id: ({ node, name }) => `${node}/${name}`,
  required: ["node", "value"],
  problems: ({ node, name, value }) => [
    ...nodeProblems("node", node),
    ...(name === undefined || /^[\w#][\w.#:@/+-]*$/.test(name)
      ? []
      : [
          {
            property: "name",
            reason: `"${name}" is not an attribute's name: ASCII letters, digits, "_" or "#" first, then also ".:@/+-"`,
          },
        ]),
    // pcs runs crm_attribute without a locale, which then takes nothing else.
    ...(/^[\0-\x7f]*$/.test(value ?? "")
      ? []
      : [{ property: "value", reason: "allowed is ASCII, pcs sets no other" }]),
    // It reads any other as several options of its own.
    ...(/^-(?![-\d]|INFINITY$)./s.test(value ?? "")
      ? [
          {
            property: "value",
            reason: `"${value}" begins with "-", which crm_attribute takes for an option: allowed are "-INFINITY" and numbers`,
          },
        ]
      : []),
    ...(name === "standby" || name === "maintenance"
      ? [{ property: "name", reason: `${name} has an object of its own` }]
      : []),
    ...(value === "" ? [{ property: "value", reason: "a value is needed" }] : []),
  ],
  find(cib, { node, name }) {
    const value = nodeValues(cib, node, "instance_attributes")?.[name];
    return value === undefined ? undefined : { node, name, value };
  },
  create: ({ node, name, value }) => [["node", "attribute", node, `${name}=${value}`]],
  update: (args, found) => (args.value === found.value ? [] : nodeAttribute.create(args)),
  remove: ({ node, name }) => [["node", "attribute", node, `${name}=`]],
};

/**
 * A permanent attribute of a node, for rules of constraints.
 *
 * @example
 * new NodeAttribute("rack-of-n1", { cluster, node: "n1", name: "rack", value: "3" });
 */
export class NodeAttribute extends ClusterResource {
  /** Its value. */
  public readonly value!: pulumi.Output<string>;

  constructor(name: string, args: NodeAttributeArgs, opts?: pulumi.CustomResourceOptions) {
    super(nodeAttribute, name, { ...args, name: args.name ?? name }, opts);
  }
}
