import { execFileSync } from "node:child_process";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { providerText } from "../provider/lifecycle/provider-text.js";
import { packProgram, root, type PackedProgram } from "./fixtures/packed.js";

const stored = (kind: string) =>
  `exports.handler = () => require("pulumi-pacemaker/dynamic").provider("${kind}");\n`;
const kinds = readdirSync(join(root, "provider/objects")).flatMap((folder) => {
  const exported = Object.values(require(join(root, "provider/objects", folder)) as object) as {
    kind?: string;
  }[];
  return exported.flatMap(({ kind }) => (typeof kind === "string" ? [kind] : []));
});

let program: PackedProgram;

beforeAll(() => {
  program = packProgram();
}, 60_000);

afterAll(() => program?.remove());

const sources = readdirSync(join(root, "provider"), { recursive: true, encoding: "utf8" })
  .filter((file) => /\.(ts|py)$/.test(file) && !file.endsWith(".test.ts"))
  .map((file) => `dist/provider/${file}`);
const documents = readdirSync(root).filter((file) => /^(README|LICENSE|CHANGELOG)/.test(file));

test("the package holds what was built of the provider, the programs for nodes, and the documents", () => {
  const built = sources.flatMap((file) =>
    file.endsWith(".py") ? [file] : [file.replace(/ts$/, "js"), file.replace(/ts$/, "d.ts")],
  );
  const missing = [...built, ...documents, "package.json"].filter((file) => !program.files.includes(file));
  expect(missing).toEqual([]);
});

test("the package holds no tests, no lab and no sources of its own", () => {
  const allowed = (file: string) =>
    ["package.json", ...documents].includes(file) ||
    /^dist\/(provider|components)\/.*(\.d\.ts|\.js|\.py)$/.test(file);
  expect(program.files.filter((file) => !allowed(file) || file.includes(".test."))).toEqual([]);
});

test("the stored text of each kind is the one of every state there is", () => {
  expect(kinds).toEqual(expect.arrayContaining(["ClusterProperty", "IPaddr2Resource", "PcsCluster"]));
  expect(kinds.map(providerText)).toEqual(kinds.map(stored));
});

test("the text is the same from the build and from the packed package", () => {
  const texts = (module: string) =>
    `console.log(JSON.stringify(${JSON.stringify(kinds)}.map(require(${JSON.stringify(module)}).providerText)))`;
  const built = execFileSync(process.execPath, ["-e", texts("./dist/provider/lifecycle/provider-text.js")], {
    cwd: root,
    encoding: "utf8",
  });
  expect(JSON.parse(built)).toEqual(kinds.map(stored));
  const packed = "./node_modules/pulumi-pacemaker/dist/provider/lifecycle/provider-text.js";
  expect(program.run(texts(packed))).toEqual(kinds.map(stored));
});

test("a program elsewhere registers its resources with the text", () => {
  const registered = program.run(`
    const pulumi = require("@pulumi/pulumi");
    const seen = [];
    const newResource = ({ type, name, inputs }) => {
      seen.push([type, name, inputs.__provider, inputs.name, inputs.value]);
      return { id: name, state: inputs };
    };
    pulumi.runtime.setMocks({ newResource, call: () => ({}) });
    const { ClusterProperty, existingCluster } = require("pulumi-pacemaker");
    const cluster = existingCluster({ nodes: [{ name: "n1", address: "10.0.0.1" }] });
    new ClusterProperty("no-quorum-policy", { cluster, value: "stop" }).id.apply(() => console.log(JSON.stringify(seen)));
  `);
  expect(registered).toEqual([
    [
      "pulumi-nodejs:dynamic/pacemaker:ClusterProperty",
      "no-quorum-policy",
      stored("ClusterProperty"),
      "no-quorum-policy",
      "stop",
    ],
  ]);
});
