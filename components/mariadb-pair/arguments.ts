import type * as pulumi from "@pulumi/pulumi";
import type { ClusterArgs } from "../../provider/lifecycle/cluster-handle.js";
import type { IPaddr2ResourceArgs } from "../../provider/objects/ipaddr2-resource/index.js";

/** What a pair of MariaDB servers takes. */
export interface MariadbPairArgs extends Pick<ClusterArgs, "cluster"> {
  /** The address that clients use: it is where the server is that may be written to. */
  readonly serviceIp: Omit<IPaddr2ResourceArgs, keyof ClusterArgs | "resourceId" | "disabled">;
  /** Password of the user by which the servers come to each other; changed in place. */
  readonly replicationPassword: pulumi.Input<string>;
  /** A database and the user that has it. Default none; more are made by `MariadbUser`. */
  readonly database?: PairDatabase;
  /**
   * Whether a write is acknowledged only when the other server has it. `true` (default) waits up to 30 seconds for a
   * server that no longer answers, longer than it takes to fence its node; `false` may lose the last writes of a server
   * that dies.
   */
  readonly semiSync?: boolean | SemiSync;
  /**
   * Options of the server by their own names, such as `innodb_buffer_pool_size: "512M"`. A change restarts the servers one
   * after the other, the one without clients first. Those that the pair itself sets are refused.
   */
  readonly settings?: Readonly<Record<string, pulumi.Input<string | number | boolean>>>;
  /** Seconds of delay from which on a server is not given the address. Default 30. */
  readonly maxLag?: number;
  /** Take over the databases that one of the servers has; the other one gets a copy. Default false. */
  readonly adopt?: boolean;
  /** Name of a node whose data are given up for a copy of the other one's, once, when this is said. */
  readonly rebuild?: pulumi.Input<string>;
  /** Seconds for a copy of all data to the other node. Default 1800. */
  readonly copyTimeout?: number;
}

/** A database and its user. */
export interface PairDatabase {
  /** The database's name; it is made where there is none, and never dropped. */
  readonly name: string;
  /** The user that may do anything in it. Default the database's name. */
  readonly user?: string;
  /** The user's password; changed in place. */
  readonly password: pulumi.Input<string>;
}

/** How long a write waits for the other server. */
export interface SemiSync {
  /** Seconds after which it is acknowledged all the same; more than fencing takes, or writes may be lost. */
  readonly timeout: number;
}
