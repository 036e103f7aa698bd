import { childrenOf, everyElement, parseXml } from "./xml.js";

/** What Pacemaker knows of one cluster property. */
export interface PropertyDefinition {
  readonly name: string;
  /** `boolean`, `integer`, `time`, `percentage`, `select`, `enum`, `string`, ... */
  readonly type: string;
  readonly defaultValue: string | undefined;
  /** The allowed values, where the type lists them. */
  readonly allowed: readonly string[];
  /** Whether an agent cannot do without it. */
  readonly required?: boolean;
  /** Whether another name took its place. */
  readonly deprecated?: boolean;
  /** The older name whose place it took. */
  readonly replaces?: string;
}

/** Properties that Pacemaker writes itself; pcs refuses to set them. */
export const reservedProperties: ReadonlySet<string> = new Set([
  "cluster-infrastructure",
  "cluster-name",
  "dc-version",
  "have-watchdog",
  "last-lrm-refresh",
]);

/** Reads the descriptions that Pacemaker's daemons or crm_attribute print. */
export function readPropertyDefinitions(
  documents: readonly string[],
): ReadonlyMap<string, PropertyDefinition> {
  const elements = documents.flatMap((text) => [...everyElement(parseXml(text))]);
  const inWords = new Map(documents.flatMap(allowedInWords));
  const definitions = elements
    .filter(({ name }) => name === "parameter")
    .map(({ attributes, children }) => {
      const content = children.find(({ name }) => name === "content");
      const [name, type] = [attributes["name"] ?? "", content?.attributes["type"] ?? "string"];
      const listed = childrenOf(content, "option").map((option) => option.attributes["value"] ?? "");
      return {
        name,
        type,
        defaultValue: content?.attributes["default"],
        ...(attributes["required"] === "1" ? { required: true } : {}),
        ...(attributes["deprecated"] === "1" ? { deprecated: true } : {}),
        ...(attributes["obsoletes"] ? { replaces: attributes["obsoletes"] } : {}),
        allowed: type === "enum" && listed.length === 0 ? (inWords.get(name) ?? []) : listed,
      };
    });
  return new Map(definitions.map((definition) => [definition.name, definition]));
}

/** Pacemaker before 2.1 lists what a property takes in its description only, where pcs reads it too. */
function allowedInWords(document: string): (readonly [string, readonly string[]])[] {
  const parameters = [...document.matchAll(/<parameter name="([^"]+)"([^]*?)<\/parameter>/g)];
  return parameters.flatMap(([, name = "", text = ""]) => {
    const [, values] = /\bAllowed values: ([^<]+)<\/longdesc>/.exec(text) ?? [];
    return values === undefined ? [] : [[name, values.split(",").map((value) => value.trim())] as const];
  });
}

// What Pacemaker 3 has a word of its own for.
const typesOfNow: Readonly<Record<string, string>> = { duration: "time", timeout: "time", score: "integer" };

/** Why a value does not fit a property; undefined when it does, or when its type is not known to be checked. */
export function valueProblem({ name, type, allowed }: PropertyDefinition, value: string): string | undefined {
  const of = typesOfNow[type] ?? type;
  const expected = {
    boolean: "true or false",
    integer: "a whole number or INFINITY",
    percentage: "a percentage",
    nonnegative_integer: "a whole number, 0 or more",
    positive_integer: "a whole number, 1 or more",
    second: "seconds as a whole number, without a unit",
  };
  const fits: Record<string, boolean> = {
    boolean: /^(true|false|yes|no|on|off|y|n|1|0)$/i.test(value),
    integer: /^[+-]?(\d+|INFINITY)$/.test(value),
    nonnegative_integer: /^\+?\d+$/.test(value),
    positive_integer: /^\+?0*[1-9]\d*$/.test(value),
    percentage: /^\d+%$/.test(value),
    second: /^\d+$/.test(value),
    time: /^-?\d+\s*(us|usec|ms|msec|s|sec|m|min|h|hr)?$/i.test(value) || /^P/.test(value),
  };
  const known: Record<string, string> = { ...expected, time: "a time such as 60s, 5min or PT1H" };
  if (allowed.length > 0 && !allowed.includes(value))
    return `"${value}" is not a value of ${name}; allowed are ${allowed.join(", ")}`;
  if (fits[of] === false) return `"${value}" is not a value of ${name}; it takes ${known[of]}`;
  return undefined;
}

const truths: readonly (readonly [string, RegExp])[] = [
  ["true", /^(true|yes|on|y|1)$/i],
  ["false", /^(false|no|off|n|0)$/i],
];

/** Whether two values mean the same: Pacemaker reads `yes`, `on` and `1` as true. */
export function sameValue(a: string, b: string): boolean {
  return (
    a === b ||
    truths.some(([word, pattern]) => (a === word || b === word) && pattern.test(a) && pattern.test(b))
  );
}
