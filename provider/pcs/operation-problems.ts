import { wordProblems, type Mistake } from "./argument-problems.js";
import { roles } from "./constraints.js";
import { onFailWords } from "./meta-attributes.js";
import { sameTime, type Operation } from "./operations.js";
import { valueProblem } from "./property-metadata.js";

const times = ["interval", "timeout", "startDelay"] as const;

/** What is wrong with the operations of a resource. */
export function operationProblems(property: string, operations: readonly Operation[] | undefined): Mistake[] {
  return (operations ?? []).flatMap((one, index) => [
    ...timesAndWords(`${property}[${index}]`, one),
    ...repeated(`${property}[${index}].interval`, one, (operations ?? []).slice(0, index)),
  ]);
}

/** What is wrong with one operation by itself. */
export function timesAndWords(property: string, operation: Operation): Mistake[] {
  const { name, onFail, role, enabled, checkLevel } = operation;
  const named = /^[A-Za-z][\w-]*$/.test(name ?? "");
  return [
    ...(named
      ? []
      : [
          {
            property: `${property}.name`,
            reason: `"${name}" is not an operation: start, stop, monitor, ...`,
          },
        ]),
    ...times.flatMap((key) => {
      const reason = operation[key] === undefined ? undefined : timeProblem(key, String(operation[key]));
      return reason ? [{ property: `${property}.${key}`, reason }] : [];
    }),
    ...wordProblems(`${property}.onFail`, onFail, onFailWords),
    ...wordProblems(`${property}.role`, role, roles),
    ...wordProblems(`${property}.enabled`, enabled === undefined ? undefined : String(enabled), [
      "true",
      "false",
    ]),
    ...(checkLevel === undefined || /^\d+$/.test(String(checkLevel))
      ? []
      : [{ property: `${property}.checkLevel`, reason: `"${checkLevel}" is not a whole number` }]),
  ];
}

function timeProblem(name: string, value: string): string | undefined {
  return value === ""
    ? undefined
    : valueProblem({ name, type: "time", defaultValue: undefined, allowed: [] }, value);
}

// Pacemaker tells operations of one name apart by their interval alone, also those of different roles.
function repeated(property: string, one: Operation, earlier: readonly Operation[]): Mistake[] {
  const { name, interval = "0" } = one;
  if (!earlier.some((other) => other.name === name && sameTime(other.interval ?? "0", interval))) return [];
  const reason = `another ${name} has the interval ${interval} as well; each ${name} needs an interval of its own`;
  return [{ property, reason }];
}
