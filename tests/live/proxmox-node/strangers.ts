import { deepEqual, equal, notEqual, ok } from "node:assert/strict";
import { task } from "../proxmox/machine.js";
import type { Case } from "../suite.js";
import { BOTH, succeeded, unchanged, type Ground } from "./ground.js";

/** Machines that others made, under numbers that a first update that failed had claimed; nothing is left of either. */
export function strangersFirst(ground: () => Ground): readonly Case[] {
  const failures = [
    ["before there was a machine", "qmcreate", "pve1"],
    ["behind the making of the machine", "resize", "pve1"],
    ["behind the making of the machine", "resize", "pve2"],
  ] as const;
  return failures.map(([when, type, node]) => ({
    name: `a stranger's machine on ${node} is never touched where a first create failed ${when}`,
    run: () => untouchedFirst(ground(), type, node),
  }));
}

/** Machines that others made, under numbers that we had. */
export function strangers(ground: () => Ground): readonly Case[] {
  return ["pve1", "pve2"].map((node) => ({
    name: `a stranger's machine under our number on ${node} is never touched`,
    core: node === "pve2",
    run: () => untouched(ground(), node),
  }));
}

async function untouchedFirst(ground: Ground, type: string, node: string): Promise<void> {
  const { proxmox, stack } = ground;
  await proxmox.break({ kind: "failed-task", type, vmid: 101, exitstatus: "no space left on device" });
  const first = await stack.up();
  await proxmox.mend();
  ok(first.code !== 0 && first.output.includes("no space left on device"), first.output);
  for (const machine of await ground.machines()) {
    equal(machine, "101 pve1 one stopped");
    await task(proxmox, "DELETE", "/nodes/pve1/qemu/101/?purge=1");
  }
  await moveIn(ground, node);
  const before = await stranger(ground, node);
  await refused(ground, node);
  succeeded(await stack.refresh());
  await refused(ground, node);
  succeeded(await stack.destroy());
  deepEqual((await stack.state()).resources ?? [], []);
  deepEqual(await stranger(ground, node), before);
  await moveOut(ground, node);
}

async function untouched(ground: Ground, node: string): Promise<void> {
  const { proxmox, stack } = ground;
  await task(proxmox, "POST", "/nodes/pve1/qemu/101/status/stop");
  await task(proxmox, "DELETE", "/nodes/pve1/qemu/101/?purge=1");
  await moveIn(ground, node);
  const before = await stranger(ground, node);
  await refused(ground, node);
  succeeded(await stack.refresh());
  await refused(ground, node);
  const destroyed = await stack.destroy();
  notEqual(destroyed.code, 0);
  ok(destroyed.output.includes(`vmId 101 is now VM 101 "stranger" on ${node}`), destroyed.output);
  deepEqual(await stranger(ground, node), before);

  await moveOut(ground, node);
  succeeded(await stack.refresh());
  succeeded(await stack.up());
  deepEqual(await ground.machines(), BOTH);
  unchanged(await stack.up());
}

async function moveIn({ proxmox }: Ground, node: string): Promise<void> {
  await task(proxmox, "POST", `/nodes/${node}/qemu`, {
    ...{ vmid: "101", name: "stranger", memory: "512", scsi0: "file=local-lvm:1" },
  });
  await task(proxmox, "POST", `/nodes/${node}/qemu/101/status/start`);
}

async function moveOut({ proxmox }: Ground, node: string): Promise<void> {
  await task(proxmox, "POST", `/nodes/${node}/qemu/101/status/stop`);
  await task(proxmox, "DELETE", `/nodes/${node}/qemu/101/?purge=1`);
}

async function refused({ stack }: Ground, node: string): Promise<void> {
  const { code, output } = await stack.up();
  notEqual(code, 0);
  const refusal = `101 is taken by VM 101 "stranger" on ${node}, which this stack did not make`;
  ok(output.includes(refusal), output);
}

/** All that Proxmox tells of the stranger's machine, beside what counts up. */
async function stranger({ proxmox }: Ground, node: string): Promise<unknown> {
  const path = `/nodes/${node}/qemu/101`;
  const { body: config } = await proxmox.call({ method: "GET", path: `${path}/config` });
  const { body: state } = await proxmox.call({ method: "GET", path: `${path}/status/current` });
  const { status, pid } = (state as { data: { status: string; pid?: number } }).data;
  return { config, status, pid };
}
