import type { CibOperation } from "./cib.js";

/** One operation of a resource, with Pacemaker's words in camelCase. Times carry their unit (`20s`). */
export interface Operation {
  /** `start`, `stop`, `monitor`, `promote`, ... */
  readonly name: string;
  /** How often; default once (0). */
  readonly interval?: string;
  /** How long it may take. */
  readonly timeout?: string;
  /** What happens when it fails: `ignore`, `block`, `stop`, `restart`, `fence`, `standby`, ... */
  readonly onFail?: string;
  /** In which role it runs: `Promoted`, `Unpromoted`, `Started`, `Stopped`. */
  readonly role?: string;
  /** How long to wait before the first. */
  readonly startDelay?: string;
  /** Whether it runs at all. */
  readonly enabled?: boolean;
  /** How deeply a monitor looks (`OCF_CHECK_LEVEL`). */
  readonly checkLevel?: number;
}

const attributes: readonly (readonly [keyof Operation, string])[] = [
  ["interval", "interval"],
  ["timeout", "timeout"],
  ["onFail", "on-fail"],
  ["role", "role"],
  ["startDelay", "start-delay"],
  ["enabled", "enabled"],
  ["checkLevel", "OCF_CHECK_LEVEL"],
];

/** pcs words for `op ...` of a resource that is created. */
export function operationWords(operations: readonly Operation[]): string[] {
  return operations.length ? ["op", ...operations.flatMap((one) => [one.name, ...words(one)])] : [];
}

/**
 * The operations as the cluster has them, without those that pcs added by itself: it takes the agent's own for every name
 * that was not declared.
 */
export function foundOperations(
  found: readonly CibOperation[],
  declared: readonly Operation[],
  agentDefaults: readonly Operation[],
): Operation[] {
  const names = declared.map(({ name }) => name);
  const isDefault = (one: Operation) => agentDefaults.some((other) => sameOperation(one, other));
  const all = found.map(readOperation).filter((one) => names.includes(one.name) || !isDefault(one));
  const spelled = all.map((one) => declared.find((other) => sameOperation(one, other)) ?? one);
  const place = (one: Operation) => (declared.includes(one) ? declared.indexOf(one) : declared.length);
  return spelled.sort((a, b) => place(a) - place(b));
}

/** The pcs commands from the operations that a resource has to those that are wanted. */
export function operationCommands(
  [command, resource]: readonly [command: "resource" | "stonith", id: string],
  found: readonly CibOperation[],
  declared: readonly Operation[],
  agentDefaults: readonly Operation[],
): string[][] {
  const names = declared.map(({ name }) => name);
  const wanted = [...declared, ...agentDefaults.filter(({ name }) => !names.includes(name))];
  const surplus = found.filter((one) => !wanted.some((other) => sameOperation(readOperation(one), other)));
  const missing = wanted.filter((one) => !found.some((other) => sameOperation(readOperation(other), one)));
  // An agent's own operation that somebody removed is not ours to bring back, unless one of its name goes now.
  const added = missing.filter(
    ({ name }) => names.includes(name) || surplus.some((one) => one.name === name),
  );
  return [
    ...surplus.map(({ id }) => ["resource", "op", "remove", id]),
    ...added.map((one) => [command, "op", "add", resource, one.name, ...words(one)]),
  ];
}

/** An operation of the CIB in the words of a declaration. */
export function readOperation({ name, values }: CibOperation): Operation {
  const read = attributes.flatMap(([key, attribute]) => {
    const value = values[attribute];
    return value === undefined ? [] : [[key, typed(key, value)]];
  });
  const operation = { name, ...Object.fromEntries(read) } as Operation;
  const { interval, ...once } = operation;
  return interval !== undefined && seconds(interval) === "0" ? once : operation;
}

function words(operation: Operation): string[] {
  return attributes
    .filter(([key]) => operation[key] !== undefined)
    .map(([key, attribute]) => `${attribute}=${operation[key]}`);
}

function typed(key: keyof Operation, value: string): string | boolean | number {
  if (key === "enabled") return /^(true|yes|on|y|1)$/i.test(value);
  if (key === "checkLevel") return Number(value);
  return value;
}

function sameOperation(a: Operation, b: Operation): boolean {
  const spelled = (one: Operation, key: keyof Operation) => {
    const value = one[key];
    const time = key === "interval" || key === "timeout" || key === "startDelay";
    if (time) return seconds(value === undefined ? "0" : String(value));
    if (key === "role") return newRole[String(value)] ?? String(value);
    return String(value);
  };
  return a.name === b.name && attributes.every(([key]) => spelled(a, key) === spelled(b, key));
}

// Pacemaker before 2.1 and its agents' metadata use the old words.
const newRole: Readonly<Record<string, string>> = { Master: "Promoted", Slave: "Unpromoted" };

/** Whether two times are spelled the same but for the unit of seconds. */
export function sameTime(a: string, b: string): boolean {
  return seconds(a) === seconds(b);
}

// pcs 0.9 keeps an agent's `20` where newer ones write `20s`.
function seconds(time: string): string {
  return time.replace(/s(ec)?$/, "");
}
