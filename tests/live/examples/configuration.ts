/** An element of a configuration, in a form in which two that mean the same are equal. */
export interface Plain {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly Plain[];
}

// Pacemaker writes these by itself.
const PACEMAKERS = ["have-watchdog", "dc-version", "cluster-infrastructure", "cluster-name"];
// Whoever makes these names them: other elements and people speak of them by their ids.
const NAMED =
  /^(primitive|template|group|clone|master|bundle|port-mapping|storage-mapping|tag|obj_ref|resource_ref|acl_role|acl_target|acl_group|role|alert|recipient)$/;
// The order of what is in these decides something.
const ORDERED = /^(group|resource_set|rsc_colocation|rsc_order|rsc_ticket|acl_role)$/;
// Without anything in them they say nothing.
const HOLLOW = /^(cluster_property_set|instance_attributes|meta_attributes|utilization|operations|storage)$/;

/** The configuration of a CIB without what pcs and Pacemaker choose by themselves: ids of parts, and their order. */
export function normalised(cib: string): Plain {
  const root = parsed(cib);
  const configuration = root.children.find(({ name }) => name === "configuration");
  if (!configuration) throw new Error("There is no configuration in this document");
  return plain(configuration);
}

/** The same as lines, one an element, each with its place: what differs is seen at once. */
export function lines(element: Plain, place = ""): string[] {
  const words = Object.entries(element.attributes).map(([name, value]) => `${name}=${JSON.stringify(value)}`);
  const line = [`${place}${element.name}`, ...words].join(" ");
  return [line, ...element.children.flatMap((child) => lines(child, `${place}  `))];
}

/** The text of a CIB without anything that somebody has configured; its nodes stay. */
export function emptied(cib: string): string {
  return cib
    .replace(/<(resources|constraints|status)>.*<\/\1>/gs, "<$1/>")
    .replace(/<(rsc_defaults|op_defaults|fencing-topology|acls|tags|alerts)>.*<\/\1>/gs, "")
    .replace(/<(rsc_defaults|op_defaults|fencing-topology|acls|tags|alerts)\/>/g, "")
    .replace(/(<node [^>]*[^/>])>.*?<\/node>/gs, "$1/>")
    .replace(/<nvpair id="cib-bootstrap-options-[^>]*name="([^"]*)"[^>]*\/>/g, (pair, name: string) =>
      PACEMAKERS.includes(name) ? pair : "",
    );
}

function plain(element: Element): Plain {
  const { name } = element;
  const children = element.children.map(plain).filter((child) => !isHollow(child));
  const kept = children.filter((child) => !PACEMAKERS.includes(child.attributes["name"] ?? ""));
  const inOrder = ORDERED.test(name) ? kept : sorted(kept);
  return { name, attributes: Object.fromEntries(attributesOf(element)), children: inOrder };
}

// A set with nothing but its own id in it, and a section without a thing.
function isHollow({ name, attributes, children }: Plain): boolean {
  if (children.length > 0 || Object.keys(attributes).length > 0) return false;
  return HOLLOW.test(name) || /^(rsc_defaults|op_defaults|fencing-topology|acls|tags|alerts)$/.test(name);
}

function attributesOf({ name, attributes }: Element): [string, string][] {
  return Object.entries(attributes)
    .filter(([key]) => key !== "id" || NAMED.test(name))
    .sort(([a], [b]) => (a < b ? -1 : 1));
}

function sorted(elements: readonly Plain[]): Plain[] {
  const texts = elements.map((element) => ({ element, text: lines(element).join("\n") }));
  return texts.sort((a, b) => (a.text < b.text ? -1 : 1)).map(({ element }) => element);
}

interface Element {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: Element[];
}

// A reader of its own: what is tested here must not be what reads.
function parsed(text: string): Element {
  const root: Element = { name: "", attributes: {}, children: [] };
  const open = [root];
  for (const [tag = ""] of text.matchAll(/<[A-Za-z/](?:"[^"]*"|[^">])*>/g)) {
    if (tag.startsWith("</")) {
      open.pop();
      continue;
    }
    const pairs = [...tag.matchAll(/([\w:-]+)="([^"]*)"/g)].map(([, key = "", value = ""]) => [
      key,
      decoded(value),
    ]);
    const element: Element = {
      name: /^<([\w-]+)/.exec(tag)?.[1] ?? "",
      attributes: Object.fromEntries(pairs) as Record<string, string>,
      children: [],
    };
    open.at(-1)?.children.push(element);
    if (!tag.endsWith("/>")) open.push(element);
  }
  const [first] = root.children;
  if (!first || open.length > 1) throw new Error("This is no whole XML document");
  return first;
}

const ENTITIES: Readonly<Record<string, string>> = { lt: "<", gt: ">", quot: '"', apos: "'", amp: "&" };

function decoded(value: string): string {
  return value.replace(/&(#x?)?(\w+);/g, (whole, numeric: string | undefined, name: string) =>
    numeric ? String.fromCodePoint(parseInt(name, numeric === "#x" ? 16 : 10)) : (ENTITIES[name] ?? whole),
  );
}
