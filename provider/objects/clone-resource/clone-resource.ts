import type * as pulumi from "@pulumi/pulumi";
import type { CibObject } from "../../lifecycle/cib-object.js";
import type { ClusterArgs } from "../../lifecycle/cluster-handle.js";
import { ClusterResource } from "../../lifecycle/resource.js";
import { selfProblems } from "../../pcs/constraints.js";
import { metaProblems } from "../../pcs/meta-attributes.js";
import { idProblems } from "../../pcs/argument-problems.js";
import { isTrue, metaOf, optionWords, type Value, type Values } from "../../pcs/options.js";
import { collection, freeing } from "../../pcs/resource-trees.js";

/** What a clone takes. */
export interface CloneResourceArgs extends ClusterArgs {
  /** Its id in the cluster; default the resource's name. A change makes a new object. */
  readonly cloneId?: pulumi.Input<string>;
  /** Id of the resource or group that is cloned. A change makes a new object. */
  readonly resource: pulumi.Input<string>;
  /** Whether some of its instances are promoted. Default false. Changed in place. */
  readonly promotable?: pulumi.Input<boolean>;
  /** Meta attributes by Pacemaker's own names: `clone-max`, `promoted-max`, `notify`, `interleave`, ... */
  readonly meta?: pulumi.Input<Record<string, pulumi.Input<Value>>>;
}

interface Clone {
  readonly cloneId: string;
  readonly resource: string;
  readonly promotable?: boolean;
  readonly meta?: Values;
}

// What may follow `resource clone RESOURCE` in the place of an id.
const keywords = ["meta", "op"];

/** A resource that runs on several nodes. */
export const cloneResource: CibObject<Clone> = {
  kind: "CloneResource",
  replaceOn: ["cloneId", "resource"],
  id: ({ cloneId }) => cloneId,
  required: ["resource"],
  problems: ({ cloneId, resource, meta }) => [
    ...idProblems("cloneId", cloneId),
    ...(keywords.includes(cloneId ?? "")
      ? [{ property: "cloneId", reason: `"${cloneId}" is a word of pcs, which would choose another id` }]
      : []),
    ...idProblems("resource", resource),
    ...selfProblems("resource", resource, cloneId),
    ...metaProblems("meta", meta),
    ...(meta && "promotable" in meta
      ? [{ property: "meta.promotable", reason: "say it by the argument `promotable`" }]
      : []),
  ],
  find(cib, args) {
    const found = collection(cib, ["clone", "master"], args.cloneId);
    if (!found) return undefined;
    const { promotable, ...rest } = found.meta;
    const meta = metaOf(rest, args.meta);
    const promoted = found.master || isTrue(promotable);
    return {
      cloneId: args.cloneId,
      resource: found.members[0] ?? "",
      ...(promoted || args.promotable !== undefined ? { promotable: promoted } : {}),
      ...(meta ? { meta } : {}),
    };
  },
  create: ({ cloneId, resource, promotable, meta = {} }) => [
    [
      ...["resource", promotable ? "promotable" : "clone", resource, cloneId],
      ...(Object.keys(meta).length ? ["meta", ...optionWords(meta)] : []),
    ],
  ],
  update(args, found) {
    const all = ({ promotable, meta = {} }: Clone) => ({
      ...meta,
      ...(promotable ? { promotable: "true" } : {}),
    });
    const words = optionWords(all(args), all(found));
    return words.length ? [["resource", "meta", args.cloneId, ...words]] : [];
  },
  remove: ({ cloneId }, cib) => [...freeing(cib, cloneId), ["resource", "unclone", cloneId]],
};

/**
 * A resource or group that runs on several nodes, with promoted instances where it is `promotable`. Deleting the clone
 * leaves the resource.
 *
 * @example
 * new CloneResource("db-clone", { cluster, resource: db.resourceId, promotable: true, meta: { "promoted-max": 1 } });
 */
export class CloneResource extends ClusterResource {
  /** Its id in the cluster. */
  public readonly cloneId!: pulumi.Output<string>;

  constructor(name: string, args: CloneResourceArgs, opts?: pulumi.CustomResourceOptions) {
    super(cloneResource, name, { ...args, cloneId: args.cloneId ?? name }, opts);
  }
}
