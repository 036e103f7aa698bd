import { isIP } from "node:net";
import type { Mistake } from "./argument-problems.js";
import type { Value, Values } from "./options.js";

/** What an argument takes: in words, and whether a value is that. */
export type Check = readonly [allowed: string, test: (value: string) => boolean];

/** A whole number, without a sign; `of` says of what. */
export function whole(least: number, most = Infinity, of = ""): Check {
  const bounds = most === Infinity ? `, ${least} or more` : ` from ${least} to ${most}`;
  return [
    `a whole number${of && ` of ${of}`}${bounds}`,
    (value) => /^\d+$/.test(value) && Number(value) >= least && Number(value) <= most,
  ];
}

/** One of a few words. */
export function oneOf(...words: readonly string[]): Check {
  return [words.join(", "), (value) => words.includes(value)];
}

/** A port of TCP or UDP. */
export const port = whole(1, 65535);

/** An IP address. */
export const ipAddress: Check = ["an IP address", (value) => isIP(value) > 0];

// Digits and dots alone would be asked for as a name, which no host can have.
const hostName =
  /^(?![\d.]+$)[A-Za-z0-9]([A-Za-z0-9_-]*[A-Za-z0-9])?(\.[A-Za-z0-9]([A-Za-z0-9_-]*[A-Za-z0-9])?)*$/;

/** Where a host is reached: an address, or a name that is looked up. */
export const hostAddress: Check = [
  "an IP address or a host's name",
  (value) => isIP(value) > 0 || (value.length <= 253 && hostName.test(value)),
];

/**
 * A password as pcs, PAM and chpasswd take it: they read one line, and no more than 511 bytes of it. What a refusal says
 * never shows it.
 */
export function passwordProblems(property: string, password: string | undefined): Mistake[] {
  if (password === undefined) return [];
  const bytes = Buffer.byteLength(password);
  // Half of a pair of surrogates would arrive as another character.
  const isText = Buffer.from(password).toString() === password;
  const isLine = isText && /^[^\0-\x1f\x7f]+$/.test(password);
  if (isLine && bytes <= 511) return [];
  const reason = "a password of one line is needed: 1 to 511 bytes of text without control characters";
  return [{ property, reason }];
}

/** What is wrong with one value. */
export function valueProblems(property: string, value: Value | undefined, [allowed, test]: Check): Mistake[] {
  if (value === undefined || test(String(value))) return [];
  return [{ property, reason: `${quoted(value)} is not allowed; allowed is ${allowed}` }];
}

/** What is wrong with named options: names that are not known, and values that these do not take. */
export function namedProblems(
  property: string,
  options: Values | undefined,
  checks: Readonly<Record<string, Check>>,
): Mistake[] {
  return Object.entries(options ?? {}).flatMap(([name, value]) => {
    const check = Object.hasOwn(checks, name) ? checks[name] : undefined;
    if (check) return valueProblems(`${property}.${name}`, value, check);
    const reason = `${quoted(name)} is not an option here; allowed are ${Object.keys(checks).join(", ")}`;
    return [{ property: `${property}.${name}`, reason }];
  });
}

/** A given value as a message shows it: of one line, and not without end. */
export function quoted(value: Value): string {
  const text = String(value);
  return text.length > 100 ? `${JSON.stringify(text.slice(0, 100))}...` : JSON.stringify(text);
}
