import { deepEqual } from "node:assert/strict";
import { drift } from "./objects/drift.js";
import { bootCluster, ground, pcs, takeDown } from "./objects/ground.js";
import { end, life } from "./objects/life.js";
import { oldest } from "./objects/oldest.js";
import { newWords, TAKEN } from "../generations/words.js";
import { install, trees, versionOf } from "./old-pcs/tree.js";
import { on } from "./pair/seen.js";
import type { Case } from "./suite.js";

if (trees().length === 0)
  process.stdout.write(
    "old-pcs: not run. PCS09_DIR names source trees of pcs 0.9, separated by a colon, to run it on.\n",
  );

const FILE = "/tmp/one-of-everything.xml";

/** Every change of every object by a real pcs 0.9: its source tree is not ours to keep, so it has to be given. */
export const cases: readonly Case[] = trees().flatMap((tree) => {
  const version = versionOf(tree);
  const all = [
    { name: "takes the place of the installed one", run: () => installed(tree, version) },
    ...life(oldest),
    { name: "refuses what only newer ones are told, as the stand-in for CentOS 7 does", run: refused },
    ...[...drift(oldest), ...end(oldest)],
  ];
  return all.map(({ name, run }) => ({ name: `pcs ${version}: ${name}`, run }));
});

/** Boots a cluster. */
export async function before(): Promise<void> {
  await bootCluster("bullseye", "old-pcs", "centos7");
  // A container that is not there: its probe has to say so.
  for (const { name } of ground().lab.nodes) {
    const { code } = await ground().lab.exec(name, ["cp", "/usr/bin/podman", "/usr/bin/docker"]);
    deepEqual(code, 0);
  }
}

/** Takes it down. */
export const after = takeDown;

// What is made must not be refused because it is there already.
const room: readonly (readonly [RegExp, string])[] = [
  [/^resource (clone|promotable) (\S+) /, "resource unclone $2"],
  [/^resource create (\S+) /, "resource delete $1"],
  [/^constraint .* (?:constraint-id|id)=(ruled|together)\b/, "constraint remove $1"],
];

/** Of a file with one of everything, so that nothing is refused because it is about something that is not there. */
async function refused(): Promise<void> {
  const { lab } = ground();
  const taken: string[] = [];
  const all = ["0.10.8", "0.11.5", "0.12.0.2"].flatMap(newWords);
  for (const [line, words] of new Map(all.map((words) => [words.join(" "), words]))) {
    await on(lab, "testdb01", "sh", "-c", `cibadmin --query >${FILE}`);
    const [makes, removal = ""] = room.find(([made]) => made.test(line)) ?? [];
    if (makes)
      await pcs(lab, "-f", FILE, ...(makes.exec(line)?.[0] ?? "").replace(makes, removal).split(" "));
    const { code } = await lab.exec("testdb01", ["pcs", "-f", FILE, ...words]);
    if (code !== 1) taken.push(line);
  }
  deepEqual(taken, [TAKEN]);
}

async function installed(tree: string, version: string): Promise<void> {
  const { lab } = ground();
  await install(lab, tree);
  deepEqual(await pcs(lab, "--version"), version);
}
