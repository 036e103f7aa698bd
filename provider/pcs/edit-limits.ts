import type { Mistake } from "./argument-problems.js";
import { PcsFailure } from "./failure.js";
import { has, isBefore, sinceOf, type Feature, type InstalledPcs } from "./features.js";
import type { Edit } from "./writer.js";

type Argv = readonly string[];

/** Something that an object may ask for and not every pcs can do. */
interface Limit {
  /** The argument that asks for it. */
  readonly property: string;
  readonly feature: Feature;
  /** What an older pcs cannot do, as the end of "pcs X cannot ...". */
  readonly cannot: string;
  asked(argv: Argv): boolean;
}

/** What can be asked of some generations only; the rest is only spelled in other words. */
export const limits: readonly Limit[] = [
  { property: "tagId", feature: "tags", cannot: "make tags", asked: ([area]) => area === "tag" },
  { property: "path", feature: "alerts", cannot: "make alerts", asked: ([area]) => area === "alert" },
  {
    property: "container",
    feature: "bundles",
    cannot: "make bundles",
    asked: ([area, kind]) => area === "resource" && kind === "bundle",
  },
  {
    property: "container",
    feature: "bundles in podman",
    cannot: "run a bundle in podman, only in docker",
    asked: (argv) => startsWith(argv, "resource bundle create") && argv[5] === "podman",
  },
  {
    property: "score",
    feature: "sets of defaults",
    cannot: "give a set of defaults a score: it knows one set only",
    asked: (argv) => isDefaultsSet(argv) && argv.some((word) => word.startsWith("score=")),
  },
  {
    property: "rule",
    feature: "sets of defaults",
    cannot: "give a set of defaults a rule: it knows one set only",
    asked: (argv) => isDefaultsSet(argv) && argv.includes("rule"),
  },
  {
    property: "promotable",
    feature: "promotable clones",
    cannot: "make a clone promotable, or plain again, in place: give it another cloneId",
    asked: (argv) => startsWith(argv, "resource meta") && argv.some((word) => word.startsWith("promotable=")),
  },
  {
    property: "rule",
    feature: "numbers in rules",
    cannot: "compare an `integer`, only a `number`",
    asked: (argv) => argv.includes("rule") && / (lt|gt|lte|gte|eq|ne) integer /.test(argv.join(" ")),
  },
  {
    property: "value",
    feature: 'a "=" in properties',
    cannot: 'set a property to a value with "="',
    asked: (argv) => startsWith(argv, "property set") && (argv[2] ?? "").split("=").length > 2,
  },
  {
    property: "recipients",
    feature: "a ' in recipients",
    cannot: `tell a recipient whose value has a "'"`,
    asked: (argv) => startsWith(argv, "alert recipient") && argv.some((word) => /^value=.*'/s.test(word)),
  },
];

const notAscii = /[^\0-\x7f]/u;

/** Text that Pacemakers before a release answer "done" to and keep other text for. */
const garbled = [
  {
    until: "2.1.0",
    text: notAscii,
    said: (value: string) => `cannot keep "${notAscii.exec(value)?.[0] ?? ""}", which is not plain ASCII`,
  },
  {
    // They escape nothing behind such a character, so that the text ends there, or goes on as XML.
    until: "2.1.8",
    text: /[^\0-\x7f][^]*[<&"]/u,
    said: (value: string) =>
      `cannot keep a "<", "&" or '"' behind "${notAscii.exec(value)?.[0] ?? ""}", which is not plain ASCII`,
  },
];

/** Whether what is installed has to be known before an edit can be said. */
export function mayBeLimited(edit: Edit): boolean {
  return edit.some(
    (argv) => limits.some(({ asked }) => asked(argv)) || argv.some((word) => notAscii.test(word)),
  );
}

/** What of an edit an installed pcs, or the Pacemaker beside it, cannot do; `args` are searched for the property. */
export function limitsOf(edit: Edit, pcs: InstalledPcs, args: object = {}): Mistake[] {
  const beyond = limits.filter(
    ({ feature, asked }) => !has(pcs, feature) && edit.some((argv) => asked(argv)),
  );
  const mistakes = beyond.map(({ property, feature, cannot }) => ({
    property,
    reason: `pcs ${pcs.version} cannot ${cannot}; pcs ${sinceOf(feature)} and newer can`,
  }));
  const kept = garbled.find(
    ({ until, text }) => isBefore(pcs.pacemaker, until) && edit.flat().some((word) => text.test(word)),
  );
  if (!kept) return mistakes;
  const places = leaves(args).filter(([, value]) => kept.text.test(value));
  // Not the text: it may be a password.
  const foreign = (places.length ? places : [["value", ""] as const]).map(([property, value]) => ({
    property,
    reason: `Pacemaker ${pcs.pacemaker} ${kept.said(value)}; Pacemaker ${kept.until} and newer can`,
  }));
  return [...mistakes, ...foreign];
}

/**
 * Refuses an edit that an installed pcs cannot do, before anything is changed.
 * @throws PcsFailure "validation"
 */
export function refuseBeyond(edit: Edit, pcs: InstalledPcs | undefined): void {
  const [limit] = pcs ? limitsOf(edit, pcs) : [];
  if (limit) throw new PcsFailure("validation", `${limit.property}: ${limit.reason}.`);
}

// The texts among arguments, each with its path.
function leaves(value: unknown, path = ""): [path: string, value: string][] {
  if (typeof value === "string") return [[path, value]];
  if (typeof value !== "object" || value === null) return [];
  const below = (key: string) => (Array.isArray(value) ? `${path}[${key}]` : path ? `${path}.${key}` : key);
  return Object.entries(value).flatMap(([key, inner]) => leaves(inner, below(key)));
}

function isDefaultsSet(argv: Argv): boolean {
  return /^resource (op )?defaults set create /.test(argv.join(" "));
}

function startsWith(argv: Argv, words: string): boolean {
  return argv.slice(0, words.split(" ").length).join(" ") === words;
}
