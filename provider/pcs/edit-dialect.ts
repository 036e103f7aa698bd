import { has, type Feature, type InstalledPcs } from "./features.js";
import { ruleWords } from "./rules.js";
import type { Edit } from "./writer.js";

type Argv = readonly string[];

/**
 * One difference between generations. Edits are stated in the words of pcs 0.11; a pcs without the feature (or with it,
 * where newer ones want other words) hears what `say` makes of a command. A command that begins with `cib` is not pcs's:
 * the writer's program on the node does it (node/element.py).
 */
interface Step {
  readonly feature: Feature;
  readonly when: "has" | "lacks";
  readonly differs: RegExp;
  say(argv: Argv): Argv[];
}

const steps: readonly Step[] = [
  { feature: "scores by name", when: "has", differs: /^constraint location add /, say: withNamedScore },
  { feature: "rules as one word", when: "has", differs: /\brule\b/, say: withRuleAsOneWord },
  {
    feature: "fencing devices apart",
    when: "lacks",
    differs: /^stonith (meta|op|disable) /,
    say: ([, ...words]) => [["resource", ...words]],
  },
  {
    feature: "options apart from operations",
    when: "lacks",
    differs: /^(resource|stonith) update /,
    say: (argv) => [["cib", "own-options", argv[2] ?? ""], argv],
  },
  {
    feature: "sets of defaults",
    when: "lacks",
    differs: /^resource (op )?defaults set /,
    say: withoutSetsOfDefaults,
  },
  {
    feature: "promotable clones",
    when: "lacks",
    differs: /^resource promotable |\bpromoted(-node)?-max=/,
    say: asMasters,
  },
  {
    feature: "ids of clones",
    when: "lacks",
    differs: /^resource (clone|promotable) /,
    say: withoutCloneIds,
  },
  // Its word `integer` is what the CIB, and newer ones, call a number.
  {
    feature: "numbers in rules",
    when: "lacks",
    differs: / (lt|gt|lte|gte|eq|ne) number /,
    say: (argv) => [argv.map((word, at) => (isNumberType(argv, at) ? "integer" : word))],
  },
  {
    feature: "fencing levels by words",
    when: "lacks",
    differs: /^stonith level remove /,
    say: withOldLevels,
  },
  {
    feature: "roles called Promoted",
    when: "lacks",
    differs: /\b(Promoted|Unpromoted)\b/,
    say: withOldRoles,
  },
];

/** Whether generations of pcs spell an edit differently. */
export function differs(edit: Edit): boolean {
  return edit.some((argv) => steps.some((step) => step.differs.test(argv.join(" "))));
}

/** An edit in the words of an installed pcs; as it is where that could not be asked. */
export function translated(edit: Edit, pcs: InstalledPcs | undefined): Edit {
  if (!pcs) return edit;
  const apply = steps.filter(({ feature, when }) => has(pcs, feature) === (when === "has"));
  return apply.reduce<Edit>(
    (said, step) => said.flatMap((argv) => (step.differs.test(argv.join(" ")) ? step.say(argv) : [argv])),
    edit,
  );
}

// pcs 0.12 takes the score of a location by name.
function withNamedScore(argv: Argv): Argv[] {
  const [id = "", resource = "", node = "", score = "", ...options] = argv.slice(3);
  return [[...argv.slice(0, 3), id, resource, node, `score=${score}`, ...options]];
}

// pcs 0.12 takes a rule as one word.
function withRuleAsOneWord(argv: Argv): Argv[] {
  const rule = argv.indexOf("rule");
  if (rule < 0) return [argv];
  const options = argv
    .slice(rule + 1)
    .findIndex((word) => !/^(id|constraint-id|role|score|score-attribute|resource-discovery)=/.test(word));
  const start = rule + 1 + Math.max(options, 0);
  return [[...argv.slice(0, start), argv.slice(start).map(quoted).join(" ")]];
}

function quoted(word: string): string {
  return /\s/.test(word) && ruleWords(word).length > 1 ? `"${word}"` : word;
}

// Before 0.10.9 a level was removed by place alone.
function withOldLevels(argv: Argv): Argv[] {
  const [level = "", _target, target = "", _stonith, ...devices] = argv.slice(3);
  return [[...argv.slice(0, 3), level, target, ...devices]];
}

function isNumberType(argv: Argv, at: number): boolean {
  return argv[at] === "number" && /^(lt|gt|lte|gte|eq|ne)$/.test(argv[at - 1] ?? "");
}

// Rules name them in small letters.
function withOldRoles(argv: Argv): Argv[] {
  const inRule = argv.includes("rule");
  const spelled = (word: string) => {
    const [, name, role] = /^(role=)?(Promoted|Unpromoted)$/.exec(word) ?? [];
    if (role === undefined) return word;
    const old = role === "Promoted" ? "Master" : "Slave";
    return `${name ?? ""}${inRule ? old.toLowerCase() : old}`;
  };
  return [argv.map(spelled)];
}

// There is one set only, made with an id of pcs's own.
function withoutSetsOfDefaults(argv: Argv): Argv[] {
  const verb = argv[argv.indexOf("set") + 1];
  const command = argv.slice(0, argv.indexOf("set"));
  const section = command.includes("op") ? "op_defaults" : "rsc_defaults";
  const words = argv.slice(argv.indexOf("set") + 2);
  const values = words.slice(words.indexOf("meta") + 1);
  const [id = ""] = words;
  if (verb === "delete") return [["cib", "remove", id]];
  const named = ["cib", "name-set", section, id.replace(/^id=/, "")];
  if (verb === "update") return [named, [...command, ...values]];
  return [["cib", "expect-no-set", section], [...command, ...values], named];
}

// A clone's id is made from its resource's.
function withoutCloneIds(argv: Argv): Argv[] {
  const [area = "", verb = "", resource = "", id = "", ...options] = argv;
  return [
    [area, verb, resource, ...options],
    ["cib", "name-clone", resource, id],
  ];
}

// Until 0.10 these were master/slave resources, an element and words of their own; they can be named.
function asMasters(argv: Argv): Argv[] {
  const old = argv
    .filter((word) => !/^master(-node)?-max=$/.test(word))
    .map((word) => word.replace(/^promoted(-node)?-max=/, "master$1-max="));
  if (argv[1] === "bundle") return [old.map((word) => word.replace(/^master-max=/, "masters="))];
  if (argv[1] !== "promotable") return [old];
  const [resource = "", id = "", ...options] = old.slice(2);
  return [["resource", "master", id, resource, ...options]];
}
