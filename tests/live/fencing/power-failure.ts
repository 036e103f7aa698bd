import { deepEqual, match } from "node:assert/strict";
import { answers } from "../lab-seen.js";
import { NODES, on, powered, SERVICE_IP, theGround } from "../from-nothing/ground.js";
import type { Case } from "../suite.js";
import { settled } from "./ground.js";
import { holdersNow, watch } from "./watch.js";
import { until } from "../until.js";

/** The power of both fails. */
export const powerFailure: readonly Case[] = [
  {
    name: "after a power failure one node that starts alone waits for the other, says so, and fences nobody",
    run: startedAlone,
  },
];

async function startedAlone(): Promise<void> {
  await settled();
  await powered("stop", NODES);
  const watching = await watch();
  try {
    await powered("start", ["testdb01"]);
    await until("corosync runs on testdb01", 90, async () => (await quorum()) !== "");
    match(await quorum(), /Quorate:\s+No/);
    match(await quorum(), /Flags:.*WaitForAll/);
    await until("its cluster says so", 60, async () => /WITHOUT quorum/.test(await status()));
    deepEqual([await holdersNow(), answers(theGround().proxmox.lab, SERVICE_IP)], [[], false]);
    await powered("start", ["testdb02"]);
    await settled();
    await until("the watch has seen who has it", 20, async () => watching.seen().mostHolders > 0);
    // No more than this case has started itself.
    deepEqual([watching.seen().fenced, watching.seen().mostHolders], [NODES, 1]);
  } finally {
    await watching.stop();
  }
}

async function quorum(): Promise<string> {
  return (await said("corosync-quorumtool", "-s")).trim();
}

function status(): Promise<string> {
  return said("crm_mon", "-1");
}

// Without quorum the programs say so with another exit code.
async function said(...argv: readonly string[]): Promise<string> {
  return on("testdb01", "sh", "-c", '"$@" || true', "sh", ...argv).catch(() => "");
}
