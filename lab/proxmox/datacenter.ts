import { Access, type Account, type Caller, type Need } from "./access.js";
import { PROXMOX_BRIDGES } from "./cards.js";
import { seedOf } from "./cloud-init.js";
import { ApiFailure, failed } from "./failure.js";
import { type Fault, Faults } from "./faults.js";
import { type Image, imageAt } from "./images.js";
import { type Machines, type MachineState } from "./machines.js";
import { type StorageDefinition, STORAGES, Storages } from "./storage.js";
import { Tasks } from "./tasks.js";
import { nicsOf } from "./vm-config.js";
import { type Vm, Vms } from "./vms.js";

/** What a datacenter is made of. */
export interface DatacenterOptions {
  readonly machines: Machines;
  readonly accounts: readonly Account[];
  /** Names of the Proxmox nodes; the first one is the one that answers. */
  readonly nodes?: readonly string[];
  readonly storages?: readonly StorageDefinition[];
  readonly bridges?: readonly string[];
  readonly pools?: readonly string[];
  /** What is at an address to download. */
  readonly imageAt?: (url: string) => Image | undefined;
  /** Milliseconds since 1970. */
  readonly now?: () => number;
}

/** A Proxmox datacenter: nodes, what is stored on them, machines, and who may do what. */
export class Datacenter {
  readonly faults = new Faults();
  readonly nodes: readonly string[];
  readonly bridges: readonly string[];
  readonly pools: readonly string[];
  readonly machines: Machines;
  readonly now: () => number;
  readonly imageAt: (url: string) => Image | undefined;
  readonly access: Access;
  readonly tasks: Tasks;
  readonly storages: Storages;
  readonly vms: Vms;

  constructor(options: DatacenterOptions) {
    this.nodes = options.nodes ?? ["pve1", "pve2"];
    this.bridges = options.bridges ?? PROXMOX_BRIDGES;
    this.pools = options.pools ?? [];
    this.machines = options.machines;
    this.now = options.now ?? Date.now;
    this.imageAt = options.imageAt ?? imageAt;
    this.access = new Access(options.accounts, (user, need) => this.isWithheld(user, need), this.now);
    this.tasks = new Tasks(this.faults, this.now);
    this.storages = new Storages(options.storages ?? STORAGES, this.faults, this.now);
    this.vms = new Vms(this.faults);
  }

  /** Fails where a node cannot be reached from the one that answers. */
  reach(node: string): void {
    if (!this.nodes.includes(node)) {
      const why = `failed to get address info for: ${node}: Name or service not known`;
      throw failed(`hostname lookup '${node}' failed - ${why}`);
    }
    if (this.isDown(node)) throw new ApiFailure(595, "No route to host");
  }

  /** Whether a node does not answer. */
  isDown(node: string): boolean {
    return this.faults.take("node-down", (fault) => fault.node === node) !== undefined;
  }

  /** Makes a fault happen and answers its number. */
  async break(fault: Fault): Promise<number> {
    if (fault.kind === "expired-tickets") this.access.expireTickets();
    if (fault.kind === "node-down" && fault.power === "lost") {
      await Promise.all(this.vmsOf(fault.node).map(({ vmid }) => this.machines.stop(vmid)));
    }
    return this.faults.add(fault);
  }

  /** Ends a fault, or all; a node that gets its power back starts the machines that are to start with it. */
  async mend(id?: number): Promise<void> {
    const mended = Object.entries(this.faults.list()).filter(
      ([key]) => id === undefined || key === String(id),
    );
    this.faults.remove(id);
    for (const [, fault] of mended) {
      if (fault.kind !== "node-down" || fault.power !== "lost") continue;
      const starting = this.vmsOf(fault.node).filter(({ config }) => config["onboot"] === 1);
      await Promise.all(starting.map((vm) => this.start(vm)));
    }
  }

  /** Gives a machine power, with the drives and cards that its configuration has at this moment. */
  async start(vm: Vm): Promise<void> {
    if (this.machines.state(vm.vmid) !== "stopped") throw failed(`VM ${vm.vmid} already running`);
    const nics = nicsOf(vm.config);
    const strange = nics.find(({ bridge }) => !this.bridges.includes(bridge));
    if (strange) throw failed(`bridge '${strange.bridge}' does not exist`);
    vm.started = this.now();
    await this.machines.start(vm.vmid, nics, seedOf(vm.vmid, vm.config));
  }

  /** How a machine is, in the words of `status/current`. */
  status(vm: Vm): { readonly status: "running" | "stopped"; readonly qmpstatus: MachineState } {
    const state = this.machines.state(vm.vmid);
    // A suspended machine counts as running: only its processors stand still.
    return { status: state === "stopped" ? "stopped" : "running", qmpstatus: state };
  }

  /** The machines that a caller may see. */
  visible(caller: Caller): readonly Vm[] {
    return this.vms
      .all()
      .filter(({ vmid }) => this.access.may(caller, { path: `/vms/${vmid}`, oneOf: ["VM.Audit"] }));
  }

  private vmsOf(node: string): readonly Vm[] {
    return this.vms.all().filter((vm) => vm.node === node);
  }

  private isWithheld(user: string, need: Need): boolean {
    const meant = (fault: { user: string; privilege: string }) =>
      fault.user === user && need.oneOf.includes(fault.privilege);
    return this.faults.take("missing-privilege", meant) !== undefined;
  }
}
