import { deepEqual, ok } from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Lab } from "../../../lab/index.js";
import { ground } from "../objects/ground.js";
import { cib, on } from "../pair/seen.js";
import { REPOSITORY } from "../stack-project.js";
import type { Case } from "../suite.js";

const NODE = "testdb01";
const COUNT = 30;
const PARTS = ["tools", "warm", "cover", "element", "slices", "versions", "write", "worker"];
const START = "import sys;n=int(sys.stdin.readline());exec(compile(sys.stdin.read(n),'p','exec'))";

type Edit = readonly (readonly string[])[];
interface Answer {
  readonly results: readonly { readonly code: number; readonly said: string }[];
}

const there = (): Lab => ground().lab;

/** Resources, a group, a clone, and constraints of each kind. */
const edits: readonly Edit[] = [
  ...Array.from({ length: COUNT }, (_, n) => [
    ["resource", "create", `d${n}`, "ocf:pacemaker:Dummy", `fake=${n}`, "meta", "target-role=Stopped"],
  ]),
  [["resource", "group", "add", "team", "d0", "d1"]],
  [["resource", "clone", "d2"]],
  [["constraint", "location", "add", "l3", "d3", NODE, "50"]],
  [["constraint", "order", "d3", "then", "d4"]],
  [["constraint", "colocation", "add", "d4", "with", "d5", "20"]],
  [["resource", "meta", "d6", "resource-stickiness=7"]],
  [["resource", "delete", "d7"]],
];

/** The program that writes, by itself on a node of a running cluster. */
export const byItself: readonly Case[] = [
  then("slices, the whole, and a pcs that is started for each edit make the same configuration", async () => {
    const made = [];
    for (const change of [(text: string) => text, sliced, cold]) {
      await emptied();
      const [answer] = await written([edits], change);
      deepEqual(
        answer?.results.map(({ code }) => code),
        edits.map(() => 0),
      );
      made.push(await objects());
    }
    deepEqual(made[1], made[0]);
    deepEqual(made[2], made[0]);
  }),
  then(
    "ended by its own timer at 20 moments, it leaves each edit whole or absent, and the next run finishes",
    async () => {
      for (let round = 0; round < 20; round++) {
        await emptied();
        const one = edits.slice(0, COUNT);
        const killed = (text: string) =>
          text.replace(
            "def serve(",
            `signal.setitimer(signal.ITIMER_VIRTUAL, ${(0.3 + round * 0.05).toFixed(2)})\n\n\ndef serve(`,
          );
        await written([one.slice(0, 10), one.slice(10, 20), one.slice(20)], killed);
        const names = await resourceNames();
        ok([0, 10, 20, COUNT].includes(names.length), `${names.length} resources after moment ${round}`);
        const left = one.filter((_edit, n) => !names.includes(`d${n}`));
        await written([left], (text) => text);
        deepEqual((await resourceNames()).length, COUNT);
      }
      deepEqual(await on(there(), NODE, "find", "/run", "-name", "pulumi-pacemaker-*"), "");
    },
  ),
];

function then(name: string, run: () => Promise<void>): Case {
  return { name, run };
}

function sliced(text: string): string {
  return text.replace("LARGE = 50000", "LARGE = 1");
}

function cold(text: string): string {
  return text.replace("sys.version_info < (3, 6)", "True");
}

/** Runs the program with these batches; what it answered before it ended. */
async function written(batches: readonly (readonly Edit[])[], change: (text: string) => string) {
  const read = (part: string) => readFileSync(join(REPOSITORY, `provider/pcs/node/${part}.py`), "utf8");
  const text = change(`${PARTS.map(read).join("\n\n")}\n\nserve({"write": write})\n`);
  const requests = batches.map((batch) =>
    JSON.stringify({ program: "write", edits: batch, patience: 120, secret: "^passwd$" }),
  );
  const stdin = [text, ...requests].map((part) => `${part.length}\n${part}`).join("");
  const { stdout } = await there().exec(NODE, ["python3", "-c", START], { stdin, timeout: 200 });
  return messages(stdout)
    .slice(1)
    .map((answer) => JSON.parse(answer) as Answer);
}

function messages(text: string): readonly string[] {
  const start = text.indexOf("\n") + 1;
  const end = start + Number(text.slice(0, start));
  return start === 0 || text.length < end ? [] : [text.slice(start, end), ...messages(text.slice(end))];
}

async function emptied(): Promise<void> {
  for (const section of ["constraints", "resources"])
    await on(there(), NODE, "cibadmin", "--replace", "--scope", section, "--xml-text", `<${section}/>`);
}

async function objects(): Promise<readonly string[]> {
  const parts = ["resources", "constraints"].map((section) =>
    on(there(), NODE, "cibadmin", "-Q", "-o", section),
  );
  return Promise.all(parts);
}

async function resourceNames(): Promise<readonly string[]> {
  return [...(await cib(there(), NODE)).matchAll(/<primitive id="([^"]+)"/g)].map(([, id = ""]) => id);
}
