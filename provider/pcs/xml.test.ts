import { below, childrenOf, everyElement, parseXml } from "./xml.js";

const leaf = (name: string, attributes: Record<string, string>) => ({ name, attributes, children: [] });

test.each<[string, string, unknown]>([
  ["entities", '<a v="&lt;&gt;&amp;&quot;&apos;&#x27;&#9;é"/>', leaf("a", { v: "<>&\"''\té" })],
  ["blanks at both ends", '<a v="  x  "/>', leaf("a", { v: "  x  " })],
  ["an empty value", '<a v=""/>', leaf("a", { v: "" })],
  ["values that look like numbers and truths", '<a v="007" w="true"/>', leaf("a", { v: "007", w: "true" })],
  ["an attribute called constructor", '<a constructor="x"/>', leaf("a", { constructor: "x" })],
  [
    "a declaration, a comment and text",
    '<?xml version="1.0"?>\n<!-- c -->\n<a>\n text \n</a>\n',
    leaf("a", {}),
  ],
  [
    "children in their order",
    "<a><c/><b/><c/></a>",
    { name: "a", attributes: {}, children: [leaf("c", {}), leaf("b", {}), leaf("c", {})] },
  ],
])("a document keeps %s", (_what, text, expected) => {
  expect(parseXml(text)).toEqual(expected);
});

test.each(["", "unable to get cib", "<!-- nothing -->"])("%j is not a document", (text) => {
  expect(() => parseXml(text)).toThrow("not an XML document: ");
});

test("elements are found by their names on the way down", () => {
  const root = parseXml(
    '<cib><configuration><nodes><node id="1"/><node id="2"/></nodes></configuration></cib>',
  );
  const nodes = below(root, "configuration", "nodes");
  expect(childrenOf(nodes, "node").map(({ attributes }) => attributes["id"])).toEqual(["1", "2"]);
  expect([below(root, "status", "nodes"), childrenOf(undefined, "node")]).toEqual([undefined, []]);
  expect([...everyElement(root)].map(({ name }) => name)).toEqual([
    "cib",
    "configuration",
    "nodes",
    "node",
    "node",
  ]);
});
