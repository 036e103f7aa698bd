import type * as pulumi from "@pulumi/pulumi";
import type { ClusterArgs, NodeInput } from "../../provider/lifecycle/cluster-handle.js";
import type { IPaddr2ResourceArgs } from "../../provider/objects/ipaddr2-resource/index.js";
import type { PacemakerHostArgs } from "../../provider/objects/pacemaker-host/index.js";
import type { PcsClusterArgs } from "../../provider/objects/pcs-cluster/index.js";
import type { QuorumDeviceArgs } from "../../provider/objects/quorum-device/index.js";
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
   * How a lost node is cut off: the Proxmox that makes the machines, devices of any agent, both, or `"none"`. With `"none"`
   * two nodes that lose each other both run everything, and data that both write is lost; each preview warns of it. There is
   * no default.
   */
  readonly fencing: PairFencing | "none";
  /**
   * Really fence each node once at the first deployment, one after the other, before there is a service IP. Later updates
   * fence nobody. Turned on for a pair that runs, the next update does it, and all that runs moves meanwhile. Default false.
   */
  readonly testFencing?: boolean;
  /** How the hosts are made ready; `false` for hosts that were prepared elsewhere. Default as `PacemakerHost` does. */
  readonly prepare?: Preparation | false;
  /**
   * Cluster properties by Pacemaker's names. One that is taken out goes back to Pacemaker's default. Default none; with fencing
   * `cluster-recheck-interval` is 60s, so that a node that could not be fenced is tried again soon.
   */
  readonly properties?: Readonly<Record<string, pulumi.Input<string | number | boolean>>>;
  /** A witness that votes for the pair; default none, and Corosync's `two_node` mode keeps a lone survivor going. */
  readonly quorumDevice?: Omit<QuorumDeviceArgs, keyof ClusterArgs>;
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

/** What fences the nodes of a pair; at least one of the two. */
export interface PairFencing {
  /** A device for each machine of `proxmox`, by the Proxmox that makes it: `fence-NODE`, with the package's own agent. */
  readonly proxmox?: MachineFencing;
  /** Devices of any agent by name, which is their id in the cluster too. A second means is a `FencingLevel` in `pair.cluster`. */
  readonly devices?: Readonly<Record<string, Omit<StonithDeviceArgs, keyof ClusterArgs | "stonithId">>>;
}

/** Fencing of machines through Proxmox's API, which the nodes themselves call. */
export interface MachineFencing {
  /**
   * An API token, `user@realm!name=secret`, that may do no more than this takes: VM.Audit and VM.PowerMgmt on the `/vms/ID` of
   * the two machines. It is kept in a file for root on each node; another one, with another name too, is used from the next
   * call on: fencing works all the time while both are good.
   */
  readonly apiToken: pulumi.Input<string>;
  /** Where the nodes reach the API: HOST or HOST:PORT of several Proxmox nodes, asked in this order. Default the endpoint that makes the machines. */
  readonly endpoints?: readonly pulumi.Input<string>[];
  /** SHA-256 fingerprints of the certificates that are trusted, one for each endpoint. Default the fingerprint of `proxmox`, or else authorities. */
  readonly fingerprints?: readonly pulumi.Input<string>[];
  /** A file on the nodes with the authorities that are trusted, instead of `fingerprints`. Default those of the nodes' systems. */
  readonly caFile?: pulumi.Input<string>;
  /** Take any certificate: whoever is between nodes and API can read the token. Default false. */
  readonly insecure?: boolean;
  /** Name of the node that survives when both fence each other. Default the first. */
  readonly preferred?: string;
  /** Seconds by which the fencing of that node comes later than that of the other one, 1 to 60. Default 5. */
  readonly delay?: number;
  /** Seconds until a machine must be seen off; a backup's lock is waited for meanwhile. Proxmox itself takes up to 70. 10 to 3600, default 90. */
  readonly powerTimeout?: number;
}
