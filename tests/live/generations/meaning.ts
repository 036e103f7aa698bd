import { below, type Element, elementsIn } from "./element.js";

/** What a configuration says, without how a generation of pcs or Pacemaker says it. */
export type Meaning = Readonly<Record<string, unknown>>;

/** An element, as data. */
interface Said {
  readonly is: string;
  readonly [attribute: string]: unknown;
}

// What is looked at, each by its id; the rest of a CIB are the cluster's own notes.
const OBJECTS = [
  ...["primitive", "group", "clone", "master", "bundle"],
  ...["rsc_location", "rsc_colocation", "rsc_order", "rsc_ticket"],
  ...["acl_role", "acl_target", "acl_group", "alert", "tag"],
];
// Parts whose ids are pcs's own.
const PARTS = [
  ...["nvpair", "op", "rule", "expression", "date_expression", "date_spec", "duration", "rsc_expression"],
  ...["op_expression", "instance_attributes", "meta_attributes", "utilization", "resource_set"],
  ...["acl_permission", "fencing-level"],
];
// The words that were other ones before pcs 0.11 and Pacemaker 2.1, or before pcs 0.10 and Pacemaker 2.0.
const ROLES: Readonly<Record<string, string>> = { master: "Promoted", slave: "Unpromoted" };
const ROLE = /^(role|rsc-role|with-rsc-role)$/;
const META: Readonly<Record<string, string>> = {
  "master-max": "promoted-max",
  "master-node-max": "promoted-node-max",
};
// What Pacemaker writes into the properties by itself.
const OWN_PROPERTIES = ["cluster-infrastructure", "dc-version", "have-watchdog", "last-lrm-refresh"];

/**
 * A CIB as data: each object by its id, defaults, properties, what nodes have and fencing levels, in today's words.
 * Operations that only agents ask for are left out: another release of an agent asks for others.
 */
export function meaningOf(xml: string, operations: Readonly<Record<string, readonly string[]>>): Meaning {
  const [configuration] = below(elementsIn(xml), "configuration");
  if (!configuration) throw new Error("This is no CIB");
  const objects = OBJECTS.flatMap((tag) => below(configuration, tag));
  const sets = (section: string) => below(configuration, section).flatMap(({ children }) => children);
  return {
    ...Object.fromEntries(objects.map((one) => [one.attributes["id"], said(one, operations)])),
    properties: pairsIn(sets("crm_config").flatMap(({ children }) => children)),
    "resource defaults": sets("rsc_defaults").map((set) => named(set, operations)),
    "operation defaults": sets("op_defaults").map((set) => named(set, operations)),
    nodes: Object.fromEntries(sets("nodes").map((node) => [node.attributes["uname"], nodeSays(node)])),
    levels: below(configuration, "fencing-level")
      .map((level) => said(level, operations))
      .sort(byText),
  };
}

function said(element: Element, operations: Readonly<Record<string, readonly string[]>>): Said {
  const { tag, attributes, children } = element;
  const id = attributes["id"] ?? "";
  const asked = operations[id];
  const kept = asked
    ? children.map((child) => (child.tag === "operations" ? only(child, asked) : child))
    : children;
  // A resource inside of another one is an object of its own.
  const inside = kept.map((child) => {
    if (OBJECTS.includes(child.tag)) return { is: "object", id: child.attributes["id"] };
    return said(tag === "rule" && child.tag === "rule" ? unscored(child) : child, operations);
  });
  const promotable = tag === "master" ? [{ is: "nvpair", name: "promotable", value: "true", has: [] }] : [];
  const parts = withOneMeta(inside, promotable);
  return {
    is: tag === "master" ? "clone" : tag,
    ...Object.fromEntries(
      Object.entries(attributes)
        .filter(([name]) => name !== "id" || !PARTS.includes(tag))
        .map(([name, value]) => [renamed(tag, name), inToday(tag, name, value)])
        // Attributes have no order, and what is sorted by its text must not have one.
        .sort(),
    ),
    // Members and devices have an order; values and operations have none. What is empty says nothing.
    has: ordered(tag, parts.filter(saysSomething)),
  };
}

// Only the outermost rule scores: what pcs before 0.12 writes into the others counts for nothing.
function unscored(rule: Element): Element {
  const { score: _score, ...attributes } = rule.attributes;
  return { ...rule, attributes };
}

function only(operations: Element, asked: readonly string[]): Element {
  const children = operations.children.filter(({ attributes }) => asked.includes(attributes["name"] ?? ""));
  return { ...operations, children };
}

// An upgrade of Pacemaker's schema puts what it had to add into a set of its own, before the others.
function withOneMeta(parts: readonly Said[], more: readonly Said[]): readonly Said[] {
  const sets = parts.filter(({ is }) => is === "meta_attributes");
  const has = [...sets.flatMap((set) => set["has"] as readonly Said[]), ...more].sort(byText);
  const others = parts.filter((part) => !sets.includes(part));
  return has.length > 0 ? [...others, { is: "meta_attributes", has }] : others;
}

function renamed(tag: string, name: string): string {
  return tag === "docker" && name === "masters" ? "promoted-max" : name;
}

function inToday(tag: string, name: string, value: string): string {
  if (ROLE.test(name)) return ROLES[value.toLowerCase()] ?? value;
  if (tag === "nvpair" && name === "name") return META[value] ?? value;
  // pcs 0.9 writes seconds as they are given, newer ones with their unit.
  if (tag === "op" && name === "interval" && /^\d+$/.test(value)) return `${value}s`;
  return value;
}

function ordered(tag: string, parts: readonly Said[]): readonly Said[] {
  const keeps = ["group", "resource_set", "rule", "acl_role", "acl_target", "acl_group"].includes(tag);
  return keeps ? parts : [...parts].sort(byText);
}

function saysSomething({ is, has, ...attributes }: Said): boolean {
  const empty = Object.keys(attributes).length === 0 && (has as readonly Said[] | undefined)?.length === 0;
  return !(empty && ["operations", "meta_attributes", "instance_attributes", "utilization"].includes(is));
}

// Defaults are sets that the program names.
function named(set: Element, operations: Readonly<Record<string, readonly string[]>>): Said {
  return { ...said(set, operations), id: set.attributes["id"] };
}

function nodeSays({ children }: Element): unknown {
  const of = (tag: string) =>
    pairsIn(children.filter((child) => child.tag === tag).flatMap((set) => set.children));
  return { attributes: of("instance_attributes"), utilization: of("utilization") };
}

function pairsIn(pairs: readonly Element[]): Readonly<Record<string, unknown>> {
  const all = pairs.map(({ attributes: { name = "", value } }) => [name, value] as const);
  return Object.fromEntries(all.filter(([name]) => !OWN_PROPERTIES.includes(name)).sort());
}

function byText(one: unknown, other: unknown): number {
  return JSON.stringify(one).localeCompare(JSON.stringify(other));
}
