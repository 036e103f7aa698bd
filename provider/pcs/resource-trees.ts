import type { Cib } from "./cib.js";
import { nvset } from "./cib.js";
import { childrenOf, everyElement, type Element } from "./xml.js";

type Texts = Readonly<Record<string, string>>;

/** A group or a clone: what is in it, in order, and its meta attributes. */
export interface Collection {
  readonly members: readonly string[];
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
  const members = element.children.filter(({ name }) => ["primitive", "group"].includes(name));
  return { members: members.map(({ attributes }) => attributes["id"] ?? ""), meta: metaIn(element) };
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
    containerOptions: container.attributes,
    network: network && Object.keys(network.attributes).length ? network.attributes : undefined,
    portMaps: maps(network, "port-mapping"),
    storageMaps: maps(childrenOf(element, "storage")[0], "storage-mapping"),
    meta: metaIn(element),
  };
}

/** What pcs deletes with a resource: it, and the clone or the group that would be empty then. */
export function goingWith(cib: Cib | undefined, id: string): string[] {
  const resources = cib?.section("resources");
  const holders = resources ? [...everyElement(resources)].filter(({ name }) => isHolder(name)) : [];
  const emptied = holders.filter((holder) => membersOf(holder).every((member) => member === id));
  const parent = emptied.find((holder) => membersOf(holder).length > 0)?.attributes["id"];
  return parent === undefined ? [id] : [id, ...goingWith(cib, parent)];
}

function isHolder(name: string): boolean {
  return ["group", "clone", "master", "bundle"].includes(name);
}

function membersOf(holder: Element): readonly string[] {
  return holder.children
    .filter(({ name }) => ["primitive", "group"].includes(name))
    .map(({ attributes }) => attributes["id"] ?? "");
}

function resource(cib: Cib, names: readonly string[], id: string): Element | undefined {
  const resources = cib.section("resources");
  const all = resources ? [...everyElement(resources)] : [];
  return all.find(({ name, attributes }) => names.includes(name) && attributes["id"] === id);
}

function metaIn(element: Element): Texts {
  return Object.assign(
    {},
    ...childrenOf(element, "meta_attributes").map((set) => nvset(set).values),
  ) as Texts;
}
