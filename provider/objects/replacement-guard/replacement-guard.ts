import * as pulumi from "../../pulumi.js";
import type { Managed } from "../../lifecycle/managed.js";
import { PacemakerResource } from "../../lifecycle/resource.js";
import { changedOf } from "../../lifecycle/verbs.js";
import { machineAt, type ProxmoxApi } from "../../proxmox/index.js";

/** A machine as changes to it are judged. */
export interface GuardedMachine {
  /** The node's name in the cluster. */
  readonly name: pulumi.Input<string>;
  /** What makes it another machine when it changes. */
  readonly identity: pulumi.Input<Readonly<Record<string, unknown>>>;
  /** What restarts it when it changes. */
  readonly restart: pulumi.Input<Readonly<Record<string, unknown>>>;
}

/** What guarding machines against being replaced together takes. */
export interface ReplacementGuardArgs {
  /** The machines of one cluster. They come after this. */
  readonly machines: pulumi.Input<pulumi.Input<GuardedMachine>[]>;
  /** Proxmox's API, to see which of them there are: one that was never made can change. Default all are there. */
  readonly proxmox?: {
    readonly endpoint: pulumi.Input<string>;
    readonly apiToken: pulumi.Input<string>;
    readonly fingerprint?: pulumi.Input<string>;
    readonly insecure?: pulumi.Input<boolean>;
  };
}

interface Machine {
  readonly name: string;
  readonly identity: Readonly<Record<string, unknown>>;
  readonly restart: Readonly<Record<string, unknown>>;
}

interface Declared extends Partial<ProxmoxApi> {
  readonly machines: readonly Machine[];
}

/** Machines that one update must not replace together. */
export const replacementGuard: Managed<Declared, object> = {
  kind: "ReplacementGuard",
  replaceOn: [],
  id: ({ machines }) => machines.map(({ name }) => name).join(","),
  problems: () => [],

  async examine({ machines = [], ...api }, old) {
    const reason = reasonAgainst(machines, old.machines ?? []);
    if (reason === undefined) return { problems: [] };
    // A first update that failed on its way may have made none of them, and is mended by other arguments.
    const there = await Promise.all((old.machines ?? []).map((machine) => isThere(api, machine)));
    const made = (old.machines ?? []).map((machine, index) => (there[index] ? machine : undefined));
    if (reasonAgainst(machines, made) === undefined) return { problems: [] };
    // The engine would print all that is known of the machines in front of the reason.
    return { problems: [{ property: "", reason }] };
  },

  notices: () => [],
  create: async () => ({}),
  read: async (args) => ({ args, outputs: {} }),
  update: async () => ({}),
  remove: async () => undefined,
};

/**
 * Refuses, in the preview already, a change that would replace several machines of a cluster in one update, or replace one
 * and restart another; warns when all of them are on the same Proxmox node.
 *
 * @example
 * const guard = new ReplacementGuard("testdb", {
 *   machines: [machineOf("testdb01", first), machineOf("testdb02", second)], proxmox,
 * });
 */
export class ReplacementGuard extends PacemakerResource {
  constructor(name: string, args: ReplacementGuardArgs, opts?: pulumi.CustomResourceOptions) {
    const { machines, proxmox } = args;
    const api = proxmox && { ...proxmox, apiToken: pulumi.secret(proxmox.apiToken) };
    super(replacementGuard.kind, name, { machines, ...api }, opts);
    pulumi.output(machines).apply((known) => warnOfOnePlace(known as readonly Machine[], this));
  }
}

// In each preview, also when nothing changes: what is well until that Proxmox node fails is not well.
function warnOfOnePlace(machines: readonly Machine[], resource: pulumi.Resource): void {
  const place = machines[0]?.identity["proxmoxNode"];
  if (place === undefined || machines.length < 2) return;
  if (machines.some(({ identity }) => identity["proxmoxNode"] !== place)) return;
  const names = machines.map(({ name }) => name).join(" and ");
  const text = `${names} are on the same Proxmox node, ${String(place)}: when it fails, all of them fail with it. Give them different ones (proxmoxNode).`;
  void pulumi.log.warn(text, resource);
}

function reasonAgainst(
  machines: readonly Machine[],
  before: readonly (Machine | undefined)[],
): string | undefined {
  const changes = machines.map((machine, index) => {
    const was = before[index];
    const changed = (property: "identity" | "restart") =>
      was !== undefined && changedOf([property], { ...was }, { ...machine }).length > 0;
    return { name: machine.name, isReplaced: changed("identity"), isRestarted: changed("restart") };
  });
  const replaced = changes.filter(({ isReplaced }) => isReplaced);
  const others = changes.filter(({ isReplaced, isRestarted }) => isRestarted && !isReplaced);
  const names = (some: readonly { readonly name: string }[]) => some.map(({ name }) => name).join(" and ");
  if (replaced.length === 0 || replaced.length + others.length < 2) return undefined;
  const what =
    replaced.length > 1
      ? `${names(replaced)} would be replaced in one update, and the cluster with all that runs in it be gone`
      : `${names(replaced)} would be replaced and ${names(others)} restarted in one update, with nothing left to serve`;
  return `${what}. Change one machine, let it become a member again, then change the next`;
}

// In doubt it is: to refuse costs an update more, to let through may cost the cluster.
async function isThere(api: Partial<ProxmoxApi>, { identity }: Machine): Promise<boolean> {
  const { endpoint, apiToken } = api;
  if (endpoint === undefined || apiToken === undefined) return true;
  const found = await machineAt({ ...api, endpoint, apiToken }, Number(identity["vmId"])).catch(
    () => "hidden" as const,
  );
  return found === "hidden" || found?.name === identity["name"];
}
