import type * as pulumi from "@pulumi/pulumi";
import type { CibObject } from "../../lifecycle/cib-object.js";
import type { ClusterArgs } from "../../lifecycle/cluster-handle.js";
import { ClusterResource } from "../../lifecycle/resource.js";
import { idProblems, listProblems } from "../../pcs/argument-problems.js";
import { tag as found } from "../../pcs/sections.js";

/** What a tag takes. */
export interface TagArgs extends ClusterArgs {
  /** Its id in the cluster; default the resource's name. A change makes a new object. */
  readonly tagId?: pulumi.Input<string>;
  /** Ids of what it marks; their order means nothing. Changed in place. */
  readonly resources: pulumi.Input<pulumi.Input<string>[]>;
}

interface Marked {
  readonly tagId: string;
  readonly resources: readonly string[];
}

/** A name for several resources. */
export const tag: CibObject<Marked> = {
  kind: "Tag",
  replaceOn: ["tagId"],
  id: ({ tagId }) => tagId,
  required: ["resources"],
  problems: ({ tagId, resources }) => [
    ...idProblems("tagId", tagId),
    ...listProblems("resources", resources, "a tag marks at least one resource"),
  ],
  find(cib, args) {
    const marked = found(cib, args.tagId);
    if (!marked) return undefined;
    const same = [...marked].sort().join() === [...args.resources].sort().join();
    return { tagId: args.tagId, resources: same ? args.resources : marked };
  },
  create: ({ tagId, resources }) => [["tag", "create", tagId, ...resources]],
  update(args, before) {
    const added = args.resources.filter((one) => !before.resources.includes(one));
    const gone = before.resources.filter((one) => !args.resources.includes(one));
    if (added.length + gone.length === 0) return [];
    const words = [...(added.length ? ["add", ...added] : []), ...(gone.length ? ["remove", ...gone] : [])];
    return [["tag", "update", args.tagId, ...words]];
  },
  remove: ({ tagId }) => [["tag", "remove", tagId]],
};

/**
 * A name for several resources, for commands that take them together.
 *
 * @example
 * new Tag("databases", { cluster, resources: [db.resourceId] });
 */
export class Tag extends ClusterResource {
  /** Its id in the cluster. */
  public readonly tagId!: pulumi.Output<string>;

  constructor(name: string, args: TagArgs, opts?: pulumi.CustomResourceOptions) {
    super(tag, name, { ...args, tagId: args.tagId ?? name }, opts);
  }
}
