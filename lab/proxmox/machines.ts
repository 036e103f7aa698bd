/** What a cloud-init drive tells a machine when it boots. */
export interface Seed {
  readonly userData: string;
  readonly metaData: string;
  readonly networkConfig: string;
  readonly interfaces: readonly SeedInterface[];
  readonly nameservers: readonly string[];
  readonly searchDomain?: string;
}

/** The static address of an interface; none means that it gets none. */
export interface SeedInterface {
  /** 0 for `net0`. */
  readonly index: number;
  /** With its prefix: `10.0.0.11/24`. */
  readonly address?: string;
  readonly gateway?: string;
}

/** A network card of a machine. */
export interface Nic {
  readonly index: number;
  readonly bridge: string;
  readonly mac: string;
  /** Whether its cable is out. */
  readonly isDown: boolean;
}

/** What a machine is made of. */
export interface MachinePlan {
  readonly vmid: number;
  readonly name: string;
  /** What its disk boots; undefined for an empty disk. */
  readonly system?: string;
}

/** How a machine is. */
export type MachineState = "running" | "paused" | "stopped";

/** What runs the machines of a datacenter: something in memory, or real nodes. */
export interface Machines {
  /** Makes a machine's disk. */
  create(plan: MachinePlan): Promise<void>;
  /** Makes a machine's disk from that of another. */
  clone(from: number, plan: MachinePlan): Promise<void>;
  /** Gives it power; returns when it has some, not when it has booted. */
  start(vmid: number, nics: readonly Nic[], seed?: Seed): Promise<void>;
  /** Puts another cloud-init drive into it; what runs in it reads it at its next boot. */
  insert(vmid: number, seed: Seed): Promise<void>;
  /** Puts the cards of a machine that runs on other bridges; it notices nothing but who answers there. */
  plug(vmid: number, nics: readonly Nic[]): Promise<void>;
  /** Takes its power away; one without power stays so. */
  stop(vmid: number): Promise<void>;
  /** Asks it to end itself and answers whether it has, within some seconds. */
  shutdown(vmid: number, seconds: number): Promise<boolean>;
  /** Stops its processors. */
  suspend(vmid: number): Promise<void>;
  /** Lets its processors go on. */
  resume(vmid: number): Promise<void>;
  /** Removes a stopped machine's disk. */
  remove(vmid: number): Promise<void>;
  /** How it is at this moment, also when it ended itself. */
  state(vmid: number): MachineState;
}
