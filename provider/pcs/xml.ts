import { XMLParser } from "fast-xml-parser";

/** An XML element: Pacemaker's documents use no text content that matters here. */
export interface Element {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly Element[];
}

type Parsed = Record<string, unknown> & { ":@"?: Record<string, string> };

const parser = new XMLParser({
  preserveOrder: true,
  ignoreAttributes: false,
  attributeNamePrefix: "@", // without a prefix the parser refuses an attribute called "constructor"
  trimValues: false,
  parseAttributeValue: false,
  ignoreDeclaration: true,
  processEntities: true,
  htmlEntities: true, // numeric references such as &#x27; are decoded only with this
});

/** The root element of a document; throws when the text is not a document. */
export function parseXml(text: string): Element {
  // Indentation would be a node of its own beside each element, a quarter of the time.
  const root = (parser.parse(text.replace(/>\s+</g, "><")) as Parsed[])
    .map(toElement)
    .find((element) => element !== undefined);
  if (!root) throw new Error(`not an XML document: ${text.slice(0, 80)}`);
  return root;
}

/** The child elements of this name. */
export function childrenOf(element: Element | undefined, name: string): readonly Element[] {
  return element?.children.filter((child) => child.name === name) ?? [];
}

/** The first element on this path of names below an element. */
export function below(element: Element | undefined, ...path: string[]): Element | undefined {
  return path.reduce((at, name) => at?.children.find((child) => child.name === name), element);
}

/** Every element below (and including) this one, in document order. */
export function* everyElement(element: Element): Generator<Element> {
  yield element;
  for (const child of element.children) yield* everyElement(child);
}

function toElement(parsed: Parsed): Element | undefined {
  const name = Object.keys(parsed).find((key) => key !== ":@");
  if (!name || name.startsWith("#") || name.startsWith("?")) return undefined;
  const children = (parsed[name] as Parsed[]).map(toElement).filter((child) => child !== undefined);
  const attributes = Object.entries(parsed[":@"] ?? {}).map(([key, value]) => [key.slice(1), value]);
  return { name, attributes: Object.fromEntries(attributes) as Record<string, string>, children };
}
