import { bootedLab, emptied, runningCluster, script, stackOn, watched } from "../ground.js";
import { EXISTING, objects } from "../objects.js";
import type { Row } from "../row.js";

/** Resources that Pacemaker has nothing to do for: what is measured is the configuration. */
export const RESTING = { startTimeout: 0, meta: { "target-role": "Stopped" } };
/** Keeps Pacemaker from looking for each resource on each node. */
export const UNPROBED = "pcs property set enable-startup-probes=false";

/** The provider's process with many objects. */
export const memory1000: Row = {
  id: "memory-1000",
  what: "memory of the provider's process that makes 1,000 objects",
  against: "of one that makes 10",
  unit: "MB",
  judged: "ours",
  reach: 300,
  run: async () => {
    const [few, many] = [await made(10), await made(1000)];
    return {
      ours: many.counts.megabytes,
      other: few.counts.megabytes,
      counts: many.counts,
      beside: { "seconds for 1,000": many.outcome.seconds },
    };
  },
};

async function made(count: number) {
  const lab = await bootedLab();
  await runningCluster(lab);
  await script(lab, [UNPROBED]);
  const stack = await stackOn(lab, EXISTING + objects(count, RESTING));
  try {
    return await watched(() => stack.up("--parallel", "100"));
  } finally {
    await stack.close();
    await emptied(lab);
  }
}
