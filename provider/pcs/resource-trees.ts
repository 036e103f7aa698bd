import type { Cib } from "./cib.js";
import { mergedOf, nvset } from "./cib.js";
import { untagged } from "./sections.js";
import { childrenOf, everyElement, type Element } from "./xml.js";

type Texts = Readonly<Record<string, string>>;

/** A group or a clone: what is in it, in order, and its meta attributes. */
export interface Collection {
  readonly members: readonly string[];
  /** Whether it is a master/slave resource, as promotable clones were called: an element of its own. */
  readonly master: boolean;
  readonly meta: Texts;
}

/** A bundle of containers. */
export interface Bundle {
  readonly container: string;
  readonly containerOptions: Texts;
  readonly network: Texts | undefined;
  readonly portMaps: readonly Texts[];
  readonly storageMaps: readonly Texts[];
  readonly meta: Texts;
}

/** The group, clone or master of this id. */
export function collection(cib: Cib, names: readonly string[], id: string): Collection | undefined {
  const element = resource(cib, names, id);
  if (!element) return undefined;
  return { members: membersOf(element), master: element.name === "master", meta: metaIn(element) };
}

/** The bundle of this id. */
export function bundle(cib: Cib, id: string): Bundle | undefined {
  const element = resource(cib, ["bundle"], id);
  const container = element?.children.find(({ name }) => ["docker", "podman", "rkt"].includes(name));
  if (!element || !container) return undefined;
  const [network] = childrenOf(element, "network");
  const maps = (of: Element | undefined, name: string) =>
    childrenOf(of, name).map(({ attributes }) => attributes);
  return {
    container: container.name,
    containerOptions: withNewWords(container.attributes),
    network: network && Object.keys(network.attributes).length ? network.attributes : undefined,
    portMaps: maps(network, "port-mapping"),
    storageMaps: maps(childrenOf(element, "storage")[0], "storage-mapping"),
    meta: metaIn(element),
  };
}

/**
 * What is done before a resource goes: pcs deletes a clone with it, but not what names the clone, and it refuses what a
 * tag marks.
 */
export function freeing(cib: Cib | undefined, id: string): string[][] {
  const holders = emptiedBy(cib, id);
  const dissolved = holders.map(({ name, attributes }) => [
    ...["resource", name === "group" ? "ungroup" : "unclone", attributes["id"] ?? ""],
  ]);
  return [...untagged(cib, [id, ...holders.map(({ attributes }) => attributes["id"] ?? "")]), ...dissolved];
}

// The group and the clone that would be empty without it, the outermost first.
function emptiedBy(cib: Cib | undefined, id: string): Element[] {
  const resources = cib?.section("resources");
  const holder = (resources ? [...everyElement(resources)] : []).find(
    (one) => ["group", "clone", "master"].includes(one.name) && membersOf(one).join() === id,
  );
  return holder ? [...emptiedBy(cib, holder.attributes["id"] ?? ""), holder] : [];
}

function membersOf({ children }: Element): string[] {
  const members = children.filter(({ name }) => ["primitive", "group"].includes(name));
  return members.map(({ attributes }) => attributes["id"] ?? "");
}

function resource(cib: Cib, names: readonly string[], id: string): Element | undefined {
  const resources = cib.section("resources");
  const all = resources ? [...everyElement(resources)] : [];
  return all.find(({ name, attributes }) => names.includes(name) && attributes["id"] === id);
}

function metaIn(element: Element): Texts {
  const sets = childrenOf(element, "meta_attributes").map((set) => nvset(set).values);
  return withNewWords(mergedOf(sets));
}

const newWords: Readonly<Record<string, string>> = {
  "master-max": "promoted-max",
  "master-node-max": "promoted-node-max",
  masters: "promoted-max",
};

// Pacemaker rewrites the old words when its schema is upgraded; where both are there, the new one counts.
function withNewWords(values: Texts): Texts {
  const old = Object.entries(values).filter(([name]) => Object.hasOwn(newWords, name));
  const rest = Object.entries(values).filter(([name]) => !Object.hasOwn(newWords, name));
  return Object.fromEntries([
    ...old.map(([name, value]) => [newWords[name] ?? name, value]),
    ...rest,
  ]) as Texts;
}
