import { deepEqual } from "node:assert/strict";
import { configuration, epoch } from "./objects/configuration.js";
import { bootCluster, deployed, done, ground, pcs, refreshed, takeDown } from "./objects/ground.js";
import { old } from "./old-pcs/declared.js";
import { install, trees, versionOf } from "./old-pcs/tree.js";
import type { Case } from "./suite.js";

const declaring = (which: "changed" | "less") =>
  old.map((one) => ({ ...one, args: one[which] ?? one.changed ?? one.args }));
const having = (which: "changed" | "less") => old.filter((one) => one[which]);

let empty: readonly string[] = [];

function casesOf(tree: string): readonly Case[] {
  const version = versionOf(tree);
  return [
    {
      name: `pcs ${version} makes one of everything that it can, and up again and refresh change nothing`,
      run: async () => {
        await install(ground().lab, tree);
        deepEqual(await pcs(ground().lab, "--version"), version);
        empty = await configuration();
        deepEqual(await deployed(old), done("create", old));
        deepEqual(await refreshed(), []);
        const before = await epoch();
        deepEqual(await deployed(old), []);
        deepEqual(await epoch(), before);
      },
    },
    {
      name: `pcs ${version} changes every argument in place`,
      run: async () => {
        deepEqual(await deployed(declaring("changed")), done("update", having("changed")));
        deepEqual(await refreshed(), []);
      },
    },
    {
      name: `pcs ${version} takes away what is not declared any more`,
      run: async () => {
        deepEqual(await deployed(declaring("less")), done("update", having("less")));
        deepEqual(await refreshed(), []);
      },
    },
    {
      name: `pcs ${version} deletes all of it, and nothing is left`,
      run: async () => {
        const { code, output } = await ground().stack.destroy();
        deepEqual(code, 0, output);
        deepEqual(await configuration(), empty);
      },
    },
  ];
}

if (trees().length === 0)
  process.stdout.write(
    "old-pcs: not run. PCS09_DIR names source trees of pcs 0.9, separated by a colon, to run it on.\n",
  );

/** Every change of every object by a real pcs 0.9: its source tree is not ours to keep, so it has to be given. */
export const cases: readonly Case[] = trees().flatMap(casesOf);

/** Boots a cluster. */
export async function before(): Promise<void> {
  await bootCluster("bullseye", "old-pcs");
  // A container that is not there: its probe has to say so.
  for (const { name } of ground().lab.nodes) {
    const { code } = await ground().lab.exec(name, ["cp", "/usr/bin/podman", "/usr/bin/docker"]);
    deepEqual(code, 0);
  }
}

/** Takes it down. */
export const after = takeDown;
