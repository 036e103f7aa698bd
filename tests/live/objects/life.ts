import { deepEqual } from "node:assert/strict";
import { on } from "../pair/seen.js";
import type { Case } from "../suite.js";
import { configuration, epoch } from "./configuration.js";
import { byHand, deployed, done, ground, refreshed } from "./ground.js";
import type { Declared } from "./resources.js";

/** The same objects with other arguments. */
export const declaring = (objects: readonly Declared[], which: "changed" | "less"): readonly Declared[] =>
  objects.map((one) => ({ ...one, args: one[which] ?? one.changed ?? one.args }));

let empty: readonly string[] = [];
let made: readonly string[] = [];

/** What happens to one of everything. */
export const life = (everything: readonly Declared[]): readonly Case[] => [
  {
    name: "one of everything is made, and up again and refresh change nothing",
    core: true,
    run: async () => {
      empty = await configuration();
      deepEqual(await deployed(everything), done("create", everything));
      made = await configuration();
      deepEqual(await refreshed(), []);
      const before = await epoch();
      deepEqual(await deployed(everything), []);
      deepEqual(await epoch(), before);
    },
  },
  {
    name: "every argument changes in place",
    run: async () => {
      deepEqual(
        await deployed(declaring(everything, "changed")),
        done(
          "update",
          everything.filter(({ changed }) => changed),
        ),
      );
      deepEqual(await refreshed(), []);
    },
  },
  {
    name: "what is not declared any more is gone from the configuration",
    run: async () => {
      const objects = declaring(everything, "less");
      deepEqual(
        await deployed(objects),
        done(
          "update",
          everything.filter(({ less }) => less),
        ),
      );
      deepEqual(await refreshed(), []);
      deepEqual(await deployed(objects), []);
      await deployed(everything);
      deepEqual(await configuration(), made);
    },
  },
];

/** How it ends, and begins again from what was made by hand. */
export const end = (everything: readonly Declared[]): readonly Case[] => [
  {
    name: "all of it is destroyed, and nothing is left",
    core: true,
    run: async () => {
      deepEqual((await ground().stack.destroy()).code, 0);
      deepEqual(await configuration(), empty);
    },
  },
  {
    name: "the same made by hand is taken over without a change, and is what the program makes",
    run: async () => {
      await byHand(everything.flatMap(({ hand }) => hand));
      deepEqual(await configuration(), made);
      const before = await epoch();
      deepEqual(await deployed(everything, { adopt: true, unordered: true }), done("create", everything));
      deepEqual(await epoch(), before);
      deepEqual(await refreshed(), []);
    },
  },
  {
    name: "a program that says nothing of the order is destroyed as well",
    run: async () => {
      const { code, output } = await ground().stack.destroy();
      deepEqual(code, 0, output);
      deepEqual(await configuration(), empty);
      const shown = await on(ground().lab, "testdb01", "crm_mon", "-1", "-r", "--output-as=xml");
      deepEqual(shown.match(/<resource id="[^"]*"/g), null);
    },
  },
];
