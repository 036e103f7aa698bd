import { idProblems, scoreProblems, type Mistake } from "./argument-problems.js";
import type { Cib } from "./cib.js";
import type { Installed } from "./installed.js";
import { metaProblems } from "./meta-attributes.js";
import { asDeclared, defined, optionWords, type Values } from "./options.js";
import { ruleProblem, ruleWords } from "./rules.js";
import { defaultsSet } from "./sections.js";
import type { Edit } from "./writer.js";

/** A set of defaults in the words of its declaration. */
export interface Defaults {
  readonly setId: string;
  readonly values: Values;
  readonly score?: string | number;
  readonly rule?: string;
}

/** What is wrong with a set of defaults. */
export function defaultsProblems(
  { setId, values, score, rule }: Partial<Defaults>,
  installed?: Installed,
): Mistake[] {
  const wrong = rule === undefined ? undefined : ruleProblem(rule, installed);
  return [
    ...idProblems("setId", setId),
    ...(values && Object.keys(values).length === 0
      ? [{ property: "values", reason: "at least one is needed" }]
      : []),
    ...metaProblems("values", values),
    ...scoreProblems("score", score),
    ...(wrong ? [{ property: "rule", reason: wrong }] : []),
  ];
}

/** The set as the cluster has it. */
export function foundDefaults(
  cib: Cib,
  section: "rsc_defaults" | "op_defaults",
  args: Defaults,
): Defaults | undefined {
  const found = defaultsSet(cib, section, args.setId, args.rule);
  if (!found) return undefined;
  const { score, values, rule } = found;
  return defined<Defaults>({
    setId: args.setId,
    values: asDeclared(values, args.values),
    score: String(args.score) === score ? args.score : score,
    rule,
  });
}

/** The edits of a set of defaults; `command` is `resource defaults` or `resource op defaults`. */
export function defaultsEdits(command: readonly string[]) {
  const create = ({ setId, values, score, rule }: Defaults): Edit => [
    [
      ...[...command, "set", "create", `id=${setId}`, ...(score === undefined ? [] : [`score=${score}`])],
      ...["meta", ...optionWords(values), ...(rule ? ["rule", ...ruleWords(rule)] : [])],
    ],
  ];
  const remove = ({ setId }: Defaults): Edit => [[...command, "set", "delete", setId]];
  const update = (args: Defaults, found: Defaults): Edit => {
    const words = optionWords(args.values, found.values);
    if (String(args.score) !== String(found.score) || args.rule !== found.rule)
      return [...remove(args), ...create(args)];
    return words.length ? [[...command, "set", "update", args.setId, "meta", ...words]] : [];
  };
  return { create, update, remove };
}
