import { type MachinePlan, type Machines, type MachineState, type Nic, type Seed } from "./machines.js";
import { MemoryMachines } from "./machines-memory.js";

/** Machines of which those with an empty disk are only remembered: they would find nothing to boot and stand there. */
export class MachinesByDisk implements Machines {
  private readonly empty = new MemoryMachines();

  constructor(private readonly real: Machines) {}

  create(plan: MachinePlan): Promise<void> {
    return (plan.system === undefined ? this.empty : this.real).create(plan);
  }

  clone(from: number, plan: MachinePlan): Promise<void> {
    return this.of(from).clone(from, plan);
  }

  start(vmid: number, nics: readonly Nic[], seed?: Seed): Promise<void> {
    return this.of(vmid).start(vmid, nics, seed);
  }

  insert(vmid: number, seed: Seed): Promise<void> {
    return this.of(vmid).insert(vmid, seed);
  }

  plug(vmid: number, nics: readonly Nic[]): Promise<void> {
    return this.of(vmid).plug(vmid, nics);
  }

  stop(vmid: number): Promise<void> {
    return this.of(vmid).stop(vmid);
  }

  shutdown(vmid: number, seconds: number): Promise<boolean> {
    return this.of(vmid).shutdown(vmid, seconds);
  }

  suspend(vmid: number): Promise<void> {
    return this.of(vmid).suspend(vmid);
  }

  resume(vmid: number): Promise<void> {
    return this.of(vmid).resume(vmid);
  }

  remove(vmid: number): Promise<void> {
    return this.of(vmid).remove(vmid);
  }

  state(vmid: number): MachineState {
    return this.of(vmid).state(vmid);
  }

  private of(vmid: number): Machines {
    return this.empty.all.has(vmid) ? this.empty : this.real;
  }
}
