import type { Cluster } from "../pcs/cluster.js";

/** The removals under way in one cluster. */
interface UnderWay {
  readonly ordinary: Set<Promise<unknown>>;
  last: Promise<unknown>;
}

const clusters = new WeakMap<Cluster, UnderWay>();

/**
 * Removes something; what is to go last waits for all other removals that are under way, and those that follow on them.
 * The engine removes at once whatever does not depend on each other, in no order of its own.
 */
export function departure(cluster: Cluster, goesLast: boolean, remove: () => Promise<void>): Promise<void> {
  const underWay = clusters.get(cluster) ?? { ordinary: new Set(), last: Promise.resolve() };
  clusters.set(cluster, underWay);
  if (goesLast) {
    const removed = underWay.last.then(() => othersGone(cluster, underWay)).then(remove);
    underWay.last = removed.catch(() => undefined);
    return removed;
  }
  const removed = remove();
  const settled: Promise<unknown> = removed
    .catch(() => undefined)
    .then(() => underWay.ordinary.delete(settled));
  underWay.ordinary.add(settled);
  return removed;
}

async function othersGone(cluster: Cluster, { ordinary }: UnderWay): Promise<void> {
  while (ordinary.size > 0) {
    await Promise.all(ordinary);
    // Meanwhile the engine asks for the removals that waited for those. When the cluster is gone, so are its things.
    await cluster.cib().catch(() => undefined);
  }
}
