import * as pulumi from "../../pulumi.js";
import { type ClusterArgs, wayTo } from "../../lifecycle/cluster-handle.js";
import type { Managed } from "../../lifecycle/managed.js";
import { keysOfEach, onAll, seenOnEach, stateNotices } from "../../lifecycle/on-each-node.js";
import { HalfDone, readable } from "../../lifecycle/outcome.js";
import { PacemakerResource } from "../../lifecycle/resource.js";
import type { Layout } from "../../mariadb/layout.js";
import { reachableNodes } from "../../pcs/nodes.js";
import { begin, repair, replicates, stop } from "./steps.js";
import { stateOf } from "./state.js";

/** What replication both ways takes. */
export interface MariadbReplicationArgs extends Pick<ClusterArgs, "cluster"> {
  /** What marks data as those of this pair: `pair` of `MariadbServer`. */
  readonly pair: pulumi.Input<string>;
  /** Where the servers have their parts: `layout` of `MariadbServer`. */
  readonly layout: pulumi.Input<Layout>;
  /** The user by which each server comes to the other one. */
  readonly user: pulumi.Input<string>;
  /** Its password; changed in place. Each server keeps it in a file of its data. */
  readonly password: pulumi.Input<string>;
  /** The file that the servers were configured with: when it is newer than a server, that one is restarted, the one without writers first. */
  readonly configuration: pulumi.Input<string>;
  /** That file's digests: what the restarts wait for. */
  readonly digests?: pulumi.Input<Readonly<Record<string, string>>>;
  /**
   * Name of a node whose data are given up for a copy of the other one's, once, when this is said. A server with empty data,
   * or one that was away for so long that the other one's log no longer reaches back, is rebuilt without it.
   */
  readonly rebuild?: pulumi.Input<string>;
  /** Seconds for a copy, and for a server to be in step. Default 1800. */
  readonly timeout?: pulumi.Input<number>;
}

/** The arguments as the provider sees them. */
export interface Declared {
  readonly nodes: readonly { readonly name: string; readonly addresses: readonly string[] }[];
  readonly pair: string;
  readonly layout: Layout;
  readonly user: string;
  readonly password: string;
  readonly configuration: string;
  readonly digests?: Readonly<Record<string, string>>;
  readonly rebuild?: string;
  readonly timeout: number;
  /** How the replication of each node is, by its name. */
  readonly channels: Readonly<Record<string, string>>;
}

interface Observed {
  readonly hostKeys: Readonly<Record<string, string>>;
}

/** Two servers that replicate from each other. */
export const mariadbReplication: Managed<Declared, Observed> = {
  kind: "MariadbReplication",
  replaceOn: ["pair"],
  id: ({ pair }) => pair,
  problems: ({ nodes, rebuild, timeout }) => [
    ...(nodes === undefined || nodes.length === 2
      ? []
      : [{ property: "cluster", reason: `two nodes are needed, and it has ${nodes.length}` }]),
    ...(rebuild === undefined || nodes === undefined || nodes.some(({ name }) => name === rebuild)
      ? []
      : [
          {
            property: "rebuild",
            reason: `"${rebuild}" is not one of ${nodes.map(({ name }) => name).join(", ")}`,
          },
        ]),
    ...(timeout === undefined || timeout > 0
      ? []
      : [{ property: "timeout", reason: `"${timeout}" is not a number of seconds above 0` }]),
  ],
  notices: (args, old) => [
    ...stateNotices("brought in step", args.channels, old.channels),
    ...(args.rebuild === undefined || args.rebuild === old.rebuild
      ? []
      : [`REBUILD: the data of ${args.rebuild} are given up for a copy of the other one's`]),
    ...(JSON.stringify(args.digests) === JSON.stringify(old.digests)
      ? []
      : ["RESTART: the servers are restarted one after the other, the one without writers first"]),
  ],

  async create(args) {
    await begin(args).catch((failure: unknown) => {
      throw new HalfDone(readable(failure).message);
    });
    return { hostKeys: await keysOfEach(args) };
  },

  async read(args) {
    const { nodes, pair, layout, user, password, configuration, digests, rebuild, timeout } = args;
    const { states, hostKeys } = await seenOnEach(args, args.channels, (node) => stateOf(node, args));
    const said = { ...(digests ? { digests } : {}), ...(rebuild === undefined ? {} : { rebuild }) };
    const declared = { nodes, pair, layout, user, password, configuration, ...said, timeout };
    return { args: { ...declared, channels: states }, outputs: { hostKeys } };
  },

  async update(args, old) {
    await repair(args, old);
    return { hostKeys: await keysOfEach(args) };
  },

  async remove(args) {
    for (const node of reachableNodes(args)) await stop(node, args);
  },
};

/**
 * Replication of two MariaDB servers from each other, by GTID and over TLS. A server whose data are empty because its
 * machine was replaced, or that was away for too long, is rebuilt by a physical copy of the other one, which goes on
 * meanwhile. A changed configuration restarts the servers one after the other. Replication that is stopped or set
 * otherwise by hand is seen and put right; one that failed because the data differ is told, and needs `rebuild`.
 *
 * @example
 * const replication = new MariadbReplication("db-replication", {
 *   cluster, pair: servers.pair, layout: servers.layout, user: "replication", password, configuration: file.path,
 * });
 */
export class MariadbReplication extends PacemakerResource {
  /** How the replication of each node is, by its name: "replicates", or what was seen instead. */
  public readonly channels!: pulumi.Output<Record<string, string>>;

  constructor(name: string, args: MariadbReplicationArgs, opts?: pulumi.CustomResourceOptions) {
    const { cluster, timeout = 1800, ...given } = args;
    const way = wayTo(cluster);
    const password = pulumi.secret(args.password);
    const channels = onAll(way.nodes, replicates);
    super(mariadbReplication.kind, name, { ...way, ...given, password, timeout, channels }, opts);
  }
}
