import { randomInt } from "node:crypto";
import { deepEqual } from "node:assert/strict";
import { labSuite } from "../lab-name.js";
import { changesIn } from "../pair/pair.js";
import type { Case } from "../suite.js";
import { chance } from "../values/chance.js";
import { configuration, epoch } from "./configuration.js";
import { declare, done, ground } from "./ground.js";
import type { Declared } from "./resources.js";

const ONE_BY_ONE = ["--parallel", "1"];
// Two are one of each manner, which is enough for the other systems and for a run of everything.
const ROUNDS = Number(process.env["LIVE_ROUNDS"] ?? (labSuite() === "bookworm" ? 10 : 2));

/** Whole lives of one of everything, in orders that nobody chose. */
export const rounds = (everything: readonly Declared[]): readonly Case[] => [
  {
    name: "one thing at a time, in an order by chance, all is made, kept and destroyed",
    core: true,
    run: () => lives(everything, [ONE_BY_ONE]),
  },
  {
    name: `one thing at a time or all at once, in ${ROUNDS} orders by chance, all is made, kept and destroyed`,
    run: () =>
      lives(
        everything,
        Array.from({ length: ROUNDS }, (_none, round) => (round % 2 === 0 ? ONE_BY_ONE : [])),
      ),
  },
];

// LIVE_SEED gives an order again that was told of.
async function lives(
  everything: readonly Declared[],
  manners: readonly (readonly string[])[],
): Promise<void> {
  const empty = await configuration();
  let made: readonly string[] | undefined;
  for (const [round, manner] of manners.entries()) {
    const seed = Number(process.env["LIVE_SEED"] ?? randomInt(2 ** 31));
    const began = Date.now();
    await life(everything, seed, manner, empty, (seen) => deepEqual(seen, (made ??= seen)));
    const seconds = ((Date.now() - began) / 1000).toFixed(1);
    process.stdout.write(`    round ${round + 1}: LIVE_SEED=${seed} ${manner.join(" ")} ${seconds} s\n`);
  }
}

async function life(
  everything: readonly Declared[],
  seed: number,
  manner: readonly string[],
  empty: readonly string[],
  isTheSame: (made: readonly string[]) => void,
): Promise<void> {
  const { stack } = ground();
  try {
    await declare(byChance(everything, seed));
    deepEqual(changesIn(await stack.up(...manner)), done("create", everything));
    isTheSame(await configuration());
    const before = await epoch();
    deepEqual(changesIn(await stack.up(...manner)), []);
    deepEqual(changesIn(await stack.refresh(...manner)), []);
    deepEqual(await epoch(), before);
    deepEqual(changesIn(await stack.destroy(...manner)), done("delete", everything));
    deepEqual(await configuration(), empty);
  } catch (failure) {
    throw new Error(`With LIVE_SEED=${seed} ${manner.join(" ")}: ${String(failure)}`, { cause: failure });
  }
}

/** The same objects in another order, each after what it needs. */
function byChance(objects: readonly Declared[], seed: number): readonly Declared[] {
  const next = chance(seed);
  const left = [...objects];
  const chosen: Declared[] = [];
  while (left.length > 0) {
    const isThere = (name: string) => chosen.some((one) => one.name === name);
    const ready = left.filter(({ needs = [] }) => needs.every(isThere));
    const one = ready[next(ready.length)];
    if (!one) throw new Error(`Nothing makes what these need: ${left.map(({ name }) => name).join(", ")}`);
    left.splice(left.indexOf(one), 1);
    chosen.push(one);
  }
  return chosen;
}
