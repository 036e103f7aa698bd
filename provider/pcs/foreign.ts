import type { Cib } from "./cib.js";
import { mergedOf, nvset } from "./cib.js";
import type { Known } from "./ledger.js";
import { isTrue } from "./options.js";
import { reservedProperties } from "./property-metadata.js";
import { nodeValues } from "./sections.js";
import { childrenOf, everyElement, type Element } from "./xml.js";

/** A thing in a cluster that no object of its stack made or took over. */
export interface Foreign {
  /**
   * What Pacemaker calls it: `primitive`, `group`, `rsc_location`, `tag`, ...; or what somebody said of a resource, a node
   * or the cluster: `target-role`, `is-managed`, `maintenance`, `standby`, `property`.
   */
  readonly kind: string;
  /** Its id, or the resource's, the node's, the property's name. */
  readonly id: string;
  /** What was said. */
  readonly value?: string;
}

const sections = ["resources", "constraints", "tags", "alerts", "acls"];
const things = [
  ...["primitive", "template", "group", "clone", "master", "bundle", "tag", "alert"],
  ...["rsc_location", "rsc_colocation", "rsc_order", "rsc_ticket", "acl_role", "acl_target", "acl_group"],
];
const holders = ["primitive", "group", "clone", "master", "bundle"];

/** Everything in a configuration that a stack does not know, sorted: nothing of it is touched. */
export function foreignIn(cib: Cib, known: Known): readonly Foreign[] {
  const elements = sections.flatMap((name) => elementsOf(cib.section(name)));
  const found = [
    ...[...elements.filter(({ name }) => things.includes(name)), ...defaults(cib)]
      .map((element) => ({ kind: element.name, id: element.attributes["id"] ?? "" }))
      .filter(({ id }) => !known.hasId(id)),
    ...elements
      .filter(({ name }) => holders.includes(name))
      .flatMap(held)
      .filter((one) => !known.has(one)),
    ...cib.nodes.flatMap((node) => away(cib, node, known)),
    ...Object.entries(cib.properties)
      .map(([id, value]) => ({ kind: "property", id, value }))
      .filter(({ id }) => !reservedProperties.has(id) && !known.has({ kind: "ClusterProperty", id })),
  ];
  const word = ({ kind, id }: Foreign) => `${kind} ${id}`;
  return found.sort((a, b) => (word(a) < word(b) ? -1 : 1));
}

/** What would be lost with the cluster: resources, fencing devices among them. */
export function runsIn(foreign: readonly Foreign[]): readonly Foreign[] {
  return foreign.filter(({ kind }) => kind === "primitive" || kind === "bundle");
}

function elementsOf(section: Element | undefined): readonly Element[] {
  return section ? [...everyElement(section)] : [];
}

function defaults(cib: Cib): readonly Element[] {
  return ["rsc_defaults", "op_defaults"].flatMap((name) =>
    childrenOf(cib.section(name), "meta_attributes").filter(({ children }) => children.length > 0),
  );
}

// What an operator says for now; a resource that is to run is as everybody expects it.
function held(resource: Element): readonly Foreign[] {
  const id = resource.attributes["id"] ?? "";
  const sets = childrenOf(resource, "meta_attributes").map((set) => nvset(set).values);
  const meta = mergedOf(sets);
  return Object.entries(meta)
    .filter(
      ([name, value]) =>
        (name === "target-role" && value !== "Started") ||
        (name === "is-managed" && !isTrue(value)) ||
        (name === "maintenance" && isTrue(value)),
    )
    .map(([kind, value]) => ({ kind, id, value }));
}

function away(cib: Cib, node: string, known: Known): readonly Foreign[] {
  const values = nodeValues(cib, node, "instance_attributes") ?? {};
  const kinds = { standby: "NodeStandby", maintenance: "NodeMaintenance" } as const;
  return (["standby", "maintenance"] as const)
    .filter((kind) => isTrue(values[kind]) && !known.has({ kind: kinds[kind], id: node }))
    .map((kind) => ({ kind, id: node, value: values[kind] ?? "" }));
}
