import * as pulumi from "../../pulumi.js";
import { reachedBy, type ClusterHandle, type OwnedCluster } from "../../lifecycle/cluster-handle.js";
import type { Managed } from "../../lifecycle/managed.js";
import { HalfDone, readable } from "../../lifecycle/outcome.js";
import { PacemakerResource } from "../../lifecycle/resource.js";
import type { FencingFailures } from "../../pcs/fencing-failures.js";
import type { Foreign } from "../../pcs/foreign.js";
import { beginLedger } from "../../pcs/ledger.js";
import { reachableNodes } from "../../pcs/nodes.js";
import { writerOn } from "../../pcs/worker.js";
import type { Declared, Member, Observed, PcsClusterArgs } from "./arguments.js";
import { changesOf, inWords } from "./changes.js";
import { beyondInstalled, chosenByNodes } from "./generations.js";
import { bringTo, destroyAll, form } from "./formation.js";
import { observe, refuseForeign, refuseStrangers, surveyAll } from "./observation.js";
import { problemsOf } from "./problems.js";

/** The cluster itself: corosync.conf and the daemons on its nodes. */
export const pcsCluster: Managed<Declared, Observed> = {
  kind: "PcsCluster",
  replaceOn: ["clusterName", "transport"],
  id: ({ clusterName }) => clusterName,
  problems: problemsOf,
  chosen: chosenByNodes,
  beyond: beyondInstalled,
  notices: (args, old) => [...inWords(changesOf(args, old)), ...toldOf(old, "when it was last looked at, ")],

  async create(args, adopt) {
    // Loads pcs on the first node while all are looked at.
    const [first] = reachableNodes(args);
    if (first) void writerOn(first).prepared();
    const surveys = await surveyAll(args);
    const inCluster = refuseForeign(args, surveys, adopt);
    if (inCluster) refuseStrangers(args, surveys);
    try {
      if (inCluster) {
        await bringTo(args, surveys);
        await beginLedger(surveys.map(({ node }) => node));
      } else await form(args, surveys);
      return (await observe(args, true)).outputs;
    } catch (failure) {
      if (inCluster || !(await ours(args))) throw failure;
      throw new HalfDone(readable(failure).message);
    }
  },

  async read(args) {
    const { found, outputs } = await observe(args, false);
    for (const told of toldOf(outputs)) process.stdout.write(`PcsCluster ${args.clusterName}: ${told}\n`);
    return found && { args: found, outputs };
  },

  async update(args) {
    const surveys = await surveyAll(args);
    if (refuseForeign(args, surveys, true)) await bringTo(args, surveys);
    else await form(args, surveys);
    return (await observe(args, true)).outputs;
  },

  remove: destroyAll,
};

/**
 * A Corosync/Pacemaker cluster on hosts that have pcs, pacemaker and corosync installed and pcsd running: authenticated,
 * set up, started and complete. It never touches another cluster, and destroys only what is provably its own.
 *
 * @example
 * const cluster = new PcsCluster("testdb", {
 *   nodes: [{ name: "testdb01", address: "192.168.0.113" }, { name: "testdb02", address: "192.168.0.114" }],
 *   haclusterPassword: config.requireSecret("haclusterPassword"),
 * });
 */
export class PcsCluster extends PacemakerResource implements OwnedCluster {
  /** The cluster's name. */
  public readonly clusterName!: pulumi.Output<string>;
  /** The nodes with their addresses, one a link. */
  public readonly nodes!: pulumi.Output<{ name: string; addresses: string[] }[]>;
  /** The way to the nodes; secret. */
  public readonly connection!: pulumi.Output<Record<string, object>>;
  /** The nodes' host keys, pinned at first contact. */
  public readonly hostKeys!: pulumi.Output<Record<string, string>>;
  /** The nodes as the cluster sees them. */
  public readonly members!: pulumi.Output<Member[]>;
  /** The node that decides (designated controller). */
  public readonly dc!: pulumi.Output<string | undefined>;
  /** Whether the cluster has quorum. */
  public readonly quorate!: pulumi.Output<boolean>;
  /** The installed versions. */
  public readonly versions!: pulumi.Output<{ pcs: string; pacemaker: string; corosync: string }>;
  /** The cluster's UUID, where pcs gives one (0.11.3 and newer). */
  public readonly clusterUuid!: pulumi.Output<string | undefined>;
  /**
   * What is in the cluster that no object of this stack made or took over, as the last create, update or refresh saw it:
   * resources and constraints of others, and what operators said for now (`cli-ban`, `target-role`, standby). It is left
   * alone. Undefined for a cluster that was made before this was noted.
   */
  public readonly foreign!: pulumi.Output<Foreign[] | undefined>;

  /**
   * Nodes that have to be fenced and are not yet, and fencing devices that do not work, by name, each with the reason in the
   * fence agent's words, as the last create, update or refresh saw it; empty where all is well.
   */
  public readonly fencingFailures!: pulumi.Output<FencingFailures>;

  constructor(name: string, args: PcsClusterArgs, opts?: pulumi.CustomResourceOptions) {
    const inputs = {
      ...args,
      ...reachedBy(args.nodes),
      clusterName: args.clusterName ?? name,
      enable: args.enable ?? true,
      haclusterPassword: pulumi.secret(args.haclusterPassword),
    };
    const outputs = Object.fromEntries(
      ["hostKeys", "members", "dc", "quorate", "versions", "clusterUuid", "foreign", "fencingFailures"].map(
        (output) => [output, undefined],
      ),
    );
    super(pcsCluster.kind, name, { ...inputs, ...outputs }, opts);
  }

  /** How other objects reach this cluster; `cluster: thisCluster` says the same. */
  get handle(): ClusterHandle {
    const { clusterName, nodes, connection, hostKeys } = this;
    return { clusterName, nodes, connection, hostKeys };
  }
}

// What is said aloud of it at each refresh and preview: nothing that the lost node ran is started until then.
function toldOf(seen: Partial<Observed>, when = ""): readonly string[] {
  return Object.entries(seen.fencingFailures ?? {}).map(
    ([name, reason]) => `WARNING: ${when}fencing failed: ${name}: ${reason}`,
  );
}

// After a failure: whether our setup got as far as the nodes. A node that does not answer then may have it.
async function ours(args: Parameters<typeof form>[0]): Promise<boolean> {
  const surveys = await surveyAll(args).catch(() => undefined);
  return surveys === undefined || surveys.some(({ conf }) => conf?.clusterName === args.clusterName);
}
