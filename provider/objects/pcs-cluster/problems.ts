import type { Problem } from "../../lifecycle/cib-object.js";
import { corosyncOptions } from "../../pcs/corosync-conf.js";
import type { Values } from "../../pcs/options.js";
import { optionGroups, type Declared, type OptionGroup } from "./arguments.js";

const transports = ["knet", "udpu", "udp"];

/** What is wrong with a cluster's arguments by themselves. */
export function problemsOf(args: Partial<Declared>): Problem[] {
  const { clusterName, transport, haclusterPassword, nodes, links } = args;
  const problems: (Problem | undefined)[] = [
    mistake(
      "clusterName",
      clusterName === "" || /[\s{}]/.test(clusterName ?? ""),
      `"${clusterName}" is not a cluster's name: text without blanks and braces`,
    ),
    mistake(
      "transport",
      transport !== undefined && !transports.includes(transport),
      `"${transport}" is not a transport; allowed are ${transports.join(", ")}`,
    ),
    mistake(
      "haclusterPassword",
      haclusterPassword !== undefined && /^$|[\n\r]/.test(haclusterPassword),
      "a password of one line is needed",
    ),
    ...(nodes ? nodeProblems(nodes, transport ?? "knet") : []),
    ...optionGroups.flatMap((group) => unknownNames(group, args[group], namesIn(group, transport))),
    ...(links ?? []).flatMap((options, number) =>
      unknownNames(`links[${number}]`, options, corosyncOptions.links),
    ),
    mistake(
      "crypto",
      transport !== undefined && transport !== "knet" && args.crypto !== undefined,
      `${transport} has no crypto options; only knet has`,
    ),
    ...timeProblems(args.totem),
  ];
  return problems.filter((problem) => problem !== undefined);
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
    ...names.map((name) =>
      mistake("nodes", !/^[A-Za-z0-9][\w.-]*$/.test(name), `"${name}" is not a node's name`),
    ),
  ];
}

function namesIn(group: OptionGroup, transport: string | undefined): readonly string[] {
  const others = transport === "knet" ? ["netmtu"] : ["knet_pmtud_interval", "link_mode"];
  const known: readonly string[] = corosyncOptions[group];
  if (group !== "transportOptions" || transport === undefined) return known;
  return known.filter((name) => !others.includes(name));
}

function unknownNames(property: string, given: Values | undefined, allowed: readonly string[]): Problem[] {
  const unknown = Object.keys(given ?? {}).filter((name) => !allowed.includes(name));
  return unknown.map((name) => ({
    property: `${property}.${name}`,
    reason: `"${name}" is not an option here; allowed are ${allowed.join(", ")}`,
  }));
}

function timeProblems(totem: Values | undefined): (Problem | undefined)[] {
  return ["token", "consensus", "join", "token_retransmit"].map((name) => {
    const value = totem?.[name];
    const wrong = value !== undefined && !/^\d+$/.test(String(value));
    return mistake(`totem.${name}`, wrong, `"${value}" is not a whole number of milliseconds`);
  });
}

function mistake(property: string, wrong: boolean, reason: string): Problem | undefined {
  return wrong ? { property, reason } : undefined;
}
