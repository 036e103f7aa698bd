import type { Mistake } from "./argument-problems.js";
import type { CorosyncConf } from "./corosync-conf.js";
import { deviceWords, type DeviceWords } from "./device-words.js";
import { PcsFailure } from "./failure.js";
import { isBefore } from "./features.js";
import { oldestDialect } from "./oldest-dialect.js";

/** A node of a cluster that is set up or grown: its name and its addresses, one a link. */
export interface Member {
  readonly name: string;
  readonly addresses: readonly string[];
}

/** What a new cluster is made of, in pcs's words. */
export type Setup = Pick<
  CorosyncConf,
  "clusterName" | "transport" | "totem" | "transportOptions" | "crypto" | "compression" | "quorum" | "links"
> & { readonly nodes: readonly Member[] };

/** The commands that cannot be said to a CIB file, as one generation of pcs spells them. */
export interface Dialect extends DeviceWords {
  readonly generation: string;
  /** Whether nodes talk by their names, so that these have to resolve to their addresses on every node. */
  readonly byNames: boolean;
  /** How the nodes of a new cluster talk where nothing is said of it. */
  readonly transport: string;
  /** What of a new cluster it cannot make, by the arguments of `PcsCluster`. */
  beyondSetup(cluster: Setup): Mistake[];
  /** What of a cluster that is there it cannot change, by the arguments whose change is asked for. */
  beyondChange(properties: readonly string[]): Mistake[];
  auth(nodes: readonly Member[]): string[];
  /** The token itself is read from stdin. */
  authByToken(node: Member): string[];
  /** Empty where tokens cannot be forgotten one by one. */
  deauth(nodes: readonly string[]): string[];
  setup(cluster: Setup): string[];
  nodeAdd(node: Member): string[];
  nodeRemove(node: string): string[];
  linkAdd(nodes: readonly { name: string; address: string }[]): string[];
  linkUpdate(number: number, addresses: Readonly<Record<string, string>>, options: Options): string[];
  linkRemove(number: number): string[];
  configUpdate(changes: Partial<Record<"totem" | "transport" | "crypto" | "compression", Options>>): string[];
  quorumUpdate(options: Options): string[];
}

type Options = Readonly<Record<string, string>>;

/**
 * The dialect of an installed pcs, by its `--version`.
 * @throws PcsFailure "not-configured" where there is no pcs, or one that is older than 0.9.162
 */
export function dialectFor(version: string, node: string): Dialect {
  if (version === "" || isBefore(version, "0.9.162"))
    throw new PcsFailure(
      "not-configured",
      `pcs ${version || "(not found)"} on ${node}: 0.9.162 or newer is needed.`,
    );
  return isBefore(version, "0.10") ? oldestDialect(version) : modern;
}

const modern: Dialect = {
  generation: "0.10",
  byNames: false,
  transport: "knet",
  beyondSetup: () => [],
  beyondChange: () => [],
  auth: (nodes) => ["pcs", "host", "auth", ...nodes.flatMap(hostWords), "-u", "hacluster"],
  authByToken: (node) => ["pcs", "host", "auth", ...hostWords(node), "--token", "/dev/stdin"],
  deauth: (nodes) => ["pcs", "host", "deauth", ...nodes],
  setup: (cluster) => [
    ...["pcs", "cluster", "setup", cluster.clusterName],
    ...cluster.nodes.flatMap(memberWords),
    ...["transport", cluster.transport, ...words(cluster.transportOptions)],
    ...cluster.links.flatMap((link) => ["link", ...words(link)]),
    ...group("compression", cluster.compression),
    ...group("crypto", cluster.crypto),
    ...group("totem", cluster.totem),
    ...group("quorum", cluster.quorum),
  ],
  nodeAdd: (node) => ["pcs", "cluster", "node", "add", ...memberWords(node)],
  nodeRemove: (node) => ["pcs", "cluster", "node", "remove", node],
  linkAdd: (nodes) => [
    "pcs",
    "cluster",
    "link",
    "add",
    ...nodes.map(({ name, address }) => `${name}=${address}`),
  ],
  linkUpdate: (number, addresses, options) => [
    ...["pcs", "cluster", "link", "update", String(number), ...words(addresses)],
    ...group("options", options),
  ],
  linkRemove: (number) => ["pcs", "cluster", "link", "remove", String(number)],
  configUpdate: (changes) => [
    ...["pcs", "cluster", "config", "update"],
    ...Object.entries(changes).flatMap(([name, options]) => group(name, options)),
  ],
  quorumUpdate: (options) => ["pcs", "quorum", "update", ...words(options)],
  ...deviceWords,
};

function hostWords(node: Member): string[] {
  return [node.name, ...(node.addresses[0] ? [`addr=${node.addresses[0]}`] : [])];
}

function memberWords(node: Member): string[] {
  return [node.name, ...node.addresses.map((address) => `addr=${address}`)];
}

function group(name: string, options: Options): string[] {
  return Object.keys(options).length ? [name, ...words(options)] : [];
}

function words(options: Options): string[] {
  return Object.entries(options).map(([name, value]) => `${name}=${value}`);
}
