import { deepEqual, ok } from "node:assert/strict";
import { randomInt } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { configuration, linesOf } from "../objects/configuration.js";
import { declare, done, ground } from "../objects/ground.js";
import type { Declared } from "../objects/resources.js";
import { changesIn } from "../pair/pair.js";
import { on } from "../pair/seen.js";
import { REPOSITORY } from "../stack-project.js";
import type { Case } from "../suite.js";
import { chance } from "../values/chance.js";

const MOMENTS = 20;
const RESOURCES = 16;
const NODE = "testdb01";

// Each takes two pcs commands and has several parts, so that half of one would be seen.
const resources = numbers(RESOURCES).map((n) => ({
  kind: "PrimitiveResource",
  name: `d${n}`,
  args: {
    agent: "ocf:pacemaker:Dummy",
    options: { fake: `f${n}` },
    operations: [{ name: "monitor", interval: "15s", timeout: "20s" }],
    meta: { "target-role": "Stopped", "resource-stickiness": n },
    utilization: { cpu: n + 1, memory: 64 },
  },
  hand: [],
}));
const constraints = numbers(RESOURCES / 2).map((n) => ({
  kind: "LocationConstraint",
  name: `l${n}`,
  args: { resource: `d${n}`, node: NODE, score: n },
  needs: [`d${n}`],
  hand: [],
}));
const objects: readonly Declared[] = [...resources, ...constraints];

/** The program that writes dies at any moment of a run. */
export const killed: readonly Case[] = [
  {
    name: `killed at ${MOMENTS} moments by chance it leaves each object whole or absent, and the next up finishes`,
    run: async () => {
      const { stack } = ground();
      const empty = await configuration();
      await declare(objects);
      const [made, life] = await Promise.all([stack.up(), killer()]);
      deepEqual(changesIn(made), done("create", objects));
      const whole = await configuration();
      await destroyed(empty);
      const seed = Number(process.env["LIVE_SEED"] ?? randomInt(2 ** 31));
      process.stdout.write(`    LIVE_SEED=${seed}, the program lives ${life.trim()} ms\n`);
      const next = chance(seed);
      let hits = 0;
      // A run may be quicker than the first: what was too late once is not tried again.
      let most = Number(life);
      for (let moment = 1; moment <= MOMENTS; moment++) {
        const at = next(most);
        const [outcome, seen] = await Promise.all([stack.up(), killer(String(at))]);
        if (seen.startsWith("killed")) hits++;
        else most = at;
        const there = wholeOnes(linesOf(seen), whole);
        if (outcome.code !== 0) deepEqual((await stack.up()).code, 0);
        deepEqual(changesIn(await stack.up()), []);
        deepEqual(await configuration(), whole);
        const told = `${seen.split("\n")[0]} with ${there} of ${objects.length} there, exit ${outcome.code}`;
        process.stdout.write(`    moment ${moment}, after ${at} ms: ${told}\n`);
        await destroyed(empty);
      }
      ok(hits >= MOMENTS / 2, `only ${hits} were killed`);
      deepEqual(await on(ground().lab, NODE, "find", "/run", "-name", "pulumi-pacemaker-*"), "");
    },
  },
];

/** How many of the objects are there; each of them has to be with all of its parts. */
function wholeOnes(lines: readonly string[], whole: readonly string[]): number {
  const partsIn = (all: readonly string[], name: string) =>
    all.filter((line) => line.includes(` id="${name}"`));
  const there = objects.filter(({ name }) => partsIn(lines, name).length > 0);
  for (const { name } of there) deepEqual(partsIn(lines, name), partsIn(whole, name));
  return there.length;
}

async function destroyed(empty: readonly string[]): Promise<void> {
  deepEqual(changesIn(await ground().stack.destroy()), done("delete", objects));
  deepEqual(await configuration(), empty);
}

async function killer(...words: readonly string[]): Promise<string> {
  const stdin = readFileSync(join(REPOSITORY, "tests/live/writer/killer.py"), "utf8");
  const find = `for p in python3 python2; do command -v $p >/dev/null && exec $p - "$@"; done`;
  const { code, stdout, stderr } = await ground().lab.exec(NODE, ["sh", "-c", find, "sh", ...words], {
    stdin,
    timeout: 300,
  });
  deepEqual(code, 0, stderr);
  return stdout;
}

function numbers(count: number): readonly number[] {
  return Array.from({ length: count }, (_none, n) => n);
}
