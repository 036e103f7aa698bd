import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import type * as program from "./program.js";

const clone = join(__dirname, "../..");
const read = (name: string) => readFileSync(join(clone, name), "utf8");
const documents = [
  "README.md",
  "CHANGELOG.md",
  ...readdirSync(join(clone, "docs"), { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".md"))
    .map((name) => join("docs", name)),
];

test("the README's program is the one that is run here", () => {
  expect(/```ts\n([\s\S]*?)```/.exec(read("README.md"))?.[1]).toEqual(read("tests/readme/program.ts"));
});

test("the README's program makes a cluster, a property and an address", async () => {
  const made: string[] = [];
  const warn = jest.spyOn(pulumi.log, "warn").mockResolvedValue();
  pulumi.runtime.setAllConfig({ "project:haclusterPassword": "a password" }, ["project:haclusterPassword"]);
  await pulumi.runtime.setMocks({
    newResource({ type, name, inputs }) {
      made.push(`${type} ${name}`);
      return { id: name, state: { ...inputs, node: "testdb01" } };
    },
    call: ({ inputs }) => inputs,
  });
  const { activeNode } = jest.requireActual<typeof program>("./program.js");
  const active = await new Promise((resolve) => activeNode.apply(resolve));
  expect({ active, made, warned: warn.mock.calls.map(([text]) => text) }).toEqual({
    active: "testdb01",
    warned: [
      "fencing is off: when the nodes lose each other, both run everything, and data written on both is lost",
    ],
    made: [
      "pulumi-nodejs:dynamic/pacemaker:PcsCluster testdb",
      "pulumi-nodejs:dynamic/pacemaker:ClusterProperty stonith-enabled",
      "pulumi-nodejs:dynamic/pacemaker:IPaddr2Resource testdb-ip",
    ],
  });
});

test.each(documents)("the npm scripts that %s names exist", (name) => {
  const { scripts } = JSON.parse(read("package.json")) as { scripts: Record<string, string> };
  const named = [...read(name).matchAll(/\bnpm run ([\w:]+)/g)].map(([, script]) => script);
  expect(named.filter((script) => script && !(script in scripts))).toEqual([]);
});

test.each(documents)("the files that %s links to exist", (name) => {
  const links = [...read(name).matchAll(/\]\((?!https?:|#)([^)#]+)[^)]*\)/g)].map(([, path]) => path ?? "");
  expect(links.filter((path) => !existsSync(join(clone, dirname(name), path)))).toEqual([]);
});
