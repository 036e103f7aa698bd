import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { folderOf, provider } from "../../provider/dynamic.js";
import { wrongCollections } from "./collections.js";
import { wrongConstraints } from "./constraints.js";
import { wrongResources } from "./resources.js";
import { right } from "./right.js";
import { wrongSettings } from "./settings.js";

const wrong = [...wrongResources, ...wrongCollections, ...wrongConstraints, ...wrongSettings];
const objects = join(__dirname, "../../provider/objects");
// Hosts, clusters and machines are no parts of the configuration, and are tested where they are.
const inConfiguration = (name: string) =>
  readFileSync(join(objects, name, `${name}.ts`), "utf8").includes(": CibObject<");

// Without a cluster there is no node to ask: what is said here, is said before hosts exist.
async function said(kind: string, args: Readonly<Record<string, unknown>>): Promise<readonly string[]> {
  const given = Object.entries(args).filter(([, value]) => value !== undefined);
  const { failures } = await provider(kind).check({}, Object.fromEntries(given));
  return failures.map(({ property, reason }) => `${property}: ${reason}`);
}

test.each(Object.entries(right))("nothing is said of a right %s", async (kind, args) => {
  expect(await said(kind, args)).toEqual([]);
});

test.each(wrong)("%s with %s is refused at preview", async (kind, _what, changes, failures) => {
  expect(await said(kind, { ...right[kind], ...changes })).toEqual(failures);
});

test("every object has inputs that are wrong", () => {
  const kinds = [...new Set(wrong.map(([kind]) => folderOf(kind)))].sort();
  expect(kinds).toEqual(readdirSync(objects).filter(inConfiguration).sort());
});
