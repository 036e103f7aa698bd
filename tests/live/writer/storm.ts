import { deepEqual, ok } from "node:assert/strict";
import { cib, on, properties } from "../pair/seen.js";
import { declare, done, ground } from "../objects/ground.js";
import type { Declared } from "../objects/resources.js";
import { changesIn } from "../pair/pair.js";
import type { Case } from "../suite.js";

const SECONDS = 60;
// What may be left to do when it is over.
const MOST_SECONDS = 240;
const NODE = "testdb01";

// Somebody else, who changes the configuration ten times a second and never the same thing twice.
const STORM = `
import subprocess, time
began = time.time()
number = 0
while time.time() - began < ${SECONDS}:
    subprocess.check_call(["crm_attribute", "-n", "storm-%d" % number, "-v", str(number)])
    number += 1
    time.sleep(max(0, began + 0.1 * number - time.time()))
print(number)
`;

const objects: readonly Declared[] = Array.from({ length: 20 }, (_none, n) => [
  {
    kind: "PrimitiveResource",
    name: `d${n}`,
    args: { agent: "ocf:pacemaker:Dummy", startTimeout: 0 },
    hand: [],
  },
  {
    kind: "LocationConstraint",
    name: `l${n}`,
    args: { resource: `d${n}`, node: NODE, score: n },
    needs: [`d${n}`],
    hand: [],
  },
]).flat();

/** Somebody else writes all the time. */
export const storm: readonly Case[] = [
  {
    name: "ten changes a second by somebody else for a minute: up and destroy lose nothing, theirs or ours, and end",
    run: async () => {
      const { lab, stack } = ground();
      const before = await on(lab, NODE, "cibadmin", "-Q", "-o", "crm_config");
      await declare(objects);
      const began = Date.now();
      const seconds = () => (Date.now() - began) / 1000;
      const blowing = lab.exec("testdb02", ["python3", "-"], { stdin: STORM, timeout: 300 });
      let blows = true;
      void blowing.finally(() => (blows = false));
      for (let round = 1; blows; round++) {
        deepEqual(changesIn(await stack.up()), done("create", objects));
        const made = await cib(lab, NODE);
        for (const { name } of objects) ok(made.includes(` id="${name}"`), `${name} is not there`);
        deepEqual(changesIn(await stack.destroy()), done("delete", objects));
        process.stdout.write(`    made and destroyed ${round} times after ${seconds().toFixed(1)} s\n`);
      }
      const { code, stdout, stderr } = await blowing;
      deepEqual(code, 0, stderr);
      const left = await cib(lab, NODE);
      const theirs = Object.keys(properties(left)).filter((name) => name.startsWith("storm-"));
      deepEqual(theirs.length, Number(stdout));
      for (const { name } of objects) ok(!left.includes(` id="${name}"`), `${name} is there`);
      process.stdout.write(`    ${theirs.length} changes by the storm, all there\n`);
      ok(seconds() < SECONDS + MOST_SECONDS, `${seconds()} s`);
      await on(lab, NODE, "cibadmin", "--replace", "--scope", "crm_config", "--xml-text", before);
    },
  },
];
