import { deepEqual } from "node:assert/strict";
import { drift } from "./objects/drift.js";
import { bootCluster, ground, pcs, takeDown } from "./objects/ground.js";
import { end, life } from "./objects/life.js";
import { oldest } from "./objects/oldest.js";
import { install, trees, versionOf } from "./old-pcs/tree.js";
import type { Case } from "./suite.js";

if (trees().length === 0)
  process.stdout.write(
    "old-pcs: not run. PCS09_DIR names source trees of pcs 0.9, separated by a colon, to run it on.\n",
  );

/** Every change of every object by a real pcs 0.9: its source tree is not ours to keep, so it has to be given. */
export const cases: readonly Case[] = trees().flatMap((tree) => {
  const version = versionOf(tree);
  const all = [
    { name: "takes the place of the installed one", run: () => installed(tree, version) },
    ...[...life(oldest), ...drift(oldest), ...end(oldest)],
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

async function installed(tree: string, version: string): Promise<void> {
  const { lab } = ground();
  await install(lab, tree);
  deepEqual(await pcs(lab, "--version"), version);
}
