import type { Problem } from "../../lifecycle/cib-object.js";
import {
  type Check,
  hostAddress,
  ipAddress,
  passwordProblems,
  quoted,
  valueProblems,
} from "../../pcs/value-checks.js";
import type { Declared } from "./arguments.js";

const choices = {
  firewall: ["configure", "disabled", "leave"],
  selinux: ["enforcing", "permissive", "disabled", "leave"],
  repositories: ["configure", "leave"],
} as const;

const nodeName: Check = [
  'up to 253 letters, digits, "_", "." and "-", a letter or digit first',
  (name) => /^[A-Za-z0-9][\w.-]{0,252}$/.test(name),
];
// apt takes a name with "-" behind it for a package that is to go.
const packageName: Check = [
  'a package\'s name: letters, digits, ".", "_", "+" and "-", a letter or digit first, not "-" last',
  (name) => /^[A-Za-z0-9]([\w.+-]{0,252}[\w.+])?$/.test(name),
];
// It is written into a file of yum's as it is.
const folderUrl: Check = [
  "the URL of a folder: http, https or file, up to 1000 letters, digits and signs of URLs",
  (url) => /^(https?|file):\/\/[A-Za-z0-9._~:/@%+=,$[\]-]{1,1000}$/.test(url) && URL.canParse(url),
];

/** What is wrong with a host's arguments by themselves. */
export function problemsOf(args: Partial<Declared>): Problem[] {
  const { nodes, peers, haclusterPassword, mirror, packages, waitTimeout } = args;
  const problems = [
    ...(["firewall", "selinux", "repositories"] as const).map((name) => choice(args, name)),
    ...passwordProblems("haclusterPassword", haclusterPassword),
    ...valueProblems("mirror", mirror, folderUrl),
    mistake(
      "waitTimeout",
      waitTimeout !== undefined && !(Number.isFinite(waitTimeout) && waitTimeout > 0),
      `${waitTimeout} is not a number of seconds`,
    ),
    ...(packages ?? []).flatMap((name, index) => valueProblems(`packages[${index}]`, name, packageName)),
    ...(nodes ?? []).flatMap(({ name, addresses }) => [
      ...valueProblems("node.name", name, nodeName),
      ...addresses.flatMap((address) => valueProblems("node.address", address, hostAddress)),
    ]),
    ...(peers ? peerProblems(peers, nodes?.[0]?.name) : []),
  ];
  return problems.filter((problem) => problem !== undefined);
}

function peerProblems(peers: Declared["peers"], own: string | undefined): (Problem | undefined)[] {
  const names = peers.map(({ name }) => name);
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  return [
    mistake("peers", twice !== undefined, `the name ${quoted(twice ?? "")} is given twice`),
    mistake(
      "peers",
      own !== undefined && names.length > 0 && !names.includes(own),
      `${own} itself is missing: every node needs the same names`,
    ),
    ...peers.flatMap(({ name, address }, index) => [
      ...valueProblems(`peers[${index}].name`, name, nodeName),
      ...valueProblems(`peers[${index}].address`, address, ipAddress),
    ]),
  ];
}

function choice(args: Partial<Declared>, property: keyof typeof choices): Problem | undefined {
  const allowed: readonly string[] = choices[property];
  const given = args[property];
  return mistake(
    property,
    given !== undefined && !allowed.includes(given),
    `${quoted(given ?? "")} is not one of ${allowed.join(", ")}`,
  );
}

function mistake(property: string, wrong: boolean, reason: string): Problem | undefined {
  return wrong ? { property, reason } : undefined;
}
