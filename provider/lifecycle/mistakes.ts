import type { Installed } from "../pcs/installed.js";
import { textProblems } from "../pcs/text-problems.js";
import type { CibObject, Problem } from "./cib-object.js";

/** What is wrong with the arguments of an object: what it says itself, what is missing, and what no object may have. */
export function mistakesIn<Args extends object>(
  object: CibObject<Args>,
  args: Partial<Args>,
  installed: Installed,
): readonly Problem[] {
  const own = object.problems(args, installed);
  const given = object.emptyIsNone
    ? Object.entries(args).filter(([, value]) => value !== "")
    : Object.entries(args);
  const missing = (object.required ?? []).filter((name) => args[name] === undefined || args[name] === null);
  const others = [
    ...missing.map((property) => ({ property, reason: "it is needed" })),
    ...textProblems(Object.fromEntries(given)),
  ];
  // What the object says of a property says more.
  return [...own, ...others.filter(({ property }) => !own.some((one) => one.property === property))];
}
