import * as pulumi from "../../pulumi.js";
import type { Problem } from "../../lifecycle/cib-object.js";
import { type ClusterArgs, wayTo } from "../../lifecycle/cluster-handle.js";
import type { Managed, Reached } from "../../lifecycle/managed.js";
import { keysOfEach, seenOnEach, stateNotices } from "../../lifecycle/on-each-node.js";
import { Refusal } from "../../lifecycle/outcome.js";
import { PacemakerResource } from "../../lifecycle/resource.js";

import { reachableNodes, type ReachableNode } from "../../pcs/nodes.js";
import { changeUnit, readUnit, type UnitState } from "../../pcs/units.js";

/** What a unit takes; what is not said is left as it is. */
export interface SystemdUnitArgs extends Pick<ClusterArgs, "cluster"> {
  /** Its name with its kind, such as `glusterd.service`. Another one makes a new object. Default the Pulumi name. */
  readonly unit?: pulumi.Input<string>;
  /** Whether it is started at boot. What the cluster starts is not. */
  readonly enabled?: pulumi.Input<boolean>;
  /** Whether it runs now. Leave it out for what the cluster starts and stops. */
  readonly active?: pulumi.Input<boolean>;
}

interface Declared {
  readonly nodes: readonly { readonly name: string; readonly addresses: readonly string[] }[];
  readonly unit: string;
  readonly enabled?: boolean;
  readonly active?: boolean;
  /** How it is on each node, by its name, as far as it is declared. */
  readonly states: Readonly<Record<string, string>>;
}

interface Observed {
  readonly hostKeys: Readonly<Record<string, string>>;
}

/** A systemd unit on the nodes of a cluster. */
export const systemdUnit: Managed<Declared, Observed> = {
  kind: "SystemdUnit",
  replaceOn: ["unit"],
  id: ({ unit }) => unit,
  problems: ({ unit, ...rest }) => [...unitProblems(unit), ...nothingSaid(rest)],
  notices: ({ states }, old) => stateNotices("changed", states, old.states),
  create: (args) => converged(args),

  async read(args) {
    const look = async (node: ReachableNode) => wordsOf(await readUnit(node, args.unit), args);
    const { states, hostKeys } = await seenOnEach(args, args.states, look);
    const { nodes, unit, enabled, active } = args;
    return { args: { nodes, unit, enabled, active, states } as Declared, outputs: { hostKeys } };
  },

  update: (args) => converged(args),

  // The unit is its package's, and what it does is wanted or not without this stack.
  remove: async () => undefined,
};

/**
 * Whether a systemd unit starts at boot, and whether it runs, on the nodes of a cluster or of any hosts. What somebody
 * changes is seen by a refresh and put back. When this is destroyed, the unit stays as it is.
 *
 * @example
 * const database = new SystemdUnit("mariadb.service", { cluster, enabled: false });
 */
export class SystemdUnit extends PacemakerResource {
  /** How it is on each node, by its name, as far as it is declared: such as "enabled, active". */
  public readonly states!: pulumi.Output<Record<string, string>>;

  constructor(name: string, args: SystemdUnitArgs, opts?: pulumi.CustomResourceOptions) {
    const { cluster, unit = name, enabled, active } = args;
    const way = wayTo(cluster);
    const said = {
      ...(enabled === undefined ? {} : { enabled }),
      ...(active === undefined ? {} : { active }),
    };
    const states = pulumi
      .output({ nodes: way.nodes, ...said })
      .apply(({ nodes, ...wanted }) =>
        Object.fromEntries(nodes.map((node) => [node.name, wantedWords(wanted)])),
      );
    super(systemdUnit.kind, name, { ...way, unit, ...said, states }, opts);
  }
}

type Said = Pick<Declared, "enabled" | "active">;

async function converged(args: Declared & Reached): Promise<Observed> {
  const { unit, enabled, active } = args;
  const seen = await Promise.all(
    reachableNodes(args).map(async (node) => ({ node, state: await readUnit(node, unit) })),
  );
  const lacking = seen.find(({ state }) => state.load === "not-found");
  if (lacking)
    throw new Refusal(`${lacking.node.name} has no unit ${unit}: install its package. Nothing was changed.`);
  await Promise.all(
    seen.map(async ({ node, state }) => {
      if (enabled !== undefined && enabled !== isEnabled(state))
        await changeUnit(node, enabled ? "enable" : "disable", unit);
      if (active !== undefined && active !== isActive(state))
        await changeUnit(node, active ? "start" : "stop", unit);
      const words = wordsOf(await readUnit(node, unit), args);
      if (words === wantedWords(args)) return;
      throw new Refusal(
        `${unit} on ${node.name} is ${words} and not ${wantedWords(args)}: see \`systemctl status ${unit}\` there.`,
      );
    }),
  );
  return { hostKeys: await keysOfEach(args) };
}

function wantedWords({ enabled, active }: Said): string {
  return [
    ...(enabled === undefined ? [] : [enabled ? "enabled" : "not enabled"]),
    ...(active === undefined ? [] : [active ? "active" : "not active"]),
  ].join(", ");
}

function wordsOf(state: UnitState, said: Said): string {
  if (state.load === "not-found") return "missing";
  const { enabled, active } = said;
  return wantedWords({
    ...(enabled === undefined ? {} : { enabled: isEnabled(state) }),
    ...(active === undefined ? {} : { active: isActive(state) }),
  });
}

// One that is started for others, or by a generator, starts without a link of its own.
function isEnabled({ file }: UnitState): boolean {
  return ["enabled", "enabled-runtime", "alias"].includes(file);
}

function isActive({ active }: UnitState): boolean {
  return ["active", "reloading", "activating"].includes(active);
}

function unitProblems(unit: string | undefined): readonly Problem[] {
  if (
    unit === undefined ||
    /^[\w:.\\@][\w:.\\@-]*\.(service|socket|mount|automount|timer|path|target|slice|swap)$/.test(unit)
  )
    return [];
  return [
    { property: "unit", reason: `"${unit}" is not a unit's name with its kind, such as "glusterd.service"` },
  ];
}

function nothingSaid({ enabled, active }: Said): readonly Problem[] {
  const reason = "say whether it starts at boot (`enabled`), whether it runs (`active`), or both";
  return enabled === undefined && active === undefined ? [{ property: "enabled", reason }] : [];
}
