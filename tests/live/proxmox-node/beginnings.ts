import { deepEqual, notEqual, ok } from "node:assert/strict";
import type { Fault } from "../../../lab/proxmox/index.js";
import type { Case } from "../suite.js";
import { URL_OF_IMAGE, type Ground, type Settings } from "./ground.js";

/** First updates that fail on their way; the next one goes on from there. */
export function beginnings(ground: () => Ground): readonly Case[] {
  return [
    { name: "a wrong checksum is told, and no machine is made", run: () => wrongChecksum(ground()) },
    {
      name: "a machine whose making was cut off is known as ours by the next update",
      run: () => cutOff(ground()),
    },
    { name: "a host that never boots is told, and where to look", run: () => neverBoots(ground()) },
  ];
}

function wrongChecksum(ground: Ground): Promise<void> {
  const image = { url: URL_OF_IMAGE, checksum: "0".repeat(64) };
  return failing(ground, { image }, ["checksum mismatch"], []);
}

async function cutOff(ground: Ground): Promise<void> {
  const fault: Fault = {
    kind: "answer",
    method: "GET",
    path: "qmcreate:101",
    status: 596,
    message: "Broken pipe",
  };
  await ground.proxmox.break(fault);
  await failing(ground, {}, ["Broken pipe"], ["101 pve1 one stopped"]);
  await ground.proxmox.mend();
  const { resources = [] } = await ground.stack.state();
  deepEqual(
    resources.filter(({ type }) => type === "proxmoxve:index/vmLegacy:VmLegacy"),
    [],
  );
}

async function neverBoots(ground: Ground): Promise<void> {
  // On the other bridge nobody hears from it.
  const more = { bridge: "vmbr1", bootTimeout: 15 };
  await failing(
    ground,
    more,
    ["VM 101 is made, and one does not let us in within 15 s", "Look at its console in Proxmox"],
    ["101 pve1 one running"],
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
