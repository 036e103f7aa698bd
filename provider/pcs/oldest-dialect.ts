import type { Mistake } from "./argument-problems.js";
import type { Dialect, Setup } from "./dialect.js";
import { deviceWords } from "./device-words.js";
import { PcsFailure } from "./failure.js";
import { isBefore } from "./features.js";

type Options = Readonly<Record<string, string>>;

// What `cluster setup` takes of each group, as options of its command line.
const setupOptions = {
  totem: ["token", "token_coefficient", "join", "consensus", "miss_count_const", "fail_recv_const"],
  transportOptions: ["ip_version", "netmtu"],
  crypto: [],
  compression: [],
  quorum: ["wait_for_all", "auto_tie_breaker", "last_man_standing", "last_man_standing_window"],
} as const;

/** The words of pcs 0.9: a node is its name, which has to resolve; options are those of a command line. */
export function oldestDialect(version: string): Dialect {
  const beyond = (property: string, cannot: string, since = "0.10.1"): Mistake => ({
    property,
    reason: `pcs ${version} cannot ${cannot}; pcs ${since} and newer can`,
  });
  const refuse = (what: string): never => {
    throw new PcsFailure("validation", `pcs ${version} cannot ${what}; pcs 0.10.1 and newer can.`);
  };
  return {
    generation: "0.9",
    byNames: true,
    transport: "udpu",
    beyondSetup: (cluster) => [
      ...(cluster.transport === "knet"
        ? [beyond("transport", "make a cluster with knet, only with udpu or udp")]
        : []),
      ...Object.entries(setupOptions).flatMap(([group, known]) =>
        Object.keys(cluster[group as keyof typeof setupOptions])
          .filter((name) => !(known as readonly string[]).includes(name))
          .map((name) => beyond(`${group}.${name}`, `set ${name} when it makes a cluster`)),
      ),
      ...("netmtu" in cluster.transportOptions && isBefore(version, "0.9.165")
        ? [beyond("transportOptions.netmtu", "set netmtu when it makes a cluster", "0.9.165")]
        : []),
      ...(cluster.links.some((link) => Object.keys(link).length > 0)
        ? [beyond("links", "set options of links")]
        : []),
      ...cluster.nodes.flatMap(({ addresses }, index) =>
        addresses.length > 1
          ? [beyond(`nodes[${index}].addresses`, "give a node more than one address with udpu")]
          : [],
      ),
    ],
    beyondChange: (properties) =>
      properties
        .filter((property) => property !== "quorum")
        .map((property) => {
          // Nodes come and go; the address of one stays.
          const what = property === "nodes" ? "the address of a node" : "it";
          return beyond(property, `change ${what} in a cluster that is there`, "0.10.8");
        }),
    auth: (nodes) => ["pcs", "cluster", "auth", ...nodes.map(({ name }) => name), "-u", "hacluster"],
    authByToken: () => refuse("take a token of a host; give its password"),
    // It forgets all of its tokens or none, also those of others.
    deauth: () => [],
    setup: (cluster) => [
      ...["pcs", "cluster", "setup", "--name", cluster.clusterName],
      ...cluster.nodes.map(({ name }) => name),
      ...["--transport", cluster.transport],
      ...flags({ ...cluster.totem, ...cluster.quorum }),
      ...(cluster.transportOptions["ip_version"] === "ipv6" ? ["--ipv6"] : []),
      ...(cluster.transportOptions["netmtu"] ? ["--netmtu", cluster.transportOptions["netmtu"]] : []),
      // Without it everything goes in clear.
      ...["--encryption", "1"],
    ],
    nodeAdd: (node) => ["pcs", "cluster", "node", "add", node.name],
    nodeRemove: (node) => ["pcs", "cluster", "node", "remove", node],
    linkAdd: () => refuse("add links"),
    linkUpdate: () => refuse("change links"),
    linkRemove: () => refuse("remove links"),
    configUpdate: () => refuse("change Corosync's options in a cluster that is there"),
    quorumUpdate: (options) => ["pcs", "quorum", "update", ...words(options)],
    ...deviceWords,
  };
}

function flags(options: Setup["totem"]): string[] {
  return Object.entries(options).map(([name, value]) => `--${name}=${value}`);
}

function words(options: Options): string[] {
  return Object.entries(options).map(([name, value]) => `${name}=${value}`);
}
