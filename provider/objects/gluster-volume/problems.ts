import type { Problem } from "../../lifecycle/cib-object.js";
import { repeatedProblems, wordProblems } from "../../pcs/argument-problems.js";
import { quoted, valueProblems, type Check } from "../../pcs/value-checks.js";
import { type Brick, bricksOf, type Declared, spelled } from "./arguments.js";

const volumeName: Check = [
  'a volume\'s name: up to 255 letters, digits, "_" and "-"',
  (name) => /^(?!all$|volume$)\w[\w-]{0,254}$/.test(name),
];
const folder: Check = [
  'a folder from the root on, of letters, digits, "_", ".", "-" and "/", not the root itself',
  (path) => /^(\/(?!\.{1,2}(\/|$))[\w.-]+)+$/.test(path) && path.length <= 1000,
];
const belowAnother: Check = [
  "a folder below the one that the device is mounted on",
  (path) => /^\/[^/]+\//.test(path),
];
const optionName = /^[a-z0-9]+([._-][a-z0-9]+)+$/;
const optionValue: Check = ["one line of text, not empty", (text) => /^[^\0-\x1f\x7f]{1,2000}$/.test(text)];

/** What is wrong with a volume's arguments by themselves. */
export function problemsOf(args: Partial<Declared>): Problem[] {
  const { bricks, replication, options, healTimeout, nodes } = args;
  return [
    ...valueProblems("volumeName", args.volumeName, volumeName),
    ...wordProblems("replication", replication, Object.keys(bricksOf)),
    ...(bricks ? brickProblems(bricks, replication, nodes) : []),
    ...Object.entries(options ?? {}).flatMap(([name, value]) => [
      ...(optionName.test(name)
        ? []
        : [{ property: `options.${name}`, reason: `${quoted(name)} is not the name of an option` }]),
      ...valueProblems(`options.${name}`, spelled(value), optionValue),
    ]),
    ...(healTimeout !== undefined && !(Number.isFinite(healTimeout) && healTimeout > 0)
      ? [{ property: "healTimeout", reason: `${healTimeout} is not a number of seconds` }]
      : []),
  ];
}

function brickProblems(
  bricks: readonly Brick[],
  replication: Declared["replication"] | undefined,
  nodes: Declared["nodes"] | undefined,
): Problem[] {
  const wanted = replication && Object.hasOwn(bricksOf, replication) ? bricksOf[replication] : undefined;
  const known = nodes?.map(({ name }) => name);
  const count =
    wanted !== undefined && bricks.length !== wanted
      ? [{ property: "bricks", reason: `${replication} takes ${wanted} bricks, not ${bricks.length}` }]
      : [];
  // Two bricks of one host are lost together.
  const hosts = bricks.map(({ host }) => host);
  const each = bricks.flatMap(({ host, path, device, makeFilesystem }, index) => {
    const at = `bricks[${index}]`;
    return [
      ...(known && !known.includes(host)
        ? [{ property: `${at}.host`, reason: `${quoted(host)} is not one of \`hosts\`: ${known.join(", ")}` }]
        : []),
      ...valueProblems(`${at}.path`, path, folder),
      ...valueProblems(`${at}.device`, device, folder),
      ...(device === undefined ? [] : valueProblems(`${at}.path`, path, belowAnother)),
      ...(makeFilesystem && device === undefined
        ? [{ property: `${at}.makeFilesystem`, reason: "a filesystem is made on a `device`: name it" }]
        : []),
    ];
  });
  const twice = repeatedProblems("bricks", hosts).map(({ property, reason }) => ({
    property: `${property}.host`,
    reason: `${reason}: a host that is lost takes all of its bricks along`,
  }));
  return [...count, ...each, ...twice];
}
