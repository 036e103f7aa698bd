import type { Problem } from "../../lifecycle/cib-object.js";
import type { Value, Values } from "../../pcs/options.js";
import { textProblems } from "../../pcs/text-problems.js";
import {
  type Check,
  hostAddress,
  oneOf,
  passwordProblems,
  port,
  quoted,
  valueProblems,
  whole,
} from "../../pcs/value-checks.js";
import type { Declared } from "./arguments.js";

const milliseconds = whole(1, 2 ** 31 - 1, "milliseconds");

const checks: Partial<Record<keyof Declared, Check>> = {
  host: hostAddress,
  address: hostAddress,
  algorithm: oneOf("ffsplit", "lms"),
  tieBreaker: ["lowest, highest, or a node's id", (value) => /^(lowest|highest|[1-9]\d{0,9})$/.test(value)],
  port,
  connectTimeout: whole(1000, 120000, "milliseconds"),
  forceIpVersion: oneOf("0", "4", "6"),
  timeout: milliseconds,
  syncTimeout: milliseconds,
};

const heuristicChecks: Readonly<Record<string, Check>> = {
  ...{ mode: oneOf("on", "off", "sync"), interval: milliseconds, timeout: milliseconds },
  sync_timeout: milliseconds,
};

// Corosync reads lines of at most 511 bytes, with the option's name and pcs's indentation, and cuts blanks off.
const command: Check = [
  "one line of text, 1 to 400 bytes, without braces and control characters, without blanks around it",
  (text) =>
    textProblems(text).length === 0 &&
    !/[{}]/.test(text) &&
    text.trim() === text &&
    Buffer.byteLength(text) <= 400,
];

const tokenAllowed = "allowed is one line of text, at most 256 bytes";

/** What is wrong with a quorum device's arguments by themselves. */
export function problemsOf(args: Partial<Declared>): Problem[] {
  const { haclusterPassword, token, heuristics } = args;
  const given = Object.entries(checks).flatMap(([property, check]) =>
    valueProblems(property, args[property as keyof Declared] as Value | undefined, check),
  );
  const both = haclusterPassword !== undefined && token !== undefined;
  return [
    ...given,
    ...passwordProblems("haclusterPassword", haclusterPassword),
    ...(token === undefined || isToken(token) ? [] : [{ property: "token", reason: tokenAllowed }]),
    ...(both
      ? [{ property: "token", reason: "a password is given too; give one of haclusterPassword and token" }]
      : []),
    ...heuristicProblems(heuristics),
  ];
}

function heuristicProblems(heuristics: Values = {}): Problem[] {
  return Object.entries(heuristics).flatMap(([name, value]) => {
    const check = heuristicChecks[name] ?? (/^exec_[-/\w]{1,59}$/.test(name) ? command : undefined);
    if (check) return valueProblems(`heuristics.${name}`, value, check);
    const reason = `${quoted(name)} is not an option here; allowed are mode, interval, timeout, sync_timeout, exec_NAME (up to 59 letters, digits, "_", "-" and "/")`;
    return [{ property: `heuristics.${name}`, reason }];
  });
}

// pcs reads no more of it.
function isToken(token: string): boolean {
  return textProblems(token).length === 0 && Buffer.byteLength(token) <= 256;
}
