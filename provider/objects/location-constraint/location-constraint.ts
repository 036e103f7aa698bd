import type * as pulumi from "@pulumi/pulumi";
import type { CibObject } from "../../lifecycle/cib-object.js";
import type { ClusterArgs } from "../../lifecycle/cluster-handle.js";
import { ClusterResource } from "../../lifecycle/resource.js";
import type { Cib } from "../../pcs/cib.js";
import {
  choiceProblems,
  idProblems,
  nodeProblems,
  scoreProblems,
  wordProblems,
} from "../../pcs/argument-problems.js";
import { constraint, newRole, roles, sameLocations } from "../../pcs/constraints.js";
import { defined } from "../../pcs/options.js";
import { ruleProblem, ruleQuestions, ruleWords } from "../../pcs/rules.js";

/** What a location constraint takes. */
export interface LocationConstraintArgs extends ClusterArgs {
  /** Its id in the cluster; default the resource's name. A change makes a new object. */
  readonly constraintId?: pulumi.Input<string>;
  /** Id of the resource it is about. */
  readonly resource?: pulumi.Input<string>;
  /** A pattern of ids instead, e.g. `db-.*`. */
  readonly resourcePattern?: pulumi.Input<string>;
  /** The node, with `score`; or a `rule`. */
  readonly node?: pulumi.Input<string>;
  /** How much it prefers (or, negative, avoids) that place. Default INFINITY. */
  readonly score?: pulumi.Input<string | number>;
  /** A node attribute whose value is the score, instead of `score`; only with a rule. */
  readonly scoreAttribute?: pulumi.Input<string>;
  /** Which nodes or times, in pcs's words: `#uname eq n1 or ( defined ping and ping gt 0 )`. */
  readonly rule?: pulumi.Input<string>;
  /** The role it is about; only with a rule. */
  readonly role?: pulumi.Input<(typeof roles)[number]>;
  /** Where Pacemaker looks whether it runs: `always` (default), `never`, `exclusive`. */
  readonly resourceDiscovery?: pulumi.Input<"always" | "never" | "exclusive">;
}

interface Location {
  readonly constraintId: string;
  readonly resource?: string;
  readonly resourcePattern?: string;
  readonly node?: string;
  readonly score?: string | number;
  readonly scoreAttribute?: string;
  readonly rule?: string;
  readonly role?: string;
  readonly resourceDiscovery?: string;
}

/** Where a resource runs. */
export const locationConstraint: CibObject<Location> = {
  kind: "LocationConstraint",
  replaceOn: ["constraintId"],
  id: ({ constraintId }) => constraintId,
  asks: ({ rule }) => ruleQuestions(rule),
  problems(args, installed) {
    const { constraintId, resource, node, score, scoreAttribute, rule, role, resourceDiscovery } = args;
    const ruleOnly = [...(role ? ["role"] : []), ...(scoreAttribute ? ["scoreAttribute"] : [])];
    const wrong = rule === undefined ? undefined : ruleProblem(rule, installed);
    return [
      ...idProblems("constraintId", constraintId),
      ...choiceProblems(args, ["resource"], ["resourcePattern"]),
      ...choiceProblems(args, ["node"], ["rule"]),
      ...idProblems("resource", resource),
      ...nodeProblems("node", node),
      ...(score !== undefined && scoreAttribute !== undefined
        ? [{ property: "scoreAttribute", reason: "score and scoreAttribute exclude each other" }]
        : []),
      ...(node === undefined
        ? []
        : ruleOnly.map((property) => ({ property, reason: "only a rule takes it" }))),
      ...(wrong ? [{ property: "rule", reason: wrong }] : []),
      ...scoreProblems("score", score),
      ...wordProblems("role", role, roles),
      ...wordProblems("resourceDiscovery", resourceDiscovery, ["always", "never", "exclusive"]),
    ];
  },
  find(cib, args) {
    const found = constraint(cib, "rsc_location", args.constraintId, args.rule);
    if (!found) return undefined;
    const {
      rsc,
      "rsc-pattern": pattern,
      node,
      score,
      role,
      "resource-discovery": discovery,
    } = found.attributes;
    const said = found.rule?.attributes ?? {};
    const value = score ?? said["score"];
    const byDefault = args.score === undefined && value === "INFINITY";
    return defined<Location>({
      constraintId: args.constraintId,
      resource: rsc,
      resourcePattern: pattern,
      node,
      score: byDefault ? undefined : String(args.score) === value ? args.score : value,
      scoreAttribute: said["score-attribute"],
      rule: found.rule?.text,
      role: newRole(said["role"] ?? role),
      resourceDiscovery: discovery ?? args.resourceDiscovery?.replace(/^(never|exclusive)$/, "always"),
    });
  },
  create(args, cib) {
    if (args.rule !== undefined) return [ruleArgv(args)];
    refuseReplacing(args, cib);
    return [nodeWords(args)];
  },
  update: (args, found, cib) =>
    spelled(args) === spelled(found)
      ? []
      : [...locationConstraint.remove(args), ...locationConstraint.create(args, cib)],
  remove: ({ constraintId }) => [["constraint", "remove", constraintId]],
};

/**
 * Where a resource prefers, must or must not run. Changed in place.
 *
 * @example
 * new LocationConstraint("web-on-n1", { cluster, resource: web.resourceId, node: "n1", score: 50 });
 */
export class LocationConstraint extends ClusterResource {
  /** Its id in the cluster. */
  public readonly constraintId!: pulumi.Output<string>;

  constructor(name: string, args: LocationConstraintArgs, opts?: pulumi.CustomResourceOptions) {
    super(locationConstraint, name, { ...args, constraintId: args.constraintId ?? name }, opts);
  }
}

function refuseReplacing(args: Location, cib: Cib | undefined): void {
  const { constraintId: id, node = "" } = args;
  const [other] = cib ? sameLocations(cib, { id, subject: subject(args), node }) : [];
  if (other !== undefined)
    throw new Error(
      `The constraint "${other}" is about the same resource on ${node} already; pcs keeps one of them only and would replace it. Nothing was changed. Remove it (\`pcs resource clear\` for a ban or a move), or say it by a rule: \`#uname eq ${node}\`.`,
    );
}

function nodeWords({
  constraintId,
  node = "",
  score = "INFINITY",
  resourceDiscovery,
  ...args
}: Location): string[] {
  const discovery = resourceDiscovery ? [`resource-discovery=${resourceDiscovery}`] : [];
  return ["constraint", "location", "add", constraintId, subject(args), node, String(score), ...discovery];
}

function ruleArgv({
  constraintId,
  rule = "",
  role,
  score,
  scoreAttribute,
  resourceDiscovery,
  ...args
}: Location): string[] {
  return [
    ...["constraint", "location", subject(args), "rule"],
    ...(resourceDiscovery ? [`resource-discovery=${resourceDiscovery}`] : []),
    ...[`id=${constraintId}-rule`, `constraint-id=${constraintId}`, ...(role ? [`role=${role}`] : [])],
    scoreAttribute ? `score-attribute=${scoreAttribute}` : `score=${score ?? "INFINITY"}`,
    ...ruleWords(rule),
  ];
}

function subject({ resource, resourcePattern }: Pick<Location, "resource" | "resourcePattern">): string {
  return resource === undefined ? `regexp%${resourcePattern}` : `resource%${resource}`;
}

function spelled(args: Location): string {
  return [...(args.rule === undefined ? nodeWords(args) : ruleArgv(args))].join("\n");
}
