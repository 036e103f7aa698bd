import { deepEqual } from "node:assert/strict";
import { configuration, epoch } from "../objects/configuration.js";
import { deployed, done, ground, pcs, refreshed } from "../objects/ground.js";
import type { Case } from "../suite.js";
import { old } from "./declared.js";

const declaring = (which: "changed" | "less") =>
  old.map((one) => ({ ...one, args: one[which] ?? one.changed ?? one.args }));
const having = (which: "changed" | "less") => old.filter((one) => one[which]);

let empty: readonly string[] = [];

/** What happens to one of everything that a pcs 0.9 can make, on nodes that have it after `begin`. */
export function lifeOn(version: string, begin: () => Promise<void>): readonly Case[] {
  return [
    {
      name: `pcs ${version} makes one of everything that it can, and up again and refresh change nothing`,
      core: true,
      run: async () => {
        await begin();
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
      core: true,
      run: async () => {
        const { code, output } = await ground().stack.destroy();
        deepEqual(code, 0, output);
        deepEqual(await configuration(), empty);
      },
    },
  ];
}
