import { mergedOf, nvset, type Cib } from "./cib.js";
import { foundRule } from "./rules.js";
import { childrenOf, type Element } from "./xml.js";

type Texts = Readonly<Record<string, string>>;

/** A set of defaults for resources or operations. */
export interface DefaultsSet {
  readonly score: string | undefined;
  readonly values: Texts;
  readonly rule: string | undefined;
}

/** The set of defaults of this id. */
export function defaultsSet(
  cib: Cib,
  section: "rsc_defaults" | "op_defaults",
  id: string,
  declaredRule?: string,
): DefaultsSet | undefined {
  const set = byId(childrenOf(cib.section(section), "meta_attributes"), id);
  if (!set) return undefined;
  const [rule] = childrenOf(set, "rule");
  return {
    score: set.attributes["score"],
    values: nvset(set).values,
    rule: rule && foundRule(rule, declaredRule),
  };
}

/** What is set on a node: its attributes or its capacity; undefined for a node that is not there. */
export function nodeValues(
  cib: Cib,
  node: string,
  kind: "instance_attributes" | "utilization",
): Texts | undefined {
  const element = childrenOf(cib.section("nodes"), "node").find(
    ({ attributes }) => attributes["uname"] === node,
  );
  return element && mergedOf(childrenOf(element, kind).map((set) => nvset(set).values));
}

/** The devices of a fencing level. */
export function fencingLevel(cib: Cib, level: number, target: string): readonly string[] | undefined {
  const found = childrenOf(cib.section("fencing-topology"), "fencing-level").find(
    ({ attributes }) => attributes["index"] === String(level) && targetOf(attributes) === target,
  );
  return found?.attributes["devices"]?.split(",");
}

/** What an access role allows. */
export interface AclPermission {
  readonly id: string;
  readonly kind: string;
  readonly xpath: string | undefined;
  readonly reference: string | undefined;
}

/** The access role of this id. */
export function aclRole(cib: Cib, id: string) {
  const role = byId(childrenOf(cib.section("acls"), "acl_role"), id);
  if (!role) return undefined;
  const permissions = childrenOf(role, "acl_permission").map(({ attributes }) => ({
    id: attributes["id"] ?? "",
    kind: attributes["kind"] ?? "",
    xpath: attributes["xpath"],
    reference: attributes["reference"],
  }));
  return { description: role.attributes["description"], permissions };
}

/** The roles of a user (`acl_target`) or group (`acl_group`). */
export function aclRoles(
  cib: Cib,
  kind: "acl_target" | "acl_group",
  id: string,
): readonly string[] | undefined {
  const holder = byId(childrenOf(cib.section("acls"), kind), id);
  return holder && ids(holder, "role");
}

/** An alert or one of its recipients. */
export interface AlertPart {
  readonly attributes: Texts;
  readonly options: Texts;
  readonly meta: Texts;
}

/** The alert of this id with its recipients. */
export function alert(
  cib: Cib,
  id: string,
): (AlertPart & { readonly recipients: readonly AlertPart[] }) | undefined {
  const element = byId(childrenOf(cib.section("alerts"), "alert"), id);
  return element && { ...alertPart(element), recipients: childrenOf(element, "recipient").map(alertPart) };
}

/** What a tag marks. */
export function tag(cib: Cib, id: string): readonly string[] | undefined {
  const element = byId(childrenOf(cib.section("tags"), "tag"), id);
  return element && ids(element, "obj_ref");
}

/** Frees ids from every tag, and removes tags that mark nothing else: pcs refuses to delete what a tag marks. */
export function untagged(cib: Cib | undefined, ids: readonly string[]): string[][] {
  const tags = cib ? childrenOf(cib.section("tags"), "tag") : [];
  return tags.flatMap((element) => {
    const { id = "" } = element.attributes;
    const [marked, gone] = [refs(element), refs(element).filter((one) => ids.includes(one))];
    if (gone.length === 0) return [];
    return [gone.length === marked.length ? ["tag", "remove", id] : ["tag", "update", id, "remove", ...gone]];
  });
}

function refs(element: Element): string[] {
  return ids(element, "obj_ref");
}

function alertPart(element: Element): AlertPart {
  const merged = (name: string) => mergedOf(childrenOf(element, name).map((set) => nvset(set).values));
  return {
    attributes: element.attributes,
    options: merged("instance_attributes"),
    meta: merged("meta_attributes"),
  };
}

// pcs's spelling of a target: a node, `regexp%PATTERN` or `attrib%NAME=VALUE`.
function targetOf(attributes: Texts): string {
  if (attributes["target-pattern"] !== undefined) return `regexp%${attributes["target-pattern"]}`;
  if (attributes["target-attribute"] !== undefined)
    return `attrib%${attributes["target-attribute"]}=${attributes["target-value"]}`;
  return attributes["target"] ?? "";
}

function byId(elements: readonly Element[], id: string): Element | undefined {
  return elements.find(({ attributes }) => attributes["id"] === id);
}

function ids(element: Element, name: string): string[] {
  return childrenOf(element, name).map(({ attributes }) => attributes["id"] ?? "");
}
