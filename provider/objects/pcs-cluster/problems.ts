import { isIP } from "node:net";
import type { Problem } from "../../lifecycle/cib-object.js";
import { hostAddress, passwordProblems, quoted, valueProblems } from "../../pcs/value-checks.js";
import type { Declared } from "./arguments.js";
import { corosyncProblems } from "./option-problems.js";

const transports = ["knet", "udpu", "udp"];
// pcs takes these for the beginnings of something else among the nodes of a new cluster.
const wordsOfPcs = ["transport", "totem", "quorum"];

/** What is wrong with a cluster's arguments by themselves; `adopt` may take over one that pcs would not make. */
export function problemsOf(args: Partial<Declared>, adopt = false): Problem[] {
  const { clusterName, transport, haclusterPassword, nodes } = args;
  const problems: (Problem | undefined)[] = [
    clusterName === undefined ? undefined : nameProblem(clusterName, adopt),
    mistake(
      "transport",
      transport !== undefined && !transports.includes(transport),
      `${quoted(transport ?? "")} is not a transport; allowed are ${transports.join(", ")}`,
    ),
    ...passwordProblems("haclusterPassword", haclusterPassword),
    ...(nodes ? nodeProblems(nodes, transport ?? "knet") : []),
    ...(nodes ? familyProblems(nodes, String(args.transportOptions?.["ip_version"] ?? "")) : []),
    ...corosyncProblems(args),
  ];
  return problems.filter((problem) => problem !== undefined);
}

// pcs refuses to make a cluster of another name, because GFS2 could not be mounted in it; older ones made such.
function nameProblem(name: string, adopt: boolean): Problem | undefined {
  const fits = adopt ? /^[A-Za-z0-9_][\w.-]{0,254}$/ : /^[A-Za-z0-9_][\w-]{0,31}$/;
  const allowed = adopt
    ? "of a cluster that is taken over are up to 255 letters, digits"
    : "are up to 32 letters, digits";
  return mistake(
    "clusterName",
    !fits.test(name),
    `${quoted(name)} is not a cluster's name; allowed ${allowed}, "_"${adopt ? ', "."' : ""} and "-", not "-" first`,
  );
}

function nodeProblems(nodes: Declared["nodes"], transport: string): (Problem | undefined)[] {
  const names = nodes.map(({ name }) => name);
  const addresses = nodes.flatMap((node) => node.addresses);
  const twice = (all: readonly string[]) => all.find((one, index) => all.indexOf(one) !== index);
  const longest = transport === "knet" ? 8 : 1;
  const counts = new Set(nodes.map((node) => node.addresses.length));
  return [
    mistake("nodes", nodes.length === 0, "a cluster needs at least one node"),
    mistake("nodes", twice(names) !== undefined, `the name ${twice(names)} is given twice`),
    mistake("nodes", twice(addresses) !== undefined, `the address ${twice(addresses)} is given twice`),
    mistake("nodes", counts.size > 1, "every node needs the same number of addresses, one a link"),
    mistake(
      "nodes",
      [...counts].some((count) => count < 1 || count > longest),
      `${transport} takes 1 to ${longest} addresses a node`,
    ),
    ...nodes.flatMap(({ name, addresses: own }, index) => [
      mistake(
        `nodes[${index}].name`,
        !/^[A-Za-z0-9][\w.-]{0,254}$/.test(name),
        `${quoted(name)} is not a node's name; allowed are up to 255 letters, digits, "_", "." and "-", a letter or digit first`,
      ),
      mistake(
        `nodes[${index}].name`,
        wordsOfPcs.includes(name),
        `"${name}" is a word of pcs; give the node another name than ${wordsOfPcs.join(", ")}`,
      ),
      ...own.flatMap((address, link) =>
        valueProblems(`nodes[${index}].addresses[${link}]`, address, hostAddress),
      ),
    ]),
  ];
}

function familyProblems(nodes: Declared["nodes"], version: string): (Problem | undefined)[] {
  const only = { ipv4: 4, ipv6: 6 }[version];
  const links = Math.max(0, ...nodes.map(({ addresses }) => addresses.length));
  return Array.from({ length: links }, (_, link) => {
    const families = new Set(nodes.map(({ addresses }) => isIP(addresses[link] ?? "")).filter(Boolean));
    const other = only !== undefined && [...families].some((family) => family !== only);
    return [
      mistake("nodes", families.size > 1, `link ${link} has IPv4 and IPv6 addresses; allowed is one of them`),
      mistake(
        "transportOptions.ip_version",
        other,
        `"${version}" does not go with the addresses of link ${link}`,
      ),
    ];
  }).flat();
}

function mistake(property: string, wrong: boolean, reason: string): Problem | undefined {
  return wrong ? { property, reason } : undefined;
}
