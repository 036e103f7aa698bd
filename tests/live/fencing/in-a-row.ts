import { randomInt } from "node:crypto";
import { chance } from "../values/chance.js";
import type { Case } from "../suite.js";
import { all, lost } from "./losses.js";

// LIVE_TIMES gives another number.
const TIMES = Number(process.env["LIVE_TIMES"] ?? 20);

/** One loss after the other, with nothing done by hand between them. */
export const inARow: readonly Case[] = [
  {
    name: `the active node is lost ${TIMES} times in a row, in ways by chance, and nobody has to do anything`,
    run: async () => {
      // LIVE_SEED gives the same ways again.
      const seed = Number(process.env["LIVE_SEED"] ?? randomInt(2 ** 31));
      process.stdout.write(`LIVE_SEED=${seed}\n`);
      const pick = chance(seed);
      for (let time = 1; time <= TIMES; time++) {
        const loss = all[pick(all.length)] ?? all[0];
        if (loss) await lost({ ...loss, what: `${time}. ${loss.what}` });
      }
    },
  },
];
