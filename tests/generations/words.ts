import { Cib } from "../../provider/pcs/cib.js";
import { translated } from "../../provider/pcs/edit-dialect.js";
import type { Edit } from "../../provider/pcs/writer.js";
import { upgraded } from "../fixtures/fixture.js";
import { everything } from "../live/objects/everything.js";
import { oldest } from "../live/objects/oldest.js";
import type { Declared } from "../live/objects/resources.js";
import { madeOf } from "./declared.js";

type Argv = readonly string[];

/** The edits that make, change and remove these objects, in what a real pcs made of them. */
function editsOf(declared: readonly Declared[], made: string): readonly Edit[] {
  const cib = new Cib(upgraded(made));
  const arguments_ = (which: "args" | "changed" | "less") =>
    madeOf(declared.map((one) => ({ ...one, args: one[which] ?? one.args })));
  const [is, changed, less] = [arguments_("args"), arguments_("changed"), arguments_("less")];
  return is.flatMap(({ object, args }, at) => {
    const found = object.find(cib, args) ?? args;
    const updates = [changed, less].map((all) => object.update(all[at]?.args ?? args, found, cib));
    return [object.create(args, cib), ...updates, object.remove(args, cib)];
  });
}

/** What a pcs hears of edits, without what is not for it. */
export function heard(edits: readonly Edit[], version: string): readonly Argv[] {
  const pcs = { version, capabilities: [], pacemaker: "2.0.5" };
  return edits.flatMap((edit) => translated(edit, pcs)).filter(([area]) => area !== "cib");
}

/** What pcs 0.9 hears when one of everything is made, changed and removed. */
export const oldWords = (version: string): readonly Argv[] => heard(editsOf(oldest, "pcs-0.9.169"), version);

/** What a newer pcs hears of the same in words that pcs 0.9 does not hear of anything. */
export function newWords(version: string): readonly Argv[] {
  const edits = editsOf(everything, "pcs-0.10.8");
  const known = new Set([...heard(edits, "0.9.169"), ...oldWords("0.9.169")].map((words) => words.join(" ")));
  return heard(edits, version).filter((words) => !known.has(words.join(" ")));
}

/** The one of them that pcs 0.9 takes: any name is one of a meta attribute. */
export const TAKEN = "resource meta dbs promoted-max=2";
