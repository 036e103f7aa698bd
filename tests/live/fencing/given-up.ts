import { deepEqual } from "node:assert/strict";
import { machines, on, theGround } from "../from-nothing/ground.js";
import type { Case } from "../suite.js";
import { machineOf, otherThan, settled } from "./ground.js";
import { frozen } from "./losses.js";
import { holdersNow, oneFence, watch } from "./watch.js";
import { until } from "../until.js";

const ATTEMPTS = "stonith-max-attempts";

/** A cause that lasts longer than Pacemaker tries. */
export const givenUp: readonly Case[] = [
  {
    name: "a node that Pacemaker has given up to fence is fenced soon after the cause has gone",
    run: tiredOf,
  },
];

async function tiredOf(): Promise<void> {
  const { proxmox } = theGround();
  await settled();
  const [victim = ""] = await holdersNow();
  const survivor = otherThan(victim);
  const earlier = await given(survivor);
  const watching = await watch();
  // Ten, the default, would take minutes here.
  await on(survivor, "pcs", "property", "set", `${ATTEMPTS}=2`);
  try {
    await frozen(victim);
    await proxmox.break({ kind: "locked", vmid: (await machineOf(victim)).vmid, lock: "backup" });
    await until("Pacemaker gives up", 180, async () => (await given(survivor)) > earlier);
    deepEqual([await holdersNow(), watching.seen().fenced], [[victim], []]);
    await proxmox.mend();
    await until(`${survivor} has the service IP`, 150, async () => (await holdersNow()).includes(survivor));
    await settled();
    oneFence(watching.seen(), [victim]);
  } finally {
    await proxmox.mend();
    await on(survivor, "pcs", "property", "set", `${ATTEMPTS}=`);
    await watching.stop();
  }
}

async function given(node: string): Promise<number> {
  const argv = ["grep", "-c", "Too many failures.*giving up", "/var/log/pacemaker/pacemaker.log"];
  return Number((await (await machines()).exec(node, argv)).stdout.trim());
}
