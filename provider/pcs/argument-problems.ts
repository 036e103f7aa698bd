import { has, sinceOf } from "./features.js";
import type { Installed } from "./installed.js";
import type { Values } from "./options.js";
import { didYouMean } from "./near-name.js";
import { valueProblem, type PropertyDefinition } from "./property-metadata.js";

/** A mistake in an argument. */
export interface Mistake {
  readonly property: string;
  readonly reason: string;
  /** Other arguments that decide it: while one of them is not known yet, it is no mistake. */
  readonly depends?: readonly string[];
}

/** What is wrong with an id of the cluster: XML's rule for names. */
export function idProblems(property: string, id: string | undefined): Mistake[] {
  if (id === undefined || /^[A-Za-z_][\w.-]*$/.test(id)) return [];
  const reason = `"${id}" is not an id: a letter or "_" first, then letters, digits, "_", "." and "-"`;
  return [{ property, reason }];
}

/** What is wrong with a list of ids: each by itself, one that is there twice, and too few. */
export function listProblems(
  property: string,
  ids: readonly string[] | undefined,
  tooFew?: string,
): Mistake[] {
  return [
    ...(ids?.length === 0 && tooFew !== undefined ? [{ property, reason: tooFew }] : []),
    ...(ids ?? []).flatMap((id, index) => idProblems(`${property}[${index}]`, id)),
    ...repeatedProblems(property, ids),
  ];
}

/** What is wrong with a list in which something is named twice. */
export function repeatedProblems(property: string, names: readonly string[] | undefined): Mistake[] {
  const repeated = (names ?? []).flatMap((name, index) =>
    name !== undefined && names?.indexOf(name) !== index ? [{ name, index }] : [],
  );
  return repeated.map(({ name, index }) => ({
    property: `${property}[${index}]`,
    reason: `"${name}" is named twice; each is named once`,
  }));
}

/** What is wrong with the name of a node. */
export function nodeProblems(property: string, node: string | undefined): Mistake[] {
  if (node === undefined || /^[A-Za-z0-9_][\w.-]*$/.test(node)) return [];
  const reason = `"${node}" is not a node's name: letters, digits, "_", "." and "-"`;
  return [{ property, reason }];
}

/** What is wrong with a number of seconds. */
export function secondsProblems(property: string, seconds: number | undefined): Mistake[] {
  if (seconds === undefined || (Number.isFinite(seconds) && seconds >= 0)) return [];
  return [{ property, reason: `"${seconds}" is not a number of seconds: 0 or more, without a unit` }];
}

/** What is wrong with capacities: Pacemaker adds whole numbers. */
export function utilizationProblems(property: string, values: Values | undefined): Mistake[] {
  return Object.entries(values ?? {}).flatMap(([name, value]) =>
    /^\d+$/.test(String(value))
      ? []
      : [{ property: `${property}.${name}`, reason: `"${value}" is not a whole number` }],
  );
}

/** What is wrong with an agent's options, by the metadata of the installed agent. */
export function agentProblems(
  options: Values = {},
  { agentOptions, pcs }: Installed = {},
  besides?: { readonly names: RegExp; readonly said: string },
): Mistake[] {
  if (!agentOptions) return [];
  const names = [...agentOptions.keys()];
  const mistakes = Object.entries(options).map(([name, value]) => {
    const property = `options.${name}`;
    const known = agentOptions.get(name);
    if (!known && besides?.names.test(name)) return undefined;
    if (!known) {
      const takes = `${didYouMean(name, names)} it takes ${names.join(", ")}${besides?.said ?? ""}`;
      return { property, reason: `the agent has no option "${name}";${takes}` };
    }
    const unheard = pcs && known.replaces && !has(pcs, "options that replace others");
    if (unheard) {
      const since = sinceOf("options that replace others");
      const cannot = `cannot set "${name}", only "${known.replaces}" in its place`;
      return { property, reason: `pcs ${pcs.version} ${cannot}; pcs ${since} and newer can` };
    }
    const reason = value === "" ? undefined : valueProblem(known, String(value));
    return reason ? { property, reason } : undefined;
  });
  return [
    ...mistakes.filter((mistake) => mistake !== undefined),
    ...missingOptions(options, [...agentOptions.values()]).map(({ name }) => ({
      property: "options",
      reason: `the agent needs the option "${name}"`,
    })),
  ];
}

// An older name of an option serves as well.
function missingOptions(options: Values, known: readonly PropertyDefinition[]): PropertyDefinition[] {
  const given = (one: PropertyDefinition) => one.name in options || (one.replaces ?? "") in options;
  return known.filter((one) => one.required && !one.deprecated && !given(one));
}

/** What is wrong with the options of a fence agent; Pacemaker itself takes `pcmk_*` and a few more. */
export function optionProblems(options: Values | undefined, installed: Installed = {}): Mistake[] {
  const dangerous = Object.entries(options ?? {}).filter(
    ([name, value]) => name === "action" || (name === "method" && value === "cycle"),
  );
  const own = { names: /^pcmk_|^(stonith-timeout|priority|provides)$/, said: " and pcmk_*" };
  // pcs gives the action itself.
  const installedOptions = new Map([...(installed.agentOptions ?? [])].filter(([name]) => name !== "action"));
  const given = Object.fromEntries(Object.entries(options ?? {}).filter(([name]) => name !== "action"));
  return [
    ...dangerous.map(([name, value]) => ({
      property: `options.${name}`,
      reason:
        name === "action"
          ? "pcs refuses `action`; use pcmk_off_action or pcmk_reboot_action"
          : `method=${value} reports success although nothing was fenced; allowed is onoff`,
    })),
    ...(installed.agentOptions
      ? agentProblems(given, { ...installed, agentOptions: installedOptions }, own)
      : []),
  ];
}

/** What is wrong with a score; text because users write INFINITY. */
export function scoreProblems(property: string, score: string | number | undefined): Mistake[] {
  if (score === undefined || /^[+-]?(\d+|INFINITY)$/.test(String(score))) return [];
  return [{ property, reason: `"${score}" is not a score: a whole number, INFINITY or -INFINITY` }];
}

/** What is wrong with one of a few words. */
export function wordProblems(
  property: string,
  word: string | undefined,
  allowed: readonly string[],
): Mistake[] {
  if (word === undefined || allowed.includes(word)) return [];
  return [{ property, reason: `"${word}" is not allowed here; allowed are ${allowed.join(", ")}` }];
}

/** What is wrong when either one thing or another must be said, and not both. */
export function choiceProblems(args: object, one: readonly string[], other: readonly string[]): Mistake[] {
  const given = (names: readonly string[]) =>
    names.filter((name) => (args as Record<string, unknown>)[name] !== undefined);
  const [first = "", second = ""] = [one.join(" and "), other.join(" and ")];
  if (given(one).length && given(other).length)
    return [{ property: given(other)[0] ?? "", reason: `${first} and ${second} exclude each other` }];
  if (given(one).length < one.length && given(other).length < other.length) {
    const missing = one.find((name) => !given([name]).length) ?? "";
    return [
      { property: missing, reason: `either ${first} or ${second} is needed`, depends: [...one, ...other] },
    ];
  }
  return [];
}
