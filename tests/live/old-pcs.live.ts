import { deepEqual } from "node:assert/strict";
import { bootCluster, ground, takeDown } from "./objects/ground.js";
import { lifeOn } from "./old-pcs/life.js";
import { install, trees, versionOf } from "./old-pcs/tree.js";
import type { Case } from "./suite.js";

if (trees().length === 0)
  process.stdout.write(
    "old-pcs: not run. PCS09_DIR names source trees of pcs 0.9, separated by a colon, to run it on.\n",
  );

/** Every change of every object by a real pcs 0.9: its source tree is not ours to keep, so it has to be given. */
export const cases: readonly Case[] = trees().flatMap((tree) =>
  lifeOn(versionOf(tree), () => install(ground().lab, tree)).map((each) => ({ ...each, core: false })),
);

/** Boots a cluster. */
export async function before(): Promise<void> {
  await bootCluster("bullseye", "old-pcs");
  // A container that is not there: its probe has to say so.
  for (const { name } of ground().lab.nodes) {
    const { code } = await ground().lab.exec(name, ["cp", "/usr/bin/podman", "/usr/bin/docker"]);
    deepEqual(code, 0);
  }
}

/** Takes it down. */
export const after = takeDown;
