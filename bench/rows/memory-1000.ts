import { bootedLab, emptied, runningCluster, script, stackOn, watched } from "../ground.js";
import { AT_ONCE } from "../growth.js";
import { EXISTING, objects, RESTING, UNPROBED } from "../objects.js";
import type { Row } from "../row.js";

/** The provider's process with many objects. */
export const memory1000: Row = {
  id: "memory-1000",
  what: "memory of the provider's process that makes 1,000 objects",
  against: "of one that makes 10",
  unit: "MB",
  judged: "ours",
  reach: 300,
  most: 1,
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
    return await watched(() => stack.up(...AT_ONCE));
  } finally {
    await stack.close();
    await emptied(lab);
  }
}
