import type { Problem } from "../../lifecycle/cib-object.js";
import type { Value, Values } from "../../pcs/options.js";
import type { Declared } from "./arguments.js";

type Check = readonly [allowed: string, test: (value: string) => boolean];

const within = (least: number, most: number): Check => [
  `a whole number from ${least} to ${most}`,
  (value) => /^\d+$/.test(value) && Number(value) >= least && Number(value) <= most,
];
const oneOf = (...words: readonly string[]): Check => [words.join(", "), (value) => words.includes(value)];
const milliseconds: Check = [
  "a whole number of milliseconds, above 0",
  (value) => /^\d+$/.test(value) && Number(value) > 0,
];
const hostName: Check = [
  "an address or a name without blanks and braces",
  (value) => /^[^\s{}]+$/.test(value),
];
// pcs reads one line of stdin.
const line: Check = ["one line of text", (value) => /^[^\r\n]+$/.test(value)];

const checks: Partial<Record<keyof Declared, Check>> = {
  host: hostName,
  address: hostName,
  algorithm: oneOf("ffsplit", "lms"),
  tieBreaker: ["lowest, highest, or a node's id", (value) => /^(lowest|highest|\d+)$/.test(value)],
  port: within(1, 65535),
  connectTimeout: within(1000, 120000),
  forceIpVersion: oneOf("0", "4", "6"),
  timeout: milliseconds,
  syncTimeout: milliseconds,
};

/** What is wrong with a quorum device's arguments by themselves. */
export function problemsOf(args: Partial<Declared>): Problem[] {
  const { haclusterPassword, token, heuristics } = args;
  const given = Object.entries(checks).flatMap(([property, check]) =>
    wrong(property, args[property as keyof Declared] as Value | undefined, check),
  );
  const secret = [
    ...(haclusterPassword === undefined || line[1](haclusterPassword) ? [] : ["haclusterPassword"]),
    ...(token === undefined || line[1](token) ? [] : ["token"]),
  ].map((property) => ({ property, reason: `allowed is ${line[0]}` }));
  const both = haclusterPassword !== undefined && token !== undefined;
  return [
    ...given,
    ...secret,
    ...(both
      ? [{ property: "token", reason: "a password is given too; give one of haclusterPassword and token" }]
      : []),
    ...heuristicProblems(heuristics),
  ];
}

function heuristicProblems(heuristics: Values = {}): Problem[] {
  return Object.entries(heuristics).flatMap(([name, value]) => {
    const property = `heuristics.${name}`;
    if (name === "mode") return wrong(property, value, oneOf("on", "off", "sync"));
    if (["interval", "timeout", "sync_timeout"].includes(name)) return wrong(property, value, milliseconds);
    if (/^exec_[-/\w]+$/.test(name))
      return wrong(property, value, ["one line of text without braces", (text) => /^[^\r\n{}]+$/.test(text)]);
    return [
      {
        property,
        reason: `"${name}" is not an option here; allowed are mode, interval, timeout, sync_timeout, exec_NAME`,
      },
    ];
  });
}

function wrong(property: string, value: Value | undefined, [allowed, test]: Check): Problem[] {
  return value === undefined || test(String(value))
    ? []
    : [{ property, reason: `"${value}" is not allowed; allowed is ${allowed}` }];
}
