import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { chmodSync, existsSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { kill, removeGroup, setFrozen } from "../cgroup.js";
import { LabFailure, run, succeed, until } from "../command.js";
import { layOver, mountsBelow, unmountBelow } from "../mounts.js";
import { prefix } from "../naming.js";
import { unplug } from "../network.js";
import { boot, group, inNode, isOn, leader, nodeFolder } from "../node.js";
import { removeNspawnTraces } from "../remove.js";
import { hookCards, plugCards, unhookCards } from "./cards.js";
import { bootFiles, diskFiles, type GuestFile, seedFiles } from "./guest-files.js";
import { type MachinePlan, type Machines, type MachineState, type Nic, type Seed } from "./machines.js";

// Firmware, boot loader and kernel of a virtual machine need longer than Corosync needs to give up a node. One that is
// back before is told of its own fencing, and Pacemaker on it stops for good.
const FIRMWARE_SECONDS = 6;

/** Where machines are told of, so that the lab knows its nodes. */
export interface Register {
  /** The names of the lab's nodes. */
  names(): readonly string[];
  /** Notes a node and the addresses that it has from now on. */
  note(node: string, addresses: readonly [string, string]): void;
  /** Strikes a node out. */
  strike(node: string): void;
}

/** Machines that are real nodes of a lab: systemd-nspawn, their own network, cloud-init. */
export class LabMachines implements Machines {
  private readonly nodes = new Map<number, string>();
  private readonly cards = new Map<number, readonly Nic[]>();
  private readonly frozen = new Set<number>();
  // Each is over when the machine has no power and no network any more, whoever ended it.
  private readonly ends = new Map<number, Promise<void>>();

  constructor(
    private readonly lab: string,
    /** The prepared roots that disks are made of, by the name of their system. */
    private readonly roots: Readonly<Record<string, string>>,
    private readonly register: Register,
  ) {}

  /** Takes a node that is there already for a machine. */
  adopt(vmid: number, node: string): void {
    this.nodes.set(vmid, node);
  }

  async create({ vmid, name, system }: MachinePlan): Promise<void> {
    const root = this.roots[system ?? ""];
    if (root === undefined) throw new LabFailure(`nothing here boots ${system ?? "an empty disk"}`);
    const node = this.nodeName(vmid, name);
    mkdirSync(nodeFolder(this.lab, node), { recursive: true });
    const disk = await layOver(root, nodeFolder(this.lab, node));
    write(disk, [...diskFiles(system), identity()]);
    this.nodes.set(vmid, node);
  }

  async clone(from: number, { vmid, name }: MachinePlan): Promise<void> {
    const [source, node] = [this.folder(from), this.nodeName(vmid, name)];
    const folder = nodeFolder(this.lab, node);
    mkdirSync(folder, { recursive: true });
    const lower = /lowerdir=([^,]+)/.exec(await mountOptions(join(source, "root")))?.[1] ?? "";
    await succeed(["cp", "--archive", join(source, "upper"), join(folder, "upper")]);
    write(await layOver(lower, folder), [identity()]);
    this.nodes.set(vmid, node);
  }

  async start(vmid: number, nics: readonly Nic[], seed?: Seed): Promise<void> {
    const node = this.node(vmid);
    if (isOn(this.lab, node)) return;
    await this.ends.get(vmid);
    // Only who was there before can be missed: a machine's first start spares everybody the wait.
    const wasThere = nics.length === 0 || this.ends.has(vmid);
    // A node that was taken as it was keeps its cards and addresses.
    if (nics.length > 0) {
      write(join(this.folder(vmid), "root"), bootFiles(nics, seed));
      await plugCards(this.lab, node, nics);
      this.register.note(node, [addressOf(seed, 0), addressOf(seed, 1)]);
    }
    const nspawn = await boot(this.lab, { name: node }, wasThere ? FIRMWARE_SECONDS : 0);
    if (nspawn.exitCode !== null) throw new LabFailure("start failed: QEMU exited with code 1");
    if (nics.length > 0) this.cards.set(vmid, nics);
    // Also when it switches itself off: its address must not outlive it.
    const ended = once(nspawn, "exit").then(() => unplug(this.lab, node));
    // A failure shows when the machine is stopped, which does it again.
    this.ends.set(
      vmid,
      ended.catch(() => undefined),
    );
  }

  async insert(vmid: number, seed: Seed): Promise<void> {
    write(join(this.folder(vmid), "root"), seedFiles(seed));
  }

  async plug(vmid: number, nics: readonly Nic[]): Promise<void> {
    const cards = this.cards.get(vmid) ?? [];
    // A card that is new comes with the next start: nothing in a node would give it an address before.
    const known = nics.filter(({ index }) => cards.some((card) => card.index === index));
    this.cards.set(vmid, known);
    if (!this.frozen.has(vmid)) await hookCards(this.lab, this.node(vmid), known);
  }

  async stop(vmid: number): Promise<void> {
    const node = this.node(vmid);
    await kill(group(this.lab, node));
    await this.ends.get(vmid);
    await unplug(this.lab, node);
    if (this.frozen.delete(vmid)) await setFrozen(group(this.lab, node), false);
  }

  async shutdown(vmid: number, seconds: number): Promise<boolean> {
    const node = this.node(vmid);
    // Firmware does not listen.
    if (this.frozen.has(vmid) || leader(this.lab, node) === undefined) return false;
    await run(inNode(this.lab, node, ["systemctl", "--no-block", "poweroff"], seconds));
    if (!(await until(() => this.state(vmid) === "stopped", seconds))) return false;
    await this.stop(vmid);
    return true;
  }

  async suspend(vmid: number): Promise<void> {
    const node = this.node(vmid);
    // The kernel answers for a node as long as frames reach it.
    await unhookCards(this.lab, node, this.cards.get(vmid));
    await setFrozen(group(this.lab, node), true);
    this.frozen.add(vmid);
  }

  async resume(vmid: number): Promise<void> {
    const node = this.node(vmid);
    if (!this.frozen.delete(vmid)) return;
    await setFrozen(group(this.lab, node), false);
    await hookCards(this.lab, node, this.cards.get(vmid));
  }

  async remove(vmid: number): Promise<void> {
    const node = this.node(vmid);
    this.register.strike(node);
    await this.stop(vmid);
    await removeNspawnTraces(this.folder(vmid), (machine) => machine === `${prefix(this.lab)}${node}`);
    await unmountBelow(this.folder(vmid));
    await removeGroup(group(this.lab, node));
    rmSync(this.folder(vmid), { recursive: true, force: true });
    this.nodes.delete(vmid);
  }

  state(vmid: number): MachineState {
    const node = this.nodes.get(vmid);
    if (node === undefined || !isOn(this.lab, node)) return "stopped";
    return this.frozen.has(vmid) ? "paused" : "running";
  }

  private node(vmid: number): string {
    const node = this.nodes.get(vmid);
    if (node === undefined) throw new LabFailure(`The machine ${vmid} has no disk`);
    return node;
  }

  private folder(vmid: number): string {
    return nodeFolder(this.lab, this.node(vmid));
  }

  // People look for a node under its machine's name, which in Proxmox need not be its alone.
  private nodeName(vmid: number, name: string): string {
    const taken = [...this.nodes.values(), ...this.register.names()];
    return /^[a-z0-9][a-z0-9-]{0,50}$/.test(name) && !taken.includes(name) ? name : `vm-${vmid}`;
  }
}

function identity(): GuestFile {
  return { path: "etc/machine-id", text: `${randomBytes(16).toString("hex")}\n` };
}

function addressOf(seed: Seed | undefined, index: number): string {
  const found = seed?.interfaces.find((each) => each.index === index)?.address;
  return found?.split("/")[0] ?? "";
}

function write(root: string, files: readonly GuestFile[]): void {
  if (mountsBelow(root).length === 0) throw new LabFailure(`The disk ${root} is not there`);
  for (const { path, text, mode = 0o644 } of files) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    // A link may lead out of the disk.
    if (existsSync(join(root, path))) rmSync(join(root, path));
    writeFileSync(join(root, path), text, { mode });
    chmodSync(join(root, path), mode);
  }
}

async function mountOptions(folder: string): Promise<string> {
  return succeed(["findmnt", "--noheadings", "--output", "OPTIONS", folder]);
}
