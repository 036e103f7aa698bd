import { deepEqual, match, ok } from "node:assert/strict";
import type { Lab } from "../../lab/index.js";
import { untouched } from "../live/pair/seen.js";
import type { Case } from "../live/suite.js";
import { core, type Ground, onHosts, onPair, say } from "./ground.js";
import { BARE, type Declaration, PAIR } from "./program.js";

const RECHECK: Partial<Declaration> = {
  properties: { ...PAIR.properties, "cluster-recheck-interval": "11min" },
};
const RECHECKED = "update ClusterProperty cluster-recheck-interval";

/** Something that is not as it should be, on the nodes or in the program. */
export interface Fault {
  readonly name: string;
  readonly core?: boolean;
  /** What the program declares while it is there. */
  readonly declares?: (ground: Ground) => Promise<Partial<Declaration>>;
  /** Brings it about. */
  readonly cause?: (ground: Ground) => Promise<void>;
  /** Takes its cause away. */
  readonly cure?: (ground: Ground) => Promise<void>;
  /** What the program declares when it is over, where that is not the pair. */
  readonly cured?: (ground: Ground) => Promise<Partial<Declaration>>;
  /** What the error must tell: the node, what is wrong, and what to do. */
  readonly says: readonly RegExp[];
}

/** A fault on hosts without a cluster: nothing is made, and once it is gone a cluster is. */
export function atCreation(fault: Fault): Case {
  return onHosts(`${fault.name}: nothing is made until it is gone`, async (ground) => {
    await refusedAtCreation(ground, fault);
    await madeAfterwards(ground, fault);
  });
}

/** The same faults one after the other, and one cluster at the end. */
export function allAtCreation(faults: readonly Fault[]): Case {
  const each = onHosts("what is wrong before a cluster is made: each is refused in time", async (ground) => {
    for (const fault of faults) {
      say(fault.name);
      await refusedAtCreation(ground, fault);
    }
    await madeAfterwards(ground, {});
  });
  return core(each);
}

/** A fault on a running pair: nothing changes, neither there nor in the state, and once it is gone the change is made. */
export function onRunning(fault: Fault, change = RECHECK, step = RECHECKED): Case {
  const each = onPair(`${fault.name}: nothing changes until it is gone`, async (ground) => {
    const [before, resources] = [await seen(ground.lab), await ground.resources()];
    await fault.cause?.(ground);
    const declared = { ...change, ...(await fault.declares?.(ground)) };
    try {
      await ground.run("preview", declared);
      const output = await ground.failed("up", declared);
      for (const said of fault.says) match(output, said);
      deepEqual(await ground.resources(), resources);
      deepEqual(await seen(ground.lab), before);
    } finally {
      await fault.cure?.(ground);
    }
    const done = await ground.done("up", { ...change, ...(await fault.cured?.(ground)) });
    ok(done.includes(step), done.join(", "));
  });
  return fault.core ? core(each) : each;
}

async function refusedAtCreation(ground: Ground, fault: Fault): Promise<void> {
  const before = await seen(ground.lab);
  await fault.cause?.(ground);
  const declared = { ...BARE, ...(await fault.declares?.(ground)) };
  try {
    await ground.run("preview", declared);
    deepEqual(await seen(ground.lab), before);
    const output = await ground.failed("up", declared);
    for (const said of fault.says) match(output, said);
    deepEqual(await ground.made(), []);
  } finally {
    await fault.cure?.(ground);
  }
  deepEqual(await seen(ground.lab), before);
}

async function madeAfterwards(ground: Ground, { cured }: Pick<Fault, "cured">): Promise<void> {
  deepEqual(await ground.done("up", { ...BARE, ...(await cured?.(ground)) }), [
    "create ClusterProperty stonith-enabled",
    "create PcsCluster testdb",
  ]);
}

// Tokens are left out: to authenticate comes before a setup that may be refused, and is no change of a cluster.
async function seen(lab: Lab): Promise<readonly object[]> {
  const all = await Promise.all(lab.nodes.map(({ name }) => untouched(lab, name)));
  return all.map(({ known: _known, ...rest }) => rest);
}
