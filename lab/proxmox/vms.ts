import { createHash } from "node:crypto";
import { failed } from "./failure.js";
import { type Faults } from "./faults.js";
import { type Config } from "./vm-config.js";

/** A virtual machine of the datacenter. */
export interface Vm {
  readonly vmid: number;
  readonly node: string;
  config: Config;
  /** What goes on with it and forbids all else: `create`, `clone`, ... */
  lock?: string;
  /** Milliseconds since 1970 when it got its power. */
  started?: number;
  pool?: string;
}

/** The machines of all nodes: a number is taken in the whole datacenter. */
export class Vms {
  private readonly known = new Map<number, Vm>();

  constructor(private readonly faults: Faults) {}

  /** All, by number. */
  all(): readonly Vm[] {
    return [...this.known.values()].sort((a, b) => a.vmid - b.vmid);
  }

  /** A machine of a node. */
  find(node: string, vmid: number): Vm {
    const vm = this.known.get(vmid);
    if (vm?.node === node) return vm;
    throw failed(`Configuration file 'nodes/${node}/qemu-server/${vmid}.conf' does not exist`);
  }

  /** Takes a number; `work` is what cannot be done when it is taken already. */
  add(vm: Vm, work: string): Vm {
    const taken = this.known.get(vm.vmid);
    if (taken) throw failed(`${work} - VM ${vm.vmid} already exists on node '${taken.node}'`);
    this.known.set(vm.vmid, vm);
    return vm;
  }

  /** Gives a number back. */
  remove(vmid: number): void {
    this.known.delete(vmid);
  }

  /** Whether a number is taken. */
  has(vmid: number): boolean {
    return this.known.has(vmid);
  }

  /** Why nothing can be done with a machine at this moment. */
  lockOf({ vmid, lock }: Vm): string | undefined {
    return lock ?? this.faults.take("locked", (fault) => fault.vmid === vmid)?.lock;
  }

  /** Fails while a machine is locked. */
  checkLock(vm: Vm): void {
    const lock = this.lockOf(vm);
    if (lock !== undefined) throw failed(`VM is locked (${lock})`);
  }
}

/** What `config` answers. */
export function configAnswer({ config, lock }: Vm): Config {
  const text = Object.entries(config).map(([key, value]) => `${key}: ${value}`);
  const digest = createHash("sha1").update(text.join("\n")).digest("hex");
  // A password is never shown again.
  const shown = config["cipassword"] === undefined ? config : { ...config, cipassword: "**********" };
  return { ...shown, ...(lock !== undefined && { lock }), digest };
}
