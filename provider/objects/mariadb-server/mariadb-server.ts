import type * as pulumi from "@pulumi/pulumi";
import { randomUUID } from "node:crypto";
import { type ClusterArgs, wayTo } from "../../lifecycle/cluster-handle.js";
import type { Managed, Reached } from "../../lifecycle/managed.js";
import { keysOfEach, onAll, seenOnEach, type States, stateNotices } from "../../lifecycle/on-each-node.js";
import { HalfDone, readable, Refusal } from "../../lifecycle/outcome.js";
import { PacemakerResource } from "../../lifecycle/resource.js";
import { keysFolder, type Layout } from "../../mariadb/layout.js";
import { certify, type SeenServer, surveyServer } from "../../mariadb/server.js";
import { versionOf } from "../../mariadb/words.js";
import { readHostFile, onHost, writeHostFile } from "../../pcs/host.js";
import { reachableNodes, type ReachableNode } from "../../pcs/nodes.js";
import { obstacles } from "./obstacles.js";

/** What the servers of a pair take before they are configured. */
export interface MariadbServerArgs extends ClusterArgs {
  /** Take over the databases that one of the two servers has; the other one gets a copy. Default false. */
  readonly adopt?: pulumi.Input<boolean>;
}

interface Declared {
  readonly nodes: readonly { readonly name: string; readonly addresses: readonly string[] }[];
  /** How each node's certificates are, by its name. */
  readonly certificates: Readonly<Record<string, string>>;
  /** What marks data as those of this pair: an output. */
  readonly pair?: string;
  /** An output. */
  readonly layout?: Layout;
  /** An output. */
  readonly version?: string;
}

interface Observed {
  readonly pair: string;
  readonly layout: Layout;
  readonly version: string;
  readonly hostKeys: Readonly<Record<string, string>>;
}

const inPlace = "in place";
const peersFile = `${keysFolder}/peers.pem`;

/** The servers of two nodes, looked at before they become a pair, and their certificates. */
export const mariadbServer: Managed<Declared, Observed> = {
  kind: "MariadbServer",
  replaceOn: [],
  id: ({ nodes }) => nodes.map(({ name }) => name).join(" "),
  problems: ({ nodes }) =>
    nodes === undefined || nodes.length === 2
      ? []
      : [{ property: "cluster", reason: `two nodes are needed, and it has ${nodes.length}` }],
  notices: ({ certificates }, old) => stateNotices("given its certificates", certificates, old.certificates),

  async beyond(args, old) {
    // A check is not told what marks the data of a pair that is there; the update knows, and looks before it changes anything.
    if (old) return [];
    const adopt = (args as { readonly adopt?: boolean }).adopt === true;
    const seen = await surveyed(args);
    // A host that has no server yet may be about to get one.
    if (seen.some(({ version }) => version === "")) return [];
    return obstacles(seen, { adopt }).map((reason) => ({ property: "cluster", reason }));
  },

  async create(args, adopt) {
    const seen = await surveyed(args);
    const found = obstacles(seen, { adopt });
    if (found.length > 0) throw new Refusal(`${found.join("\n")}\nNothing was changed.`);
    try {
      await trust(args);
      return await observed(args, seen, randomUUID());
    } catch (failure) {
      throw new HalfDone(readable(failure).message);
    }
  },

  async read({ nodes, certificates, pair, layout, version, ...way }) {
    const args = { nodes, ...way };
    const seen = new Map<string, SeenServer>();
    const look = async (node: ReachableNode) => {
      const one = await surveyServer(node);
      seen.set(node.name, one);
      return one.certificate === null ? "missing" : inPlace;
    };
    const { states, hostKeys } = await seenOnEach(args, certificates, look);
    const own = [...seen.values()].map(({ certificate }) => certificate);
    const trusting = Object.entries(states).map(([name, state]) => {
      const peers = seen.get(name)?.peers;
      const isStranger = own.some((one) => one !== null && peers !== undefined && !peers.includes(one));
      return [name, state === inPlace && isStranger ? "does not trust the other one's" : state];
    });
    const outputs = { pair, layout, version, hostKeys } as Observed;
    return { args: { nodes, certificates: Object.fromEntries(trusting) as States }, outputs };
  },

  async update(args, old) {
    const seen = await surveyed(args);
    const found = obstacles(seen, { adopt: false, pair: old.pair });
    if (found.length > 0) throw new Refusal(`${found.join("\n")}\nNothing was changed.`);
    await trust(args);
    return observed(args, seen, old.pair ?? randomUUID());
  },

  async remove(args) {
    const files = ["server.key", "server.pem", "peers.pem"].map((name) => `${keysFolder}/${name}`);
    for (const node of reachableNodes(args))
      await onHost(node, "remove the certificates", ["rm", "-f", ...files]);
  },
};

/**
 * The MariaDB servers of two nodes before they become a pair: it refuses what cannot become one, before anything is changed
 * (databases that are there already, versions that cannot replicate, clocks that are far apart, a server that replicates),
 * and gives each a key of its own and a certificate that the other one alone trusts. The key does not leave its node.
 *
 * @example
 * const servers = new MariadbServer("db-servers", { cluster });
 */
export class MariadbServer extends PacemakerResource {
  /** What marks data as those of this pair. */
  public readonly pair!: pulumi.Output<string>;
  /** Where the nodes' distribution has the server's parts. */
  public readonly layout!: pulumi.Output<Layout>;
  /** The servers' version. */
  public readonly version!: pulumi.Output<string>;

  constructor(name: string, args: MariadbServerArgs, opts?: pulumi.CustomResourceOptions) {
    const { cluster, adopt = false } = args;
    const way = wayTo(cluster);
    const certificates = onAll(way.nodes, inPlace);
    const outputs = { pair: undefined, layout: undefined, version: undefined };
    super(mariadbServer.kind, name, { ...way, adopt, certificates, ...outputs }, opts);
  }
}

function surveyed(args: Declared & Reached): Promise<SeenServer[]> {
  return Promise.all(reachableNodes(args).map((node) => surveyServer(node)));
}

// Each certificate signs itself: the list of both is all that either trusts.
async function trust(args: Reached): Promise<void> {
  const certificates = await Promise.all(reachableNodes(args).map(certify));
  const text = certificates.map((one) => `${one.trim()}\n`).join("");
  await Promise.all(
    reachableNodes(args).map(async (node) => {
      const { text: before, mode } = await readHostFile(node, peersFile);
      if (before === text && mode === 0o644) return;
      await writeHostFile(node, { path: peersFile, before: before ?? undefined, text, mode: 0o644 });
    }),
  );
}

async function observed(args: Reached, seen: readonly SeenServer[], pair: string): Promise<Observed> {
  const [one] = seen;
  if (!one) throw new Refusal("There is no node.");
  const version = versionOf(one.version)?.whole ?? "";
  return { pair, layout: one.layout, version, hostKeys: await keysOfEach(args) };
}
