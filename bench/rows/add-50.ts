import { AT_ONCE } from "../growth.js";
import { bootedLab, emptied, idle, runningCluster, script, stackOn, watched } from "../ground.js";
import { commands, EXISTING, nothings, objects } from "../objects.js";
import type { Row } from "../row.js";

const COUNT = 50;

/** Objects added to a live cluster; neither side waits for the resources to start. */
export const add50: Row = {
  id: "add-50",
  what: `50 objects on a live cluster (40 resources, 10 constraints), engine included, \`pulumi up ${AT_ONCE.join(" ")}\``,
  against: "the same 50 pcs commands in bash",
  unit: "s",
  judged: "ratio",
  reach: 0.12,
  run: async () => {
    const other = await byHand([]);
    const { outcome, counts, spans } = await added(objects(COUNT), AT_ONCE);
    const beside = {
      "without --parallel": (await added(objects(COUNT), [])).outcome.seconds,
      "the engine alone, 50 that do nothing": (await added(nothings(COUNT), AT_ONCE)).outcome.seconds,
    };
    return { ours: outcome.seconds, other, counts, spans, beside };
  },
};

/** The same until all of the resources run. */
export const add50Running: Row = {
  ...add50,
  id: "add-50-running",
  what: "the same 50 objects, until all resources run",
  against: "the same, then `crm_resource --wait`",
  most: 1,
  run: async () => {
    const other = await byHand(["crm_resource --wait --timeout=120s"]);
    const { outcome, counts, spans } = await added(objects(COUNT, { startTimeout: 90 }), AT_ONCE);
    return { ours: outcome.seconds, other, counts, spans };
  },
};

async function byHand(after: readonly string[]): Promise<number> {
  const lab = await bootedLab();
  await runningCluster(lab);
  try {
    return await script(lab, [...commands(COUNT), ...after]);
  } finally {
    await idle(lab);
    await emptied(lab);
  }
}

async function added(body: string, how: readonly string[]) {
  const lab = await bootedLab();
  const stack = await stackOn(lab, EXISTING + body);
  try {
    return await watched(() => stack.up(...how));
  } finally {
    await idle(lab);
    await stack.close();
    await emptied(lab);
  }
}
