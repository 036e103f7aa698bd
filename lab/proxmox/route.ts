import { type Caller, type Need } from "./access.js";

/** A call as a route sees it. */
export interface Call {
  readonly caller: Caller;
  /** The parts of the path that have a name. */
  readonly path: Readonly<Record<string, string>>;
  /** `:node` of the path. */
  readonly node: string;
  /** `:vmid` of the path. */
  readonly vmid: number;
  /** The parameters, from the body or the query. */
  readonly form: Readonly<Record<string, string>>;
}

/** One call that the API understands. */
export interface Route {
  readonly method: "GET" | "POST" | "PUT" | "DELETE";
  /** Behind /api2/json. */
  readonly path: string;
  /** What the caller needs; nothing where any known caller may. */
  readonly needs?: (call: Call) => readonly Need[];
  /** True where nobody has to be known. */
  readonly isOpen?: true;
  /** What `data` becomes. */
  readonly answer: (call: Call) => unknown;
}

/** The need of privileges on one machine: one of them. */
export function onVm(...oneOf: readonly string[]): (call: Call) => readonly Need[] {
  return ({ vmid }) => [{ path: `/vms/${vmid}`, oneOf }];
}
