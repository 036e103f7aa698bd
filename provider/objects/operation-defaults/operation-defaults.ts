import type * as pulumi from "@pulumi/pulumi";
import type { CibObject } from "../../lifecycle/cib-object.js";
import type { ClusterArgs } from "../../lifecycle/cluster-handle.js";
import { ClusterResource } from "../../lifecycle/resource.js";
import { defaultsEdits, defaultsProblems, foundDefaults, type Defaults } from "../../pcs/defaults.js";
import { ruleQuestions } from "../../pcs/rules.js";
import type { Value } from "../../pcs/options.js";

/** What a set of defaults for operations takes. */
export interface OperationDefaultsArgs extends ClusterArgs {
  /** Its id in the cluster; default the resource's name. A change makes a new object. */
  readonly setId?: pulumi.Input<string>;
  /** The defaults by Pacemaker's own names. Changed in place. */
  readonly values: pulumi.Input<Record<string, pulumi.Input<Value>>>;
  /** Which set wins where several say the same: the highest. */
  readonly score?: pulumi.Input<string | number>;
  /** Which operations it is for, in pcs's words; default all. */
  readonly rule?: pulumi.Input<string>;
}

const edits = defaultsEdits(["resource", "op", "defaults"]);

/** Defaults of operations. */
export const operationDefaults: CibObject<Defaults> = {
  kind: "OperationDefaults",
  replaceOn: ["setId"],
  id: ({ setId }) => setId,
  required: ["values"],
  asks: ({ rule }) => ruleQuestions(rule),
  problems: defaultsProblems,
  find: (cib, args) => foundDefaults(cib, "op_defaults", args),
  ...edits,
};

/**
 * Defaults of operations, for all of them or for those of a rule.
 *
 * @example
 * new OperationDefaults("patient", { cluster, values: { timeout: "240s" } });
 */
export class OperationDefaults extends ClusterResource {
  /** The set's id in the cluster. */
  public readonly setId!: pulumi.Output<string>;

  constructor(name: string, args: OperationDefaultsArgs, opts?: pulumi.CustomResourceOptions) {
    super(operationDefaults, name, { ...args, setId: args.setId ?? name }, opts);
  }
}
