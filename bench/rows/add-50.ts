import { bootedLab, emptied, idle, runningCluster, script, stackOn, watched } from "../ground.js";
import { commands, EXISTING, objects } from "../objects.js";
import type { Row } from "../row.js";

const COUNT = 50;

/** Objects added to a live cluster; neither side waits for the resources to start. */
export const add50: Row = {
  id: "add-50",
  what: "50 objects on a live cluster (40 resources, 10 constraints), engine included",
  against: "the same 50 pcs commands in bash",
  unit: "s",
  judged: "ratio",
  reach: 0.12,
  run: () => added(0),
};

/** The same until all of the resources run. */
export const add50Running: Row = {
  ...add50,
  id: "add-50-running",
  what: "the same 50 objects, until all resources run",
  against: "the same, then `crm_resource --wait`",
  run: () => added(90),
};

async function added(startTimeout: number) {
  const lab = await bootedLab();
  await runningCluster(lab);
  const wait = startTimeout > 0 ? ["crm_resource --wait --timeout=120s"] : [];
  const other = await script(lab, [...commands(COUNT), ...wait]);
  await idle(lab);
  await emptied(lab);
  const stack = await stackOn(lab, EXISTING + objects(COUNT, { startTimeout }));
  try {
    const { outcome, counts, spans } = await watched(() => stack.up());
    await idle(lab);
    return { ours: outcome.seconds, other, counts, spans };
  } finally {
    await stack.close();
    await emptied(lab);
  }
}
