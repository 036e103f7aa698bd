import { isIP } from "node:net";
import type { Problem } from "../../lifecycle/cib-object.js";
import type { Declared } from "./arguments.js";

const choices = {
  firewall: ["configure", "disabled", "leave"],
  selinux: ["enforcing", "permissive", "disabled", "leave"],
  repositories: ["configure", "leave"],
} as const;

/** What is wrong with a host's arguments by themselves. */
export function problemsOf(args: Partial<Declared>): Problem[] {
  const { nodes, peers, haclusterPassword, mirror, packages, waitTimeout } = args;
  const problems = [
    ...(["firewall", "selinux", "repositories"] as const).map((name) => choice(args, name)),
    mistake(
      "haclusterPassword",
      haclusterPassword !== undefined && /^$|[\n\r]/.test(haclusterPassword),
      "a password of one line is needed",
    ),
    mistake(
      "mirror",
      mirror !== undefined && !/^(https?|file):\/\/\S+$/.test(mirror),
      `"${mirror}" is not the URL of a folder`,
    ),
    mistake(
      "waitTimeout",
      waitTimeout !== undefined && !(Number.isFinite(waitTimeout) && waitTimeout > 0),
      `${waitTimeout} is not a number of seconds`,
    ),
    ...(packages ?? []).map((name) =>
      mistake("packages", !/^[A-Za-z0-9][\w.+-]*$/.test(name), `"${name}" is not a package's name`),
    ),
    ...(nodes ?? []).map(({ name }) => mistake("nodes", !isName(name), `"${name}" is not a node's name`)),
    ...(peers ? peerProblems(peers, nodes?.[0]?.name) : []),
  ];
  return problems.filter((problem) => problem !== undefined);
}

function peerProblems(peers: Declared["peers"], own: string | undefined): (Problem | undefined)[] {
  const names = peers.map(({ name }) => name);
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  return [
    mistake("peers", twice !== undefined, `the name ${twice} is given twice`),
    mistake(
      "peers",
      own !== undefined && names.length > 0 && !names.includes(own),
      `${own} itself is missing: every node needs the same names`,
    ),
    ...names.map((name) => mistake("peers", !isName(name), `"${name}" is not a node's name`)),
    ...peers.map(({ name, address }) =>
      mistake("peers", isIP(address) === 0, `"${address}" of ${name} is not an IP address`),
    ),
  ];
}

function choice(args: Partial<Declared>, property: keyof typeof choices): Problem | undefined {
  const allowed: readonly string[] = choices[property];
  const given = args[property];
  return mistake(
    property,
    given !== undefined && !allowed.includes(given),
    `"${given}" is not one of ${allowed.join(", ")}`,
  );
}

function isName(name: string): boolean {
  return /^[A-Za-z0-9][\w.-]*$/.test(name);
}

function mistake(property: string, wrong: boolean, reason: string): Problem | undefined {
  return wrong ? { property, reason } : undefined;
}
