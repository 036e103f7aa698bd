import { deepEqual, notEqual, ok } from "node:assert/strict";
import type { Fault } from "../../../lab/proxmox/index.js";
import type { Case } from "../suite.js";
import { BOTH, succeeded, unchanged, URL_OF_IMAGE, type Ground, type Settings } from "./ground.js";

/** First updates that fail on their way; the next one goes on from there. Each begins and ends with nothing. */
export function beginnings(ground: () => Ground): readonly Case[] {
  return [
    {
      name: "a wrong checksum is told, and no machine is made; the right one goes on",
      run: () => wrongChecksum(ground()),
    },
    {
      name: "a machine whose making was cut off is known as ours by the next update",
      run: () => cutOff(ground()),
    },
    {
      name: "a host that never boots is told, and where to look; the next update goes on without a restart",
      run: () => neverBoots(ground()),
    },
  ];
}

async function wrongChecksum(ground: Ground): Promise<void> {
  const image = { url: URL_OF_IMAGE, checksum: "0".repeat(64) };
  await failing(ground, { image }, ["checksum mismatch"], []);
  await goesOn(ground);
}

async function cutOff(ground: Ground): Promise<void> {
  const fault: Fault = {
    ...{ kind: "answer", method: "GET", path: "qmcreate:101" },
    ...{ status: 596, message: "Broken pipe" },
  };
  await ground.proxmox.break(fault);
  await failing(ground, {}, ["Broken pipe"], ["101 pve1 one stopped"]);
  await ground.proxmox.mend();
  const { resources = [] } = await ground.stack.state();
  deepEqual(
    resources.filter(({ type }) => type === "proxmoxve:index/vmLegacy:VmLegacy"),
    [],
  );
  await goesOn(ground);
}

async function neverBoots(ground: Ground): Promise<void> {
  // On the other bridge nobody hears from it.
  const more = { bridge: "vmbr1", bootTimeout: 15 };
  const texts = [
    "VM 101 is there, and one does not let us in within 15 s",
    "Look at its console in Proxmox",
    "The next update waits again",
  ];
  await failing(ground, more, texts, ["101 pve1 one running"]);
  const asked = await goesOn(ground);
  deepEqual(
    asked.filter((call) => call.endsWith("101/status/stop")),
    ["POST 101/status/stop"],
    "only the destroy stops it",
  );
}

async function failing(
  ground: Ground,
  more: Settings,
  texts: readonly string[],
  machines: readonly string[],
): Promise<void> {
  await ground.saying([more, more], async () => {
    const { code, output } = await ground.stack.up();
    notEqual(code, 0);
    for (const text of texts) ok(output.includes(text), output);
    deepEqual(await ground.machines(), machines);
  });
}

/** The next update makes both machines, after which all goes again. */
function goesOn(ground: Ground): Promise<readonly string[]> {
  return ground.asked(async () => {
    succeeded(await ground.stack.up());
    deepEqual(await ground.machines(), BOTH);
    unchanged(await ground.stack.up());
    await ground.clear();
  });
}
