import { type MachinePlan, type Machines, type MachineState, type Nic, type Seed } from "./machines.js";

interface Remembered {
  readonly plan: MachinePlan;
  readonly state: MachineState;
  readonly nics?: readonly Nic[];
  readonly seed?: Seed;
}

/** Machines that are only remembered, for tests of what speaks to the API. */
export class MemoryMachines implements Machines {
  /** Each machine's disk and what it was last started with. */
  readonly all = new Map<number, Remembered>();

  async create(plan: MachinePlan): Promise<void> {
    this.all.set(plan.vmid, { plan, state: "stopped" });
  }

  async clone(from: number, plan: MachinePlan): Promise<void> {
    const system = this.all.get(from)?.plan.system;
    await this.create({ ...plan, ...(system !== undefined && { system }) });
  }

  async start(vmid: number, nics: readonly Nic[], seed?: Seed): Promise<void> {
    this.change(vmid, { state: "running", nics, ...(seed && { seed }) });
  }

  async insert(vmid: number, seed: Seed): Promise<void> {
    this.change(vmid, { seed });
  }

  async plug(vmid: number, nics: readonly Nic[]): Promise<void> {
    this.change(vmid, { nics });
  }

  async stop(vmid: number): Promise<void> {
    this.change(vmid, { state: "stopped" });
  }

  async shutdown(vmid: number): Promise<boolean> {
    // What stands still does not hear.
    if (this.state(vmid) === "paused") return false;
    await this.stop(vmid);
    return true;
  }

  async suspend(vmid: number): Promise<void> {
    this.change(vmid, { state: "paused" });
  }

  async resume(vmid: number): Promise<void> {
    this.change(vmid, { state: "running" });
  }

  async remove(vmid: number): Promise<void> {
    this.all.delete(vmid);
  }

  state(vmid: number): MachineState {
    return this.all.get(vmid)?.state ?? "stopped";
  }

  private change(vmid: number, change: Partial<Remembered>): void {
    const found = this.all.get(vmid);
    if (found) this.all.set(vmid, { ...found, ...change });
  }
}
