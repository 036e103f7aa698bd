import type * as pulumi from "@pulumi/pulumi";
import type { NodeInput } from "../../lifecycle/cluster-handle.js";
import type { FencingFailures } from "../../pcs/fencing-failures.js";
import type { Foreign } from "../../pcs/foreign.js";
import type { Value, Values } from "../../pcs/options.js";

type Options = pulumi.Input<Record<string, pulumi.Input<Value>>>;

/** What a cluster takes. */
export interface PcsClusterArgs {
  /** Its name; default the resource's. A change makes a new cluster. */
  readonly clusterName?: pulumi.Input<string>;
  /** Its nodes. Added or removed in place; a changed address restarts the cluster. */
  readonly nodes: pulumi.Input<pulumi.Input<NodeInput>[]>;
  /** Password of the user `hacluster`, the same on every node; it goes to pcs by stdin only. */
  readonly haclusterPassword: pulumi.Input<string>;
  /**
   * How the nodes talk: `knet`, `udpu` or `udp`. Default `knet`, and `udpu` where pcs is 0.9; left out, a cluster keeps
   * what it has. A change makes a new cluster.
   */
  readonly transport?: pulumi.Input<"knet" | "udpu" | "udp">;
  /** Options of the transport: `ip_version` (a change restarts the cluster); with knet `link_mode`, `knet_pmtud_interval`; without it `netmtu`. */
  readonly transportOptions?: Options;
  /** Options of each link by its number's place: `mcastport`, `link_priority`, ... A change restarts the cluster. */
  readonly links?: pulumi.Input<Options[]>;
  /** Totem options by Corosync's own names: `token` (ms, Corosync's default 3000), `consensus`, ... Changed live. */
  readonly totem?: Options;
  /** `cipher` and `hash` of the nodes' traffic; default aes256 and sha256 with knet. Changed live. */
  readonly crypto?: Options;
  /** `model`, `threshold` and `level` of compression (knet). Changed live. */
  readonly compression?: Options;
  /** Quorum options: `wait_for_all`, `auto_tie_breaker`, `last_man_standing`, ... A change restarts the cluster. */
  readonly quorum?: Options;
  /** Start the cluster when its nodes boot. Default true. Changed in place. */
  readonly enable?: pulumi.Input<boolean>;
  /** Take over a cluster of this name and these nodes that is there already. Default false. */
  readonly adopt?: pulumi.Input<boolean>;
  /**
   * Let resources that no object of this stack made go with the cluster when it is destroyed. Default false: destroying is
   * refused then, and says what was found. It has to be deployed before it counts.
   */
  readonly destroyForeign?: pulumi.Input<boolean>;
}

/** The groups of Corosync's options that are compared one by one. */
export const optionGroups = ["totem", "transportOptions", "crypto", "compression", "quorum"] as const;
/** One of them. */
export type OptionGroup = (typeof optionGroups)[number];

/** The arguments as the provider sees them. */
export interface Declared {
  readonly clusterName: string;
  readonly haclusterPassword: string;
  readonly transport?: string;
  readonly totem?: Values;
  readonly transportOptions?: Values;
  readonly crypto?: Values;
  readonly compression?: Values;
  readonly quorum?: Values;
  readonly links?: readonly Values[];
  readonly enable: boolean;
  readonly destroyForeign?: boolean;
  readonly nodes: readonly { readonly name: string; readonly addresses: readonly string[] }[];
}

/** A node as it is seen in the cluster. */
export interface Member {
  readonly name: string;
  readonly online: boolean;
}

/** What is known of a cluster that runs. */
export interface Observed {
  readonly members: readonly Member[];
  readonly dc?: string;
  readonly quorate: boolean;
  readonly versions: { readonly pcs: string; readonly pacemaker: string; readonly corosync: string };
  readonly clusterUuid?: string;
  readonly hostKeys: Readonly<Record<string, string>>;
  readonly foreign?: readonly Foreign[];
  readonly fencingFailures: FencingFailures;
}
