import { corosyncChecks, linkChecks } from "../../../provider/pcs/corosync-options.js";

type Arguments = Record<string, never> & { links: Record<string, unknown>[]; nodes: Member[] };
interface Member {
  name: string;
  addresses: string[];
}

/** A place of an argument whose text goes into corosync.conf. */
export interface ConfPlace {
  readonly kind: "PcsCluster" | "QuorumDevice";
  /** The argument, as a refusal names it. */
  readonly argument: string;
  /** How the option ends in corosync.conf. */
  readonly written: string;
  /** The transport that has it. */
  readonly transport: "knet" | "udp";
  put(args: Record<string, unknown>, text: string): void;
}

const groups = Object.entries(corosyncChecks).flatMap(([group, checks]) =>
  Object.keys(checks).map((name): ConfPlace => ({
    ...{ kind: "PcsCluster", argument: group, written: name },
    transport: name === "netmtu" ? "udp" : "knet",
    put: (args, text) => {
      // One that is nothing without another.
      const besides = name === "last_man_standing_window" ? { last_man_standing: 1 } : {};
      args[group] = { ...(args[group] as object), ...besides, [name]: text };
    },
  })),
);

const links = (["knet", "udp"] as const).flatMap((transport) =>
  Object.keys(linkChecks[transport]).map((name): ConfPlace => ({
    ...{ kind: "PcsCluster", argument: "links", written: name, transport },
    put: (args, text) => {
      const besides = name.startsWith("ping_") ? { ping_interval: 5, ping_timeout: 10 } : {};
      args["links"] = [{ ...besides, ...(args as Partial<Arguments>).links?.[0], [name]: text }];
    },
  })),
);

const device = (argument: string, written: string): ConfPlace => ({
  ...{ kind: "QuorumDevice", argument, written, transport: "knet" },
  put: (args, text) => (args[argument] = text),
});
const heuristic = (name: string): ConfPlace => ({
  ...{ kind: "QuorumDevice", argument: "heuristics", written: name, transport: "knet" },
  put: (args, text) => (args["heuristics"] = { ...(args["heuristics"] as object), [name]: text }),
});

/** Every place of a cluster and of its quorum device whose text goes into corosync.conf. */
export const confPlaces: readonly ConfPlace[] = [
  ...groups,
  ...links,
  {
    ...{ kind: "PcsCluster", argument: "clusterName", written: "cluster_name", transport: "knet" },
    put: (args, text) => (args["clusterName"] = text),
  },
  {
    ...{ kind: "PcsCluster", argument: "nodes", written: "name", transport: "knet" },
    put: (args, text) => putMember(args as Arguments, { name: text }),
  },
  {
    ...{ kind: "PcsCluster", argument: "nodes", written: "ring0_addr", transport: "knet" },
    put: (args, text) => putMember(args as Arguments, { addresses: [text] }),
  },
  ...[
    device("host", "host"),
    device("algorithm", "algorithm"),
    device("tieBreaker", "tie_breaker"),
    device("port", "port"),
    device("connectTimeout", "connect_timeout"),
    device("forceIpVersion", "force_ip_version"),
    device("timeout", "timeout"),
    device("syncTimeout", "sync_timeout"),
  ],
  ...["mode", "interval", "timeout", "sync_timeout", "exec_a", "exec_b", "exec_c", "exec_d"].map(heuristic),
];

// The first node stays as it is: Corosync looks for itself.
function putMember(args: Arguments, changed: Partial<Member>): void {
  const [first, second = { name: "", addresses: [] }] = args.nodes;
  args.nodes = [...(first ? [first] : []), { ...second, ...changed }];
}

/** Texts that are right somewhere, or nearly. */
export const nearTexts: readonly string[] = [
  ...["0", "1", "2", "-1", "29", "30", "126", "200", "255", "256", "1500", "5410", "65535", "65536"],
  ...["2147483647", "2147483648", "4294967296", "1.5", "1e3", "0x10", "007", " 1", "1 ", "1\n", "yes", "no"],
  ...["true", "on", "off", "sync", "ipv4", "ipv6", "ipv4-6", "active", "rr", "aes128", "none", "sha512"],
  ...[
    "openssl",
    "nss",
    "zlib",
    "lz4",
    "zstd",
    "sctp",
    "192.168.0.114",
    "10.9.8.7",
    "fd00::7",
    "fe80::1%eth0",
  ],
  ...[
    "300.1.1.1",
    "239.1.2.3",
    "224.0.0.300",
    "ff02::1",
    "testdb02",
    "db.invalid",
    "lowest",
    "highest",
    "lms",
  ],
  ...["ffsplit", "4", "6", "-h", "a=b", "totem", "transport", "node-x", "A_1", "a.b", "x".repeat(32)],
  ...[
    "x".repeat(33),
    "/bin/test -e '/x y' # $(id); :",
    "é".repeat(200),
    "é".repeat(201),
    '"a": b',
    "a\u2028",
  ],
];
