import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { root } from "./fixtures/packed.js";

// A layer imports only from layers above it in this list, and from itself.
const layers = [
  "provider/ssh",
  "provider/pcs",
  "provider/proxmox",
  "provider/mariadb",
  "provider/lifecycle",
  "provider/objects",
  "components",
  "program",
] as const;
// What only one folder may know.
const owned: readonly (readonly [module: string, owner: string])[] = [
  ["ssh2", "provider/ssh"],
  ["fast-xml-parser", "provider/pcs"],
];

interface Source {
  readonly file: string;
  readonly text: string;
  readonly imports: readonly string[];
}

const isTest = (file: string) => file.endsWith(".test.ts");
const sources: readonly Source[] = [
  "provider",
  "components",
  "program",
  "cli",
  "lab",
  "bench",
  "tests",
  "examples",
]
  .filter((folder) => existsSync(join(root, folder)))
  .flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
      .filter((file) => file.endsWith(".ts"))
      .map((file) => source(`${folder}/${file}`)),
  );
const product = sources.filter(({ file }) => !isTest(file) && /^(provider|components|program)\//.test(file));

function source(file: string): Source {
  const text = readFileSync(join(root, file), "utf8");
  const named = [...text.matchAll(/(?:from|import|require\()\s*"([^"]+)"/g)].map(([, name = ""]) => name);
  const imports = named.map((name) =>
    name.startsWith(".") ? relative(root, join(root, dirname(file), name)) : name,
  );
  return { file, text, imports };
}

const layerOf = (path: string) => layers.findIndex((layer) => path === layer || path.startsWith(`${layer}/`));

function breaches(of: readonly Source[], forbidden: (from: string, imported: string) => boolean): string[] {
  return of.flatMap(({ file, imports }) =>
    imports.filter((imported) => forbidden(file, imported)).map((imported) => `${file} imports ${imported}`),
  );
}

test("the sources are found", () => {
  expect(product.map(({ file }) => file)).toEqual(
    expect.arrayContaining(["provider/ssh/run.ts", "provider/pcs/writer.ts", "provider/lifecycle/verbs.ts"]),
  );
});

test("a layer imports only from those above it", () => {
  const below = (from: string, imported: string) => layerOf(from) >= 0 && layerOf(imported) > layerOf(from);
  expect(breaches(product, below)).toEqual([]);
});

test("a layer is entered by ssh's index alone, and tests and lab stay outside the product", () => {
  const inside = (from: string, imported: string) =>
    (imported.startsWith("provider/ssh/") &&
      imported !== "provider/ssh/index.js" &&
      !from.startsWith("provider/ssh/")) ||
    /^(tests|lab|bench|tools)\//.test(imported);
  expect(breaches(product, inside)).toEqual([]);
});

test("objects never import each other", () => {
  const objectOf = (path: string) => /^provider\/objects\/([^/]+)\//.exec(path)?.[1];
  const other = (from: string, imported: string) =>
    objectOf(from) !== undefined && objectOf(imported) !== undefined && objectOf(from) !== objectOf(imported);
  expect(breaches(product, other)).toEqual([]);
});

test.each(owned)("nobody knows %s but %s", (module, owner) => {
  const stranger = (from: string, imported: string) => imported === module && !from.startsWith(`${owner}/`);
  expect(breaches(product, stranger)).toEqual([]);
});

test("nobody but pcs starts a program on a node, reads its XML, or calls the cluster's tools", () => {
  const beyond = (from: string, imported: string) =>
    /^provider\/pcs\/(program|xml|command)\.js$/.test(imported) && !from.startsWith("provider/pcs/");
  const tools = /"(pcs|cibadmin|crm_\w+|corosync-\w+)"/;
  const calling = product
    .filter(({ file, text }) => !file.startsWith("provider/pcs/") && tools.test(text))
    .map(({ file }) => `${file} calls a tool`);
  expect([...breaches(product, beyond), ...calling]).toEqual([]);
});

test.each<[string, (one: Source) => boolean]>([
  ["has more than 200 lines", ({ text }) => text.trimEnd().split("\n").length > 200],
  ["says any", ({ text }) => /(:|<|\bas)\s*any\s*[)>[;,=]/.test(text)],
  [
    "writes to the console",
    ({ text }) => /\bconsole\.(log|info|warn|error)\(/.test(text.replace(/`[^`]*`/gs, "")),
  ],
  ["leaves something to do", ({ text }) => new RegExp("\\b(TO" + "DO|FIX" + "ME)\\b").test(text)],
  [
    "has a name that says nothing",
    ({ file }) => /(^|[/-])(utils?|helpers?|manager|base|common|types)(\.test)?\.ts$/.test(file),
  ],
])("no file %s", (_what, bad) => {
  expect(sources.filter(bad).map(({ file }) => file)).toEqual([]);
});

const objects = readdirSync(join(root, "provider/objects"));
test.each(objects)("the folder of %s has what each object has", (name) => {
  const files = readdirSync(join(root, "provider/objects", name));
  const expected = ["index.ts", `${name}.ts`, `${name}.test.ts`];
  expect(expected.filter((file) => !files.includes(file))).toEqual([]);
});
