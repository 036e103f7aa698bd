import type * as pulumi from "@pulumi/pulumi";
import type { CibObject } from "../../lifecycle/cib-object.js";
import type { ClusterArgs } from "../../lifecycle/cluster-handle.js";
import { ClusterResource } from "../../lifecycle/resource.js";
import { choiceProblems, idProblems, wordProblems } from "../../pcs/argument-problems.js";
import {
  constraint,
  foundSets,
  setWords,
  type ResourceSet,
  setProblems,
  selfProblems,
} from "../../pcs/constraints.js";
import { defined } from "../../pcs/options.js";

const actions = ["start", "stop", "promote", "demote"] as const;
const kinds = ["Mandatory", "Optional", "Serialize"] as const;

/** What an order constraint takes. */
export interface OrderConstraintArgs extends ClusterArgs {
  /** Its id in the cluster; default the resource's name. A change makes a new object. */
  readonly constraintId?: pulumi.Input<string>;
  /** Id of the resource that is first; with `then`, or `sets` instead of both. */
  readonly first?: pulumi.Input<string>;
  /** Id of the resource that comes then. */
  readonly then?: pulumi.Input<string>;
  /** What is done with the first. Default start. */
  readonly firstAction?: pulumi.Input<(typeof actions)[number]>;
  /** What is done then. Default the action of the first. */
  readonly thenAction?: pulumi.Input<(typeof actions)[number]>;
  /** How strictly. Default Mandatory. */
  readonly kind?: pulumi.Input<(typeof kinds)[number]>;
  /** Whether the reverse holds for the opposite actions. Default true. */
  readonly symmetrical?: pulumi.Input<boolean>;
  /** Sets of resources instead of two. */
  readonly sets?: pulumi.Input<pulumi.Input<ResourceSet>[]>;
}

interface Order {
  readonly constraintId: string;
  readonly first?: string;
  readonly then?: string;
  readonly firstAction?: string;
  readonly thenAction?: string;
  readonly kind?: string;
  readonly symmetrical?: boolean;
  readonly sets?: readonly ResourceSet[];
}

/** What is done first. */
export const orderConstraint: CibObject<Order> = {
  kind: "OrderConstraint",
  replaceOn: ["constraintId"],
  id: ({ constraintId }) => constraintId,
  problems: (args) => [
    ...idProblems("constraintId", args.constraintId),
    ...choiceProblems(args, ["first", "then"], ["sets"]),
    ...idProblems("first", args.first),
    ...idProblems("then", args.then),
    ...selfProblems("then", args.then, args.first),
    ...setProblems(args.sets),
    ...wordProblems("kind", args.kind, kinds),
    ...wordProblems("firstAction", args.firstAction, actions),
    ...wordProblems("thenAction", args.thenAction, actions),
  ],
  find(cib, args) {
    const found = constraint(cib, "rsc_order", args.constraintId);
    if (!found) return undefined;
    const { first, then, "first-action": before, "then-action": after, kind, symmetrical } = found.attributes;
    // pcs writes both actions always, Pacemaker's default for the second is the first.
    const action = (value = "start", byDefault = "start", declared?: string) =>
      declared === undefined && value === byDefault ? undefined : value;
    const symmetric = symmetrical === undefined ? undefined : symmetrical !== "false";
    return defined<Order>({
      constraintId: args.constraintId,
      first,
      then,
      ...(found.sets
        ? {}
        : {
            firstAction: action(before, "start", args.firstAction),
            thenAction: action(after ?? before, before, args.thenAction),
          }),
      kind: kind ?? (args.kind && "Mandatory"),
      symmetrical: symmetric ?? (args.symmetrical === undefined ? undefined : true),
      sets: foundSets(found.sets, args.sets),
    });
  },
  create: (args) => [words(args)],
  update: (args, found) =>
    words(args).join("\n") === words(found).join("\n")
      ? []
      : [...orderConstraint.remove(args), ...orderConstraint.create(args)],
  remove: ({ constraintId }) => [["constraint", "remove", constraintId]],
};

/**
 * In which order things are started, stopped, promoted or demoted. Changed in place.
 *
 * @example
 * new OrderConstraint("db-then-ip", { cluster, first: "db-clone", firstAction: "promote", then: "ip", thenAction: "start" });
 */
export class OrderConstraint extends ClusterResource {
  /** Its id in the cluster. */
  public readonly constraintId!: pulumi.Output<string>;

  constructor(name: string, args: OrderConstraintArgs, opts?: pulumi.CustomResourceOptions) {
    super(orderConstraint, name, { ...args, constraintId: args.constraintId ?? name }, opts);
  }
}

function words({
  constraintId,
  first = "",
  then = "",
  firstAction,
  thenAction,
  kind,
  symmetrical,
  sets,
}: Order): string[] {
  const options = [
    `id=${constraintId}`,
    ...(kind ? [`kind=${kind}`] : []),
    ...(symmetrical === undefined ? [] : [`symmetrical=${symmetrical}`]),
  ];
  if (sets) return ["constraint", "order", ...setWords(sets), "setoptions", ...options];
  // Without the second action pcs writes start, whatever the first is.
  const [before = "start", after = before] = [firstAction, thenAction];
  return ["constraint", "order", before, first, "then", after, then, ...options];
}
