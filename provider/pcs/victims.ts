import { messageOf, type ReachableNode } from "./nodes.js";
import { secretNames, type Values } from "./options.js";
import { ask } from "./program.js";

/** A fencing device whose victims are asked for. */
export interface Fencer {
  /** The fence agent, e.g. `fence_pve`. */
  readonly agent: string;
  /** The agent's options, and Pacemaker's own (`pcmk_*`). */
  readonly options: Values;
}

/** The nodes that a device can fence, by name: "on", "off", or "unknown" with the agent's reason. */
export type Victims = Readonly<Record<string, string>>;

// An agent that tries for longer tells nothing that a deployment should wait for.
const agentSeconds = 60;

/**
 * Asks a device's agent on a node how each of its victims is; nothing is changed by that. A device that does not name its
 * victims has none here.
 * @param plug what the agent calls a machine
 */
export async function victimsOf(
  { ssh, name }: ReachableNode,
  fencer: Fencer,
  plug: "plug" | "port",
): Promise<Victims> {
  const targets = targetsOf(fencer.options, plug);
  if (Object.keys(targets).length === 0) return {};
  const request = { agent: fencer.agent, targets };
  const { states } = await ask<{ states: Victims }>(ssh, name, "victims", request, agentSeconds).catch(
    (failure: unknown) => ({ states: unknown(Object.keys(targets), messageOf(failure)) }),
  );
  const secrets = Object.entries(fencer.options).filter(([option]) => secretNames.test(option));
  const hidden = (said: string) =>
    secrets.reduce((text, [, secret]) => text.replaceAll(String(secret), "[secret]"), said);
  return Object.fromEntries(Object.entries(states).map(([node, said]) => [node, hidden(said)]));
}

/** What the agent is told for each node that a device can fence, as Pacemaker would tell it. */
export function targetsOf(
  options: Values,
  plug: string,
): Readonly<Record<string, Readonly<Record<string, string>>>> {
  const own = Object.entries(options)
    .filter(([name]) => !name.startsWith("pcmk_") && name !== "action")
    .map(([name, value]) => [name, String(value)]);
  const fixed = options["plug"] ?? options["port"];
  const mapped = words(options["pcmk_host_map"], /[\s;]+/).map((pair) => pair.split(/[:=]/));
  const ports = new Map(mapped.map(([node = "", ports = ""]) => [node, ports.split(",")[0] ?? ""]));
  const nodes = new Set([...ports.keys(), ...words(options["pcmk_host_list"], /[\s,;]+/)]);
  return Object.fromEntries(
    [...nodes].map((node) => {
      const machine = fixed === undefined ? { [plug]: ports.get(node) ?? node } : {};
      return [
        node,
        {
          ...(Object.fromEntries(own) as Record<string, string>),
          ...machine,
          action: "status",
          nodename: node,
        },
      ];
    }),
  );
}

function words(list: Values[string] | undefined, between: RegExp): string[] {
  return String(list ?? "")
    .split(between)
    .filter((word) => word !== "");
}

function unknown(nodes: readonly string[], why: string): Victims {
  return Object.fromEntries(nodes.map((node) => [node, `unknown (${why})`]));
}
