import type { Installed } from "./installed.js";
import type { Values } from "./options.js";
import { valueProblem } from "./property-metadata.js";

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

/** What is wrong with named values whatever they are for: pcs takes an empty one for a removal. */
export function valueProblems(property: string, values: Values | undefined): Mistake[] {
  return Object.entries(values ?? {}).flatMap(([name, value]) => [
    ...(value === "" ? [{ property: `${property}.${name}`, reason: "it is empty; leave it out" }] : []),
    ...(name === "" || /[=\s]/.test(name)
      ? [{ property: `${property}.${name}`, reason: `"${name}" is not a name: no blanks and no "="` }]
      : []),
  ]);
}

/** What is wrong with an agent's options, by the metadata of the installed agent. */
export function agentProblems(options: Values = {}, { agentOptions }: Installed = {}): Mistake[] {
  if (!agentOptions) return [];
  const mistakes = Object.entries(options).map(([name, value]) => {
    const known = agentOptions.get(name);
    const names = [...agentOptions.keys()].join(", ");
    if (!known)
      return { property: `options.${name}`, reason: `the agent has no option "${name}"; it takes ${names}` };
    const reason = valueProblem(known, String(value));
    return reason ? { property: `options.${name}`, reason } : undefined;
  });
  const missing = [...agentOptions.values()].filter(({ required, name }) => required && !(name in options));
  return [
    ...mistakes.filter((mistake) => mistake !== undefined),
    ...missing.map(({ name }) => ({ property: "options", reason: `the agent needs the option "${name}"` })),
  ];
}

/** What is wrong with the options of a fence agent; Pacemaker itself takes `pcmk_*` and a few more. */
export function optionProblems(options: Values | undefined, { agentOptions }: Installed = {}): Mistake[] {
  const dangerous = Object.entries(options ?? {}).filter(
    ([name, value]) => name === "action" || (name === "method" && value === "cycle"),
  );
  const known = (name: string) =>
    !agentOptions || agentOptions.has(name) || /^pcmk_|^(stonith-timeout|priority|provides)$/.test(name);
  const unknown = Object.keys(options ?? {}).filter((name) => !known(name));
  return [
    ...dangerous.map(([name, value]) => ({
      property: `options.${name}`,
      reason:
        name === "action"
          ? "pcs refuses `action`; use pcmk_off_action or pcmk_reboot_action"
          : `method=${value} reports success although nothing was fenced`,
    })),
    ...unknown.map((name) => ({
      property: `options.${name}`,
      reason: `the agent has no option "${name}"; it takes ${[...(agentOptions?.keys() ?? [])].join(", ")} and pcmk_*`,
    })),
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
