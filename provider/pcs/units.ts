import { onHost } from "./host.js";
import type { ReachableNode } from "./nodes.js";

/** A systemd unit as it is. */
export interface UnitState {
  /** "loaded", "not-found", "masked", ... */
  readonly load: string;
  /** "active", "inactive", "failed", "activating", ... */
  readonly active: string;
  /** "enabled", "disabled", "static", ...; empty where systemd knows no file of it. */
  readonly file: string;
}

/** How a unit is on a host. */
export async function readUnit(node: ReachableNode, unit: string): Promise<UnitState> {
  const properties = "LoadState,ActiveState,UnitFileState";
  const argv = ["systemctl", "show", "--property", properties, "--", unit];
  const { stdout } = await onHost(node, `look at the unit ${unit}`, argv);
  const lines = stdout.split("\n").map((line) => line.split("=", 2));
  const { LoadState, ActiveState, UnitFileState } = Object.fromEntries(lines) as Record<string, string>;
  return { load: LoadState ?? "", active: ActiveState ?? "", file: UnitFileState ?? "" };
}

/** What can be done to a unit. */
export type UnitVerb = "enable" | "disable" | "start" | "stop";

/** Does it; starting and stopping return when it has happened. */
export async function changeUnit(node: ReachableNode, verb: UnitVerb, unit: string): Promise<void> {
  await onHost(node, `${verb} the unit ${unit}`, ["systemctl", verb, "--", unit], { timeout: 300 });
}
