import { deepEqual, notEqual, ok } from "node:assert/strict";
import { task } from "../proxmox/machine.js";
import type { Case } from "../suite.js";
import { succeeded, unchanged, type Ground } from "./ground.js";

/** Machines that others made, under numbers that we want or had. */
export function strangers(ground: () => Ground): readonly Case[] {
  return ["pve1", "pve2"].map((node) => ({
    name: `a stranger's machine under our number on ${node} is never touched`,
    core: node === "pve2",
    run: () => untouched(ground(), node),
  }));
}

async function untouched(ground: Ground, node: string): Promise<void> {
  const { proxmox, stack } = ground;
  await task(proxmox, "POST", "/nodes/pve1/qemu/101/status/stop");
  await task(proxmox, "DELETE", "/nodes/pve1/qemu/101/?purge=1");
  await task(proxmox, "POST", `/nodes/${node}/qemu`, {
    ...{ vmid: "101", name: "stranger", memory: "512", scsi0: "file=local-lvm:1" },
  });
  await task(proxmox, "POST", `/nodes/${node}/qemu/101/status/start`);
  const before = await stranger(ground, node);
  const refusal = `101 is taken by VM 101 "stranger" on ${node}, which this stack did not make`;
  const up = await stack.up();
  ok(up.code !== 0 && up.output.includes(refusal), up.output);
  succeeded(await stack.refresh());
  const again = await stack.up();
  ok(again.code !== 0 && again.output.includes(refusal), again.output);
  const destroyed = await stack.destroy();
  notEqual(destroyed.code, 0);
  ok(destroyed.output.includes(`vmId 101 is now VM 101 "stranger" on ${node}`), destroyed.output);
  deepEqual(await stranger(ground, node), before);

  await task(proxmox, "POST", `/nodes/${node}/qemu/101/status/stop`);
  await task(proxmox, "DELETE", `/nodes/${node}/qemu/101/?purge=1`);
  succeeded(await stack.refresh());
  succeeded(await stack.up());
  deepEqual(await ground.machines(), ["101 pve1 one running", "102 pve2 two running"]);
  unchanged(await stack.up());
}

/** All that Proxmox tells of the stranger's machine, beside what counts up. */
async function stranger({ proxmox }: Ground, node: string): Promise<unknown> {
  const path = `/nodes/${node}/qemu/101`;
  const { body: config } = await proxmox.call({ method: "GET", path: `${path}/config` });
  const { body: state } = await proxmox.call({ method: "GET", path: `${path}/status/current` });
  const { status, pid } = (state as { data: { status: string; pid?: number } }).data;
  return { config, status, pid };
}
