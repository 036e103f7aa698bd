import { listProblems, wordProblems, type Mistake } from "./argument-problems.js";
import type { Cib } from "./cib.js";
import { foundRule } from "./rules.js";
import { childrenOf, type Element } from "./xml.js";

/** Roles that a constraint can name. */
export const roles = ["Started", "Stopped", "Promoted", "Unpromoted"] as const;

/** A set of resources in a constraint, with pcs's options of a set. */
export interface ResourceSet {
  /** The resources in their order. */
  readonly resources: readonly string[];
  /** `sequential`, `require-all`, `role`, `action` by pcs's own names. */
  readonly options?: Readonly<Record<string, string | number | boolean>>;
}

/** A constraint as it is in the CIB: its attributes, its sets, its rule. */
export interface Constraint {
  readonly attributes: Readonly<Record<string, string>>;
  readonly sets: readonly ResourceSet[] | undefined;
  /** The rule's own attributes: `score`, `score-attribute`, `role`. */
  readonly rule: { readonly text: string; readonly attributes: Readonly<Record<string, string>> } | undefined;
}

/** The constraint of this id and kind (`rsc_location`, ...); an id that something else has is a failure. */
export function constraint(
  cib: Cib,
  kind: string,
  id: string,
  declaredRule?: string,
): Constraint | undefined {
  const element = childrenOf(cib.section("constraints"), kind).find(
    ({ attributes }) => attributes["id"] === id,
  );
  if (!element) return undefined;
  const sets = childrenOf(element, "resource_set");
  const [rule] = childrenOf(element, "rule");
  return {
    attributes: element.attributes,
    sets: sets.length ? sets.map(resourceSet) : undefined,
    rule: rule && { text: foundRule(rule, declaredRule), attributes: rule.attributes },
  };
}

/** Ids of other constraints of the same thing on the same node: pcs would replace them silently. */
export function sameLocations(
  cib: Cib,
  { id, subject, node }: { readonly id: string; readonly subject: string; readonly node: string },
): readonly string[] {
  const of = ({ rsc, "rsc-pattern": pattern }: Element["attributes"]) => [
    `resource%${rsc}`,
    `regexp%${pattern}`,
  ];
  return childrenOf(cib.section("constraints"), "rsc_location")
    .map(({ attributes }) => attributes)
    .filter((one) => one["id"] !== id && one["node"] === node && of(one).includes(subject))
    .map((one) => one["id"] ?? "");
}

const setOptions: ReadonlyMap<string, readonly string[]> = new Map<string, readonly string[]>([
  ["sequential", ["true", "false"]],
  ["require-all", ["true", "false"]],
  ["role", roles],
  ["action", ["start", "stop", "promote", "demote"]],
]);

/** What is wrong with the sets of a constraint. */
export function setProblems(sets: readonly ResourceSet[] | undefined): Mistake[] {
  const one = (set: ResourceSet, index: number) => [
    ...listProblems(`sets[${index}].resources`, set.resources ?? [], "a set has at least one resource"),
    ...Object.entries(set.options ?? {}).flatMap(([name, value]) => {
      const allowed = setOptions.get(name);
      return allowed
        ? wordProblems(`sets[${index}].options.${name}`, String(value), allowed)
        : wordProblems(`sets[${index}].options`, name, [...setOptions.keys()]);
    }),
  ];
  const none = sets?.length === 0 ? [{ property: "sets", reason: "at least one set is needed" }] : [];
  return [...none, ...(sets ?? []).flatMap(one)];
}

/** What is wrong when two ids are the same that have to differ. */
export function selfProblems(property: string, id: string | undefined, other: string | undefined): Mistake[] {
  if (id === undefined || id !== other) return [];
  return [{ property, reason: `"${id}" is the other one as well; two different ids are needed` }];
}

/** pcs words for sets: `set A B k=v set C`. */
export function setWords(sets: readonly ResourceSet[]): string[] {
  return sets.flatMap(({ resources, options = {} }) => [
    ...["set", ...resources],
    ...Object.entries(options).map(([name, value]) => `${name}=${value}`),
  ]);
}

/** Whether two lists of sets say the same; values may be spelled as text or not. */
export function sameSets(a: readonly ResourceSet[] = [], b: readonly ResourceSet[] = []): boolean {
  const spelled = (sets: readonly ResourceSet[]) => setWords(sets.map(ordered)).join(" ");
  return spelled(a) === spelled(b);
}

/** Sets as the cluster has them, spelled as declared where they say the same. */
export function foundSets(
  found: readonly ResourceSet[] | undefined,
  declared: readonly ResourceSet[] | undefined,
): readonly ResourceSet[] | undefined {
  return found && declared && sameSets(found, declared) ? declared : found;
}

function ordered({ resources, options = {} }: ResourceSet): ResourceSet {
  return {
    resources,
    options: Object.fromEntries(Object.entries(options).sort(([a], [b]) => (a < b ? -1 : 1))),
  };
}

function resourceSet(element: Element): ResourceSet {
  const { id: _id, role, ...rest } = element.attributes;
  const options = role === undefined ? rest : { ...rest, role: newRole(role) ?? role };
  const resources = childrenOf(element, "resource_ref").map(({ attributes }) => attributes["id"] ?? "");
  return { resources, ...(Object.keys(options).length ? { options } : {}) };
}

/** A role as newer Pacemakers call it; pcs 0.10 writes those of rules in small letters. */
export function newRole(role: string | undefined): string | undefined {
  return role === undefined ? undefined : (newRoles[role.toLowerCase()] ?? role);
}

const newRoles: Readonly<Record<string, string>> = {
  ...{ started: "Started", stopped: "Stopped", promoted: "Promoted", unpromoted: "Unpromoted" },
  ...{ master: "Promoted", slave: "Unpromoted" },
};
