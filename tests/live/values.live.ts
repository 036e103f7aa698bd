import { deepEqual, ok } from "node:assert/strict";
import { randomInt } from "node:crypto";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { run } from "../../lab/command.js";
import { labSuite } from "./lab-name.js";
import { configuration } from "./objects/configuration.js";
import { bootCluster, byHand, ground, takeDown } from "./objects/ground.js";
import { on } from "./pair/seen.js";
import type { Case } from "./suite.js";
import { TRACE } from "./values/hostile.js";
import type { Outcome } from "./values/trials.js";

// LIVE_SEED gives the same texts again.
const seed = Number(process.env["LIVE_SEED"] ?? randomInt(2 ** 31));

// What the objects under trial name, and what must stay as it is.
const THERE = [
  ...["a", "b", "c", "d", "e", "g", "h"].map(
    (id) => `resource create ${id} ocf:pacemaker:Dummy meta target-role=Stopped`,
  ),
  "stonith create f fence_dummy meta target-role=Stopped",
  "acl role create r read xpath /cib",
  // What an agent makes of such values is its own affair: a probe that fails would keep its resource from going.
  ...["testdb01", "testdb02"].map(
    (node) => `constraint location add still-${node} 'regexp%.*' ${node} 0 resource-discovery=never`,
  ),
];

/** Texts that something may stumble over, in every argument of every object, written by a real pcs. */
export const cases: readonly Case[] = [
  { ...texts("hundreds of", 2, 300), core: true },
  texts("thousands of", 20, 3000),
  { ...confTexts("some", 1, 50), core: true },
  confTexts("a thousand", 16, 900),
  { ...hostTexts("some", 6, 20), core: true },
  hostTexts("more", 30, 110),
];

/** Boots a cluster with a few things in it, and says how to have the same texts again. */
export async function before(): Promise<void> {
  process.stdout.write(`LIVE_SEED=${seed}\n`);
  await bootCluster(labSuite(), "values");
  await byHand(THERE);
}

/** Takes it down. */
export const after = takeDown;

function texts(many: string, rounds: number, least: number): Case {
  return {
    name: `${many} hostile texts, in every argument, arrive unchanged or are refused at preview`,
    run: async () => {
      const { lab } = ground();
      const earlier = await configuration();
      const { arrived, refused, unknown, wrong } = await tried(rounds);
      const told = `LIVE_SEED=${seed}: ${arrived} arrived, ${refused} were refused, ${unknown} name nothing`;
      process.stdout.write(`${told}\n`);
      deepEqual(wrong, [], told);
      ok(arrived > least / 5 && refused > least / 3 && arrived + refused > least, told);
      deepEqual(await configuration(), earlier);
      for (const { name } of lab.nodes) await on(lab, name, "test", "!", "-e", TRACE);
      deepEqual(existsSync(TRACE), false);
    },
  };
}

// A file that pcs writes and Corosync reads, of which no cluster is made.
function confTexts(many: string, rounds: number, least: number): Case {
  return {
    name: `${many} texts for a cluster and its quorum device are refused at preview, or are in the corosync.conf that pcs drafts`,
    run: async () => {
      const { lab } = ground();
      const { arrived, refused, unknown, wrong } = await tried(rounds, "corosync.conf");
      const told = `LIVE_SEED=${seed}: ${arrived} arrived, ${refused} were refused, ${unknown} name nothing`;
      process.stdout.write(`${told}\n`);
      deepEqual(wrong, [], told);
      ok(arrived > least / 50 && refused > least / 2 && arrived + refused > least, told);
      for (const { name } of lab.nodes) await on(lab, name, "test", "!", "-e", TRACE);
      deepEqual(existsSync(TRACE), false);
    },
  };
}

function hostTexts(many: string, rounds: number, least: number): Case {
  return {
    name: `${many} texts for a host's password, names and token are refused at preview, or are on the host`,
    run: async () => {
      const { lab } = ground();
      const { arrived, refused, wrong } = await tried(rounds, "hosts");
      const told = `LIVE_SEED=${seed}: ${arrived} arrived, ${refused} were refused`;
      process.stdout.write(`${told}\n`);
      deepEqual(wrong, [], told);
      ok(arrived > least / 50 && refused > least / 3 && arrived + refused > least, told);
      for (const { name } of lab.nodes) await on(lab, name, "test", "!", "-e", TRACE);
      deepEqual(existsSync(TRACE), false);
    },
  };
}

async function tried(rounds: number, ...where: readonly string[]): Promise<Outcome> {
  const { lab } = ground();
  const script = join(__dirname, "values/trials.js");
  const program = [process.execPath, script, lab.name, `${seed}`, `${rounds}`, ...where];
  const { code, stdout, stderr } = await run(lab.inNamespace(program), { timeout: 1200 });
  if (code !== 0) throw new Error(`The trials ended with ${code}: ${stderr}${stdout}`);
  return JSON.parse(stdout.split("\n").at(-1) ?? "") as Outcome;
}
