import type { Lab } from "../lab/index.js";
import type { Counts } from "./counts.js";
import { bootedLab, emptied, runningCluster, script, stackOn, watched } from "./ground.js";
import { commands, EXISTING, nothings, objects, RESTING, UNPROBED } from "./objects.js";

const COUNTS = [10, 50, 100, 300, 1000];
// Minutes for more: pcs gets slower with each object that is there, and what was not measured is not drawn.
const BASH_MOST = 100;
/** How many things the engine does at once where many objects are made. */
export const AT_ONCE = ["--parallel", "100"];

/** How long something takes by the number of objects. */
export interface Series {
  readonly id: "ours" | "engine" | "bash";
  readonly what: string;
  readonly points: readonly Point[];
}

interface Point {
  readonly count: number;
  readonly seconds: number;
  /** What ours asked of the nodes. */
  readonly counts?: Counts;
}

/** Growth with the number of objects. */
export interface Growth {
  readonly series: readonly Series[];
}

/** Measures each number of objects by each way of making them, one after the other; tells what is known after each. */
export async function growth(say: (line: string) => void, keep: (soFar: Growth) => void): Promise<void> {
  const lab = await bootedLab();
  const [ours, engine, bash]: [Point[], Point[], Point[]] = [[], [], []];
  const told = (way: string, { count, seconds }: Point) =>
    say(`growth ${count}: ${way} ${seconds.toFixed(2)} s`);
  for (const count of COUNTS) {
    const mine = { count, ...(await made(lab, EXISTING + objects(count, RESTING))) };
    const alone = { count, seconds: (await made(lab, nothings(count))).seconds };
    told("this", mine);
    told("engine alone", alone);
    ours.push(mine);
    engine.push(alone);
    if (count <= BASH_MOST) {
      await ready(lab);
      const byHand = { count, seconds: await script(lab, commands(count, "meta target-role=Stopped"), 1800) };
      told("bash", byHand);
      bash.push(byHand);
    }
    keep({
      series: [
        { id: "ours", what: "pulumi up", points: ours },
        { id: "engine", what: "the engine alone", points: engine },
        { id: "bash", what: "pcs commands in bash", points: bash },
      ],
    });
  }
  await emptied(lab);
}

/** What ours asks of the nodes by the number of objects, for people. */
export function growthTable({ series }: Growth): string {
  const points = series.find(({ id }) => id === "ours")?.points ?? [];
  return points
    .map(({ count, seconds, counts }) => {
      const { connections = 0, reads = 0, patches = 0, pcs = 0, megabytes = 0 } = counts ?? {};
      return `${String(count).padStart(5)} objects: ${seconds.toFixed(1)} s, ${connections} connections, ${reads} CIB reads, ${patches} patches, ${pcs} pcs starts, ${megabytes} MB`;
    })
    .join("\n");
}

async function made(lab: Lab, body: string): Promise<{ seconds: number; counts: Counts }> {
  await ready(lab);
  const stack = await stackOn(lab, body);
  try {
    const { outcome, counts } = await watched(() => stack.up(...AT_ONCE));
    return { seconds: outcome.seconds, counts };
  } finally {
    await stack.close();
  }
}

async function ready(lab: Lab): Promise<void> {
  await runningCluster(lab);
  await emptied(lab);
  await script(lab, [UNPROBED]);
}
