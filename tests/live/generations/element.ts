/** An element of a CIB. */
export interface Element {
  readonly tag: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly Element[];
}

interface Open extends Element {
  readonly children: Element[];
}

/** Reads XML that has elements and attributes only, as a CIB has. */
export function elementsIn(xml: string): Element {
  const root: Open = { tag: "", attributes: {}, children: [] };
  const path = [root];
  for (const [, closing, tag = "", words = "", empty] of xml.matchAll(
    /<(\/)?([\w-]+)((?:\s+[\w:.-]+="[^"]*")*)\s*(\/)?>/g,
  )) {
    const around = path.at(-1);
    if (!around) throw new Error(`</${tag}> closes nothing`);
    if (closing) {
      if (around.tag !== tag) throw new Error(`</${tag}> closes <${around.tag}>`);
      path.pop();
      continue;
    }
    const element: Open = { tag, attributes: attributesIn(words), children: [] };
    around.children.push(element);
    if (!empty) path.push(element);
  }
  if (path.length !== 1) throw new Error(`<${path.at(-1)?.tag}> is not closed`);
  return root;
}

/** All elements of a name that are below an element, wherever they are. */
export function below(element: Element, tag: string): readonly Element[] {
  return element.children.flatMap((child) => [...(child.tag === tag ? [child] : []), ...below(child, tag)]);
}

function attributesIn(words: string): Record<string, string> {
  return Object.fromEntries(
    [...words.matchAll(/([\w:.-]+)="([^"]*)"/g)].map(([, name = "", value = ""]) => [name, decoded(value)]),
  );
}

const entities: Readonly<Record<string, string>> = { lt: "<", gt: ">", quot: '"', apos: "'", amp: "&" };

function decoded(text: string): string {
  return text.replace(/&(?:#(\d+)|#x([\da-f]+)|(\w+));/gi, (_whole, decimal, hex, name: string) => {
    if (name) return entities[name] ?? "";
    return String.fromCodePoint(decimal ? Number(decimal) : parseInt(String(hex), 16));
  });
}
