import { call, type ProxmoxApi } from "./api.js";
import { isGone, ProxmoxFailure } from "./failure.js";

/** A virtual machine as Proxmox knows it. */
export interface Machine {
  readonly vmId: number;
  /** The Proxmox node that it is on. */
  readonly node: string;
  readonly name: string;
  /** `running`, `stopped`, ... */
  readonly status: string;
  /** The UUID that its guest sees; Proxmox gives a clone another one. */
  readonly uuid: string | undefined;
}

interface Listed {
  readonly vmid: number;
  readonly node: string;
  readonly name?: string;
  readonly status?: string;
}

/**
 * What has a number anywhere in the Proxmox cluster: a machine, nothing, or something that the token's user may not see.
 */
export async function machineAt(api: ProxmoxApi, vmId: number): Promise<Machine | "hidden" | undefined> {
  const listed = await call<readonly Listed[]>(api, { path: "/cluster/resources", form: { type: "vm" } });
  const found = listed.find(({ vmid }) => vmid === vmId);
  if (!found) return (await isFree(api, vmId)) ? undefined : "hidden";
  const { node, name = "", status = "unknown" } = found;
  return { vmId, node, name, status, uuid: await uuidOf(api, node, vmId) };
}

/**
 * Takes a machine's power, removes it with its disks, and waits until it is gone.
 * @throws ProxmoxFailure in Proxmox's own words when it does not do that, for instance while the machine is locked
 */
export async function removeMachine(api: ProxmoxApi, { node, vmId, status }: Machine): Promise<void> {
  const path = `/nodes/${node}/qemu/${vmId}`;
  if (status !== "stopped")
    await ended(api, node, await call<string>(api, { method: "POST", path: `${path}/status/stop` }));
  const form = { purge: "1", "destroy-unreferenced-disks": "1" };
  await ended(api, node, await call<string>(api, { method: "DELETE", path, form }));
}

/**
 * Has the guest of a machine that runs shut itself down, and waits until it is off.
 * @throws ProxmoxFailure when it is not off after the seconds given, or is locked
 */
export async function shutDown(api: ProxmoxApi, { node, vmId }: Machine, seconds: number): Promise<void> {
  const path = `/nodes/${node}/qemu/${vmId}/status/shutdown`;
  const upid = await call<string>(api, { method: "POST", path, form: { timeout: String(seconds) } });
  await ended(api, node, upid);
}

/** The machine in words: `VM 101 "testdb01" on pve1`. */
export function inWords(machine: Machine): string {
  return `VM ${machine.vmId} "${machine.name}" on ${machine.node}`;
}

async function isFree(api: ProxmoxApi, vmId: number): Promise<boolean> {
  try {
    await call(api, { path: "/cluster/nextid", form: { vmid: String(vmId) } });
    return true;
  } catch (failure) {
    if (failure instanceof ProxmoxFailure && failure.status === 400) return false;
    throw failure;
  }
}

// A container has no such configuration, and a machine may go while it is asked for: both are not ours.
async function uuidOf(api: ProxmoxApi, node: string, vmId: number): Promise<string | undefined> {
  try {
    const config = await call<{ smbios1?: string }>(api, { path: `/nodes/${node}/qemu/${vmId}/config` });
    return /(?:^|,)uuid=([0-9a-f-]+)/i.exec(config.smbios1 ?? "")?.[1]?.toLowerCase();
  } catch (failure) {
    if (isGone(failure)) return undefined;
    throw failure;
  }
}

const lookMs = 500;

async function ended(api: ProxmoxApi, node: string, upid: string): Promise<void> {
  for (;;) {
    const path = `/nodes/${node}/tasks/${encodeURIComponent(upid)}/status`;
    const { status, exitstatus = "" } = await call<{ status: string; exitstatus?: string }>(api, { path });
    if (status !== "stopped") {
      await new Promise((resolve) => setTimeout(resolve, lookMs));
      continue;
    }
    if (exitstatus === "OK" || exitstatus.startsWith("WARNINGS")) return;
    throw new ProxmoxFailure("refused", `Proxmox did not finish ${upid.split(":")[5]}: ${exitstatus}`);
  }
}
