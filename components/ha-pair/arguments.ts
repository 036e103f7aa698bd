import type * as pulumi from "@pulumi/pulumi";
import type { ClusterArgs, NodeInput } from "../../provider/lifecycle/cluster-handle.js";
import type { IPaddr2ResourceArgs } from "../../provider/objects/ipaddr2-resource/index.js";
import type { PacemakerHostArgs } from "../../provider/objects/pacemaker-host/index.js";
import type { PcsClusterArgs } from "../../provider/objects/pcs-cluster/index.js";
import type { StonithDeviceArgs } from "../../provider/objects/stonith-device/index.js";
import type { ProxmoxNodeArgs } from "../proxmox-node/index.js";

/** What a pair takes beside its hosts: Corosync's options are those of `PcsCluster`, under the same names. */
export interface HaPairArgs extends Omit<PcsClusterArgs, "nodes"> {
  /** Two hosts that are there already; instead of `proxmox`. */
  readonly hosts?: readonly PairHost[];
  /**
   * Two virtual machines that are made on Proxmox; instead of `hosts`. A change that restarts both is done on one after the
   * other, the second when the first is a full member again; one that would replace both is refused.
   */
  readonly proxmox?: readonly PairMachine[];
  /**
   * How a lost node is cut off: devices, or `"none"`. With `"none"` two nodes that lose each other both run everything, and
   * data that both write is lost; each preview warns of it. There is no default.
   */
  readonly fencing: PairFencing | "none";
  /** How the hosts are made ready; `false` for hosts that were prepared elsewhere. Default as `PacemakerHost` does. */
  readonly prepare?: Preparation | false;
  /** Cluster properties by Pacemaker's names. One that is taken out goes back to Pacemaker's default. Default none. */
  readonly properties?: Readonly<Record<string, pulumi.Input<string | number | boolean>>>;
  /** The address that clients use; default none. Further addresses take `pair.cluster`. */
  readonly serviceIp?: Omit<IPaddr2ResourceArgs, keyof ClusterArgs>;
}

/** A host of a pair and the way to it. */
export interface PairHost extends NodeInput {
  /** Its name in the cluster; part of the names of resources, so known when the program runs. */
  readonly name: string;
}

/** A machine of a pair: the arguments of `ProxmoxNode` beside what the pair knows. */
export interface PairMachine extends Omit<ProxmoxNodeArgs, "after"> {
  /** Its hostname, and its name in the cluster; part of the names of resources, so known when the program runs. */
  readonly name: string;
}

/** How hosts are made ready: the arguments of `PacemakerHost` beside what the pair knows. */
export type Preparation = Omit<PacemakerHostArgs, "node" | "peers" | "haclusterPassword">;

/** Fencing by devices of any agent. */
export interface PairFencing {
  /** The devices by name, which is their id in the cluster too. */
  readonly devices: Readonly<Record<string, Omit<StonithDeviceArgs, keyof ClusterArgs | "stonithId">>>;
}
