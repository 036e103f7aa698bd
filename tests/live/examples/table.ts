import { deepEqual } from "node:assert/strict";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { isDeepStrictEqual } from "node:util";
import type { InstalledPcs } from "../../../provider/pcs/features.js";
import { folderOf } from "../../../provider/dynamic.js";
import { on } from "../pair/seen.js";
import { REPOSITORY } from "../stack-project.js";
import type { Case } from "../suite.js";
import { lines, normalised } from "./configuration.js";
import { objects, saidByExample, saidByObjects } from "./declared.js";
import { lab } from "./ground.js";
import { asWritten, byHand, type Commands, type Made, type Typed } from "./on-node.js";
import { recipes } from "./recipes.js";

/** What programs write, and what people write who make the same with pcs. */
export const table: readonly Case[] = [
  {
    name: "every example writes what its pcs commands write by hand",
    core: true,
    run: async () => {
      const [empty, pcs] = [await emptyCib(), await installedPcs()];
      const said = [];
      for (const recipe of recipes) said.push(await saidByExample(recipe, pcs));
      const written = await asWritten(lab(), "testdb02", empty, said);
      const made: Record<string, readonly string[] | undefined> = {};
      for (const { name, byHand: commands } of recipes) made[name] = (await stepsOf(name, commands)).at(-1);
      const names = recipes.map(({ name }) => name);
      deepEqual(Object.fromEntries(names.map((name, index) => [name, plain(written[index])])), made);
    },
  },
  {
    name: "every object writes what its pcs commands write by hand",
    core: true,
    run: async () => {
      const [empty, pcs] = [await emptyCib(), await installedPcs()];
      const [written] = await asWritten(lab(), "testdb02", empty, [await saidByObjects(pcs)]);
      deepEqual(plain(written), (await stepsOf("objects", objectsByHand)).at(-1));
    },
  },
  {
    name: "every object and every example is compared",
    core: true,
    run: async () => {
      const folders = (path: string) => readdirSync(join(REPOSITORY, path)).sort();
      const compared = new Set(objects.map(({ kind }) => folderOf(kind)));
      const inCib = folders("provider/objects").filter(isInCib);
      deepEqual(
        inCib.filter((name) => !compared.has(name)),
        [],
      );
      deepEqual(folders("examples"), [...recipes.map(({ name }) => name), ...onHosts].sort());
    },
  },
  {
    name: "each command by hand is seen in what is compared",
    core: true,
    run: async () => {
      const all = [...recipes, { name: "objects", byHand: objectsByHand }];
      for (const { name, byHand: commands } of all) {
        const steps = await stepsOf(name, commands);
        const unseen = commands.filter((_one, place) => isDeepStrictEqual(steps[place], steps[place + 1]));
        deepEqual([name, steps.length - 1, unseen], [name, commands.length, []]);
      }
    },
  },
];

// These change what is on the hosts, of which a configuration says nothing: suites of their own apply such programs.
const onHosts = ["gluster", "mariadb", "mariadb-by-reference", "mariadb-on-gluster-backup", "web-content"];
const objectsByHand: Typed = objects.flatMap(({ hand }) => hand);
const stepsByHand = new Map<string, Promise<readonly (readonly string[])[]>>();

/** What is compared before the first of these commands by hand and after each of them; they are run once. */
function stepsOf(name: string, commands: Commands | Typed): Promise<readonly (readonly string[])[]> {
  let steps = stepsByHand.get(name);
  if (!steps) stepsByHand.set(name, (steps = stepwise(commands)));
  return steps;
}

async function stepwise(commands: Commands | Typed): Promise<readonly (readonly string[])[]> {
  const empty = await emptyCib();
  const cibs = await byHand(lab(), "testdb01", empty, commands);
  return [empty, ...cibs].map((cib) => lines(normalised(cib)));
}

/** Whether a folder's object is written into the CIB, and not onto the hosts or into Proxmox. */
function isInCib(folder: string): boolean {
  const exported = Object.values(
    require(join(__dirname, "../../../provider/objects", folder)) as Record<string, unknown>,
  );
  return exported.some((one) => typeof one === "object" && one !== null && "find" in one && "create" in one);
}

function plain(made: Made | undefined): readonly string[] {
  return [...(made?.failure ? [made.failure] : []), ...(made ? lines(normalised(made.cib)) : [])];
}

async function installedPcs(): Promise<InstalledPcs> {
  const [version = "", ...lines] = (await on(lab(), "testdb01", "pcs", "--version", "--full")).split("\n");
  const pacemaker = /[\d.]+/.exec(await on(lab(), "testdb01", "pacemakerd", "--version"))?.[0] ?? "";
  return { version, capabilities: lines.join(" ").split(/\s+/), pacemaker };
}

/** A configuration without anything in it but the two nodes: no cluster has to run for it. */
async function emptyCib(): Promise<string> {
  const cib = await on(lab(), "testdb01", "cibadmin", "--empty");
  const nodes = lab().nodes.map(({ name }, index) => `<node id="${index + 1}" uname="${name}"/>`);
  return cib.replace("<nodes/>", `<nodes>${nodes.join("")}</nodes>`);
}
