import { allReady, type StepName, type Steps } from "./arguments.js";
import { firewall, selinux, selinuxFiles } from "./security.js";
import { hosts, namesFiles, password } from "./names.js";
import { packagedCluster, packages, pcsd, repositories, softwareFiles } from "./software.js";
import type { Sight, Step } from "./step.js";

/** All steps in the order in which they are done. */
export const steps: readonly Step[] = [
  repositories,
  packages,
  hosts,
  password,
  firewall,
  selinux,
  packagedCluster,
  pcsd,
];

/** The files that the steps judge by; with wildcards. */
export const filesSeen: readonly string[] = [...softwareFiles, ...namesFiles, ...selinuxFiles];

/** Each step as it is seen. */
export function stepsAs(sight: Sight): Steps {
  const seen = steps.map((step) => [step.name, step.lacks(sight) ?? allReady[step.name]]);
  return Object.fromEntries(seen) as Steps;
}

/** What there is to know of a host beside that. */
export function notesOn(sight: Sight): Partial<Record<StepName, string>> {
  const notes = steps.flatMap((step) => {
    const note = step.note?.(sight);
    return note === undefined ? [] : [[step.name, note]];
  });
  return Object.fromEntries(notes) as Partial<Record<StepName, string>>;
}
