import { below, childrenOf, everyElement, parseXml, type Element } from "./xml.js";

/** A name-value set with its id, in the order of the document. */
export interface NvSet {
  readonly id: string;
  readonly values: Readonly<Record<string, string>>;
}

/** One operation of a resource: its attributes without `id` and `name`. */
export interface CibOperation {
  readonly id: string;
  readonly name: string;
  readonly values: Readonly<Record<string, string>>;
}

/** A resource of its own (no group, clone or bundle). */
export interface Primitive {
  readonly id: string;
  /** `standard:provider:type`, e.g. `ocf:heartbeat:IPaddr2`. */
  readonly agent: string;
  readonly options: Readonly<Record<string, string>>;
  readonly meta: Readonly<Record<string, string>>;
  readonly utilization: Readonly<Record<string, string>>;
  readonly operations: readonly CibOperation[];
}

/** Pacemaker's configuration at one moment, read as data. */
export class Cib {
  private readonly root: Element;
  private primitivesById: Map<string, Primitive> | undefined;

  constructor(text: string) {
    this.root = parseXml(text);
  }

  /** The configuration's version; higher is newer. */
  get version(): readonly [adminEpoch: number, epoch: number, numUpdates: number] {
    const at = (name: string) => Number(this.root.attributes[name] ?? 0);
    return [at("admin_epoch"), at("epoch"), at("num_updates")];
  }

  /** Whether the partition this was read in has quorum, and a node that decides (a DC). */
  get quorate(): boolean {
    return this.root.attributes["have-quorum"] === "1" && this.root.attributes["dc-uuid"] !== undefined;
  }

  /** The names of the cluster's nodes. */
  get nodes(): readonly string[] {
    return childrenOf(below(this.root, "configuration", "nodes"), "node").map(
      (node) => node.attributes["uname"] ?? "",
    );
  }

  /** The cluster's properties as they are set; what is not set has Pacemaker's default. */
  get properties(): Readonly<Record<string, string>> {
    const sets = childrenOf(below(this.root, "configuration", "crm_config"), "cluster_property_set");
    const ours = sets.find((set) => set.attributes["id"] === "cib-bootstrap-options") ?? sets[0];
    return ours ? nvset(ours).values : {};
  }

  /** The primitive of this id, wherever it is in the tree of resources. */
  primitive(id: string): Primitive | undefined {
    return this.allPrimitives.get(id);
  }

  /** Every primitive by its id. */
  get allPrimitives(): ReadonlyMap<string, Primitive> {
    if (!this.primitivesById) {
      const resources = below(this.root, "configuration", "resources");
      const all = resources ? [...everyElement(resources)] : [];
      const primitives = all.filter((element) => element.name === "primitive").map(primitive);
      this.primitivesById = new Map(primitives.map((one) => [one.id, one]));
    }
    return this.primitivesById;
  }

  /** A part of the configuration, e.g. `constraints`; for the readers of this layer only. */
  section(...path: string[]): Element | undefined {
    return below(this.root, "configuration", ...path);
  }

  /** What element of the configuration has this id, e.g. `clone`; undefined when the id is free. */
  holderOf(id: string): string | undefined {
    const configuration = below(this.root, "configuration");
    if (!configuration) return undefined;
    for (const element of everyElement(configuration))
      if (element.attributes["id"] === id) return element.name;
    return undefined;
  }
}

function primitive(element: Element): Primitive {
  const { id = "", class: standard, provider, type } = element.attributes;
  const merged = (name: string) => mergedOf(childrenOf(element, name).map((set) => nvset(set).values));
  return {
    id,
    agent: [standard, provider, type].filter(Boolean).join(":"),
    options: merged("instance_attributes"),
    meta: merged("meta_attributes"),
    utilization: merged("utilization"),
    operations: childrenOf(below(element, "operations"), "op").map(operation),
  };
}

function operation(element: Element): CibOperation {
  const { id = "", name = "", ...values } = element.attributes;
  const options = childrenOf(element, "instance_attributes").map((set) => nvset(set).values);
  return { id, name, values: mergedOf([values, ...options]) };
}

/** Sets of values as one, of which the later outdo the earlier. */
export function mergedOf(sets: readonly Readonly<Record<string, string>>[]): Record<string, string> {
  // Entry by entry, so that a name such as `__proto__` is one like any other.
  return Object.fromEntries(sets.flatMap((set) => Object.entries(set)));
}

/** The pairs of a name-value set. */
export function nvset(element: Element): NvSet {
  const pairs = childrenOf(element, "nvpair").map(({ attributes }) => [
    attributes["name"],
    attributes["value"] ?? "",
  ]);
  return { id: element.attributes["id"] ?? "", values: Object.fromEntries(pairs) as Record<string, string> };
}

/** Which of two configurations is the newer one, for sorting it first. */
export function newer(a: Cib, b: Cib): number {
  const index = [0, 1, 2].find((part) => a.version[part] !== b.version[part]) ?? 0;
  return (b.version[index] ?? 0) - (a.version[index] ?? 0);
}
