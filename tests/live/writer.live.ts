import { deepEqual, ok } from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { down, type Lab, up } from "../../lab/index.js";
import { labName } from "./lab-name.js";
import { cib, on } from "./pair/seen.js";
import { REPOSITORY } from "./stack-project.js";
import type { Case, Suite } from "./suite.js";

const LAB = labName("writer");
const NODE = "testdb01";
const COUNT = 30;
const PARTS = ["tools", "warm", "cover", "element", "slices", "write", "worker"];
const START = "import sys;n=int(sys.stdin.readline());exec(compile(sys.stdin.read(n),'p','exec'))";

type Edit = readonly (readonly string[])[];
interface Answer {
  readonly results: readonly { readonly code: number; readonly said: string }[];
}

// Changes the configuration ten times a second for a minute.
const STORM = `
import subprocess, time
end = time.time() + 60
while time.time() < end:
    began = time.time()
    subprocess.call(["crm_attribute", "-n", "storm", "-v", str(began)])
    time.sleep(max(0, 0.1 - (time.time() - began)))
`;

let lab: Lab | undefined;
const there = (): Lab => {
  if (!lab) throw new Error("The lab does not run");
  return lab;
};

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
export const cases: Suite["cases"] = [
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
  then("killed at 20 moments, it leaves each edit whole or absent, and the next run finishes", async () => {
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
  }),
  then("ten changes a second by somebody else for a minute: nothing is lost, and it ends", async () => {
    await emptied();
    const storm = there().exec(NODE, ["python3", "-"], { stdin: STORM, timeout: 90 });
    const [answer] = await written([edits], (text) => text);
    deepEqual(
      answer?.results.filter(({ code }) => code !== 0),
      [],
    );
    deepEqual((await resourceNames()).length, COUNT - 1);
    deepEqual((await storm).code, 0);
  }),
];

/** Boots two nodes and makes them a cluster. */
export const before = async (): Promise<void> => {
  lab = await up({ name: LAB, say: () => undefined });
  const hosts = lab.nodes.flatMap(({ name, address }) => [name, `addr=${address}`]);
  for (const { name } of lab.nodes) await on(lab, name, "pcs", "cluster", "destroy");
  await on(lab, NODE, "pcs", "host", "auth", ...hosts, "-u", "hacluster", "-p", "hacluster");
  await on(lab, NODE, "pcs", "cluster", "setup", "testdb", ...hosts, "--start", "--wait=60");
  await on(lab, NODE, "pcs", "property", "set", "stonith-enabled=false", "enable-startup-probes=false");
};

/** Takes them down. */
export const after = async (): Promise<void> => down(LAB, () => undefined);

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
