import type * as pulumi from "@pulumi/pulumi";
import type { ClusterArgs } from "../../lifecycle/cluster-handle.js";
import type { Reached } from "../../lifecycle/managed.js";
import type { Value, Values } from "../../pcs/options.js";

/** What a quorum device takes. */
export interface QuorumDeviceArgs extends ClusterArgs {
  /**
   * The witness: an address, or a name that every node resolves, of a host with `corosync-qnetd` that is no node of the
   * cluster. Port 5403. A change makes a new device, because the nodes' certificates are for one witness.
   */
  readonly host: pulumi.Input<string>;
  /** Where the witness's pcsd is reached, port 2224; default `host`. Used when the nodes are let in. */
  readonly address?: pulumi.Input<string>;
  /** Password of the witness's user `hacluster`, by which the nodes are let in; it goes to pcs by stdin only. Needed unless they are let in already. */
  readonly haclusterPassword?: pulumi.Input<string>;
  /** Instead of the password: a token that the witness accepts (`pcs pcsd accept_token`), by stdin only. */
  readonly token?: pulumi.Input<string>;
  /** Whom the witness votes for: `ffsplit` (default, one half of the nodes), or `lms` (also the last node alive). Changed in place. */
  readonly algorithm?: pulumi.Input<"ffsplit" | "lms">;
  /** Whom `ffsplit` prefers when the halves are equal: `lowest` (Corosync's default), `highest`, or a node's id. Changed in place. */
  readonly tieBreaker?: pulumi.Input<string>;
  /** The witness's port; Corosync's default 5403. Changed in place. */
  readonly port?: pulumi.Input<number>;
  /** Milliseconds to connect within, 1000 to 120000; Corosync's default 8000. Changed in place. */
  readonly connectTimeout?: pulumi.Input<number>;
  /** Which addresses of the witness are used: `0` (Corosync's default, any), `4` or `6`. Changed in place. */
  readonly forceIpVersion?: pulumi.Input<"0" | "4" | "6">;
  /** Milliseconds that the witness's vote is waited for; Corosync's default 10000. Changed in place. */
  readonly timeout?: pulumi.Input<number>;
  /** The same while members come and go; Corosync's default 30000. Changed in place. */
  readonly syncTimeout?: pulumi.Input<number>;
  /** Commands that a node must pass to be voted for, by pcs's names: `mode` (`on`, `sync`, `off`), `interval`, `timeout`, `sync_timeout` (ms), `exec_NAME`. Changed in place. */
  readonly heuristics?: pulumi.Input<Record<string, pulumi.Input<Value>>>;
}

/** The arguments as the provider sees them. */
export interface Declared extends Reached {
  readonly clusterName?: string;
  readonly host: string;
  readonly address?: string;
  readonly haclusterPassword?: string;
  readonly token?: string;
  readonly algorithm: string;
  readonly tieBreaker?: Value;
  readonly port?: Value;
  readonly connectTimeout?: Value;
  readonly forceIpVersion?: Value;
  readonly timeout?: Value;
  readonly syncTimeout?: Value;
  readonly heuristics?: Values;
}

/** What is known of a quorum device beside its arguments. */
export interface Observed {
  /** Whether every node that answers has found the witness. */
  readonly connected: boolean;
}

/** How pcs calls each argument of the model. */
export const modelNames = {
  host: "host",
  algorithm: "algorithm",
  tieBreaker: "tie_breaker",
  port: "port",
  connectTimeout: "connect_timeout",
  forceIpVersion: "force_ip_version",
} as const;

/** How pcs calls each argument of any device. */
export const deviceNames = { timeout: "timeout", syncTimeout: "sync_timeout" } as const;
