import { bootedLab, emptied, idle, runningCluster, stackOn, watched } from "../ground.js";
import { AT_ONCE } from "../growth.js";
import { EXISTING, nothings, objects } from "../objects.js";
import type { Row } from "../row.js";

const COUNT = 100;
const VERBS = ["up", "refresh", "preview"] as const;

/** Nothing to do; the slowest of the three verbs, in seconds above the engine's. */
export const noop100: Row = {
  id: "noop-100",
  what: "nothing to change with 100 objects: up, refresh, preview; the slowest, above the engine's",
  against: "the engine alone with 100 resources that do nothing",
  unit: "s",
  judged: "ours",
  reach: 1.5,
  run: async () => {
    const lab = await bootedLab();
    await runningCluster(lab);
    const engine = await stackOn(lab, nothings(COUNT));
    const stack = await stackOn(lab, EXISTING + objects(COUNT));
    try {
      await watched(() => engine.up());
      await watched(() => stack.up(...AT_ONCE));
      await idle(lab);
      const times = [];
      for (const verb of VERBS) {
        const other = await watched(() => engine[verb]());
        const ours = await watched(() => stack[verb]());
        times.push({ verb, other: other.outcome.seconds, ours: ours.outcome.seconds, counts: ours.counts });
      }
      const slowest = times.reduce((a, b) => (b.ours - b.other > a.ours - a.other ? b : a));
      const beside = times.flatMap(({ verb, ours, other }) => [
        [verb, ours],
        [`${verb}, engine alone`, other],
      ]);
      return {
        ours: slowest.ours - slowest.other,
        other: slowest.other,
        counts: slowest.counts,
        beside: Object.fromEntries(beside) as Record<string, number>,
      };
    } finally {
      await Promise.all([engine.close(), stack.close()]);
      await emptied(lab);
    }
  },
};
