import type * as pulumi from "@pulumi/pulumi";
import type { CibObject } from "../../lifecycle/cib-object.js";
import type { ClusterArgs } from "../../lifecycle/cluster-handle.js";
import { ClusterResource } from "../../lifecycle/resource.js";
import { choiceProblems, idProblems, scoreProblems, wordProblems } from "../../pcs/argument-problems.js";
import {
  constraint,
  foundSets,
  newRole,
  roles,
  setWords,
  type ResourceSet,
  setProblems,
  selfProblems,
} from "../../pcs/constraints.js";
import { defined } from "../../pcs/options.js";

/** What a colocation constraint takes. */
export interface ColocationConstraintArgs extends ClusterArgs {
  /** Its id in the cluster; default the resource's name. A change makes a new object. */
  readonly constraintId?: pulumi.Input<string>;
  /** Id of the resource that follows; with `withResource`, or `sets` instead of both. */
  readonly resource?: pulumi.Input<string>;
  /** Id of the resource that it follows. */
  readonly withResource?: pulumi.Input<string>;
  /** The role of the one that follows. */
  readonly role?: pulumi.Input<(typeof roles)[number]>;
  /** The role of the one that it follows. */
  readonly withRole?: pulumi.Input<(typeof roles)[number]>;
  /** How strongly they belong together (or, negative, apart). Default INFINITY. */
  readonly score?: pulumi.Input<string | number>;
  /** Sets of resources instead of two. */
  readonly sets?: pulumi.Input<pulumi.Input<ResourceSet>[]>;
}

interface Colocation {
  readonly constraintId: string;
  readonly resource?: string;
  readonly withResource?: string;
  readonly role?: string;
  readonly withRole?: string;
  readonly score?: string | number;
  readonly sets?: readonly ResourceSet[];
}

/** Which resources run together. */
export const colocationConstraint: CibObject<Colocation> = {
  kind: "ColocationConstraint",
  replaceOn: ["constraintId"],
  id: ({ constraintId }) => constraintId,
  problems: (args) => [
    ...idProblems("constraintId", args.constraintId),
    ...choiceProblems(args, ["resource", "withResource"], ["sets"]),
    ...idProblems("resource", args.resource),
    ...idProblems("withResource", args.withResource),
    ...selfProblems("withResource", args.withResource, args.resource),
    ...setProblems(args.sets),
    ...scoreProblems("score", args.score),
    ...wordProblems("role", args.role, roles),
    ...wordProblems("withRole", args.withRole, roles),
  ],
  find(cib, args) {
    const found = constraint(cib, "rsc_colocation", args.constraintId);
    if (!found) return undefined;
    const { rsc, "with-rsc": other, score, "rsc-role": role, "with-rsc-role": withRole } = found.attributes;
    // pcs writes the role of both as soon as one is named.
    const said = (value: string | undefined, declared: string | undefined) =>
      declared === undefined && value === "Started" ? undefined : newRole(value);
    const value = score === "INFINITY" && args.score === undefined ? undefined : score;
    return defined<Colocation>({
      constraintId: args.constraintId,
      resource: rsc,
      withResource: other,
      role: said(role, args.role),
      withRole: said(withRole, args.withRole),
      score: String(args.score) === value ? args.score : value,
      sets: foundSets(found.sets, args.sets),
    });
  },
  create: (args) => [words(args)],
  update: (args, found) =>
    words(args).join("\n") === words(found).join("\n")
      ? []
      : [...colocationConstraint.remove(args), ...colocationConstraint.create(args)],
  remove: ({ constraintId }) => [["constraint", "remove", constraintId]],
};

/**
 * Which resources run on the same node, or never do. Changed in place.
 *
 * @example
 * new ColocationConstraint("ip-with-db", { cluster, resource: "ip", withResource: "db-clone", withRole: "Promoted" });
 */
export class ColocationConstraint extends ClusterResource {
  /** Its id in the cluster. */
  public readonly constraintId!: pulumi.Output<string>;

  constructor(name: string, args: ColocationConstraintArgs, opts?: pulumi.CustomResourceOptions) {
    super(colocationConstraint, name, { ...args, constraintId: args.constraintId ?? name }, opts);
  }
}

function words({
  constraintId,
  resource = "",
  withResource = "",
  role,
  withRole,
  score = "INFINITY",
  sets,
}: Colocation): string[] {
  const id = `id=${constraintId}`;
  if (sets) return ["constraint", "colocation", ...setWords(sets), "setoptions", id, `score=${score}`];
  const one = role ? [role, resource] : [resource];
  const other = withRole ? [withRole, withResource] : [withResource];
  return ["constraint", "colocation", "add", ...one, "with", ...other, String(score), id];
}
