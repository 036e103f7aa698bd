import * as pulumi from "../../pulumi.js";
import type { Managed } from "../../lifecycle/managed.js";
import { Refusal } from "../../lifecycle/outcome.js";
import { PacemakerResource } from "../../lifecycle/resource.js";
import { changedOf } from "../../lifecycle/verbs.js";
import {
  inWords,
  machineAt,
  machineProblems,
  type ProxmoxApi,
  ProxmoxFailure,
  type ProxmoxMachineArgs,
  shutDown,
} from "../../proxmox/index.js";

/** What shutting a machine down before a change takes; the machine comes after this. */
export interface PlannedShutdownArgs extends ProxmoxMachineArgs {
  /** The UUID that it is made with: another machine under that number is left alone. */
  readonly mark: pulumi.Input<string>;
  /** Its name, for messages. */
  readonly name: pulumi.Input<string>;
  /** What makes it another machine when it changes: the one that goes is shut down first. */
  readonly identity: pulumi.Input<Readonly<Record<string, unknown>>>;
  /** What restarts it when it changes: it is shut down first. */
  readonly restart: pulumi.Input<Readonly<Record<string, unknown>>>;
  /** Seconds for it to be off. Default 300. */
  readonly timeout?: pulumi.Input<number>;
}

interface Declared extends ProxmoxApi {
  readonly vmId: number;
  readonly mark: string;
  readonly name: string;
  readonly identity: Readonly<Record<string, unknown>>;
  readonly restart: Readonly<Record<string, unknown>>;
  readonly timeout: number;
}

/** A machine that is shut down before a change that would cut its power. */
export const plannedShutdown: Managed<Declared, object> = {
  kind: "PlannedShutdown",
  replaceOn: [],
  id: ({ vmId }) => String(vmId),

  problems: ({ timeout, ...args }) => [
    ...machineProblems(args),
    ...(timeout !== undefined && !(Number.isInteger(timeout) && timeout > 0)
      ? [{ property: "timeout", reason: `${timeout} is not a whole number of seconds` }]
      : []),
  ],

  notices: (args, old) =>
    differ("identity", args, old) || differ("restart", args, old)
      ? [`shuts ${old.name} down first: what runs on it moves to the other nodes`]
      : [],

  create: async () => ({}),
  read: async (args) => ({ args, outputs: {} }),

  async update(args, old) {
    const isReplaced = differ("identity", args, old);
    if (!isReplaced && !differ("restart", args, old)) return {};
    const machine = await machineAt(args, old.vmId);
    const isOurs = machine !== undefined && machine !== "hidden" && machine.uuid === old.mark;
    // One that is off, or gone, has nothing to move; the plugin starts it again after the change.
    if (!isOurs || machine.status !== "running") return {};
    try {
      await shutDown(args, machine, args.timeout);
    } catch (failure) {
      if (!(failure instanceof ProxmoxFailure)) throw failure;
      const text = `Unable to shut down ${inWords(machine)} within ${args.timeout} s: ${failure.message}`;
      // One that hangs may be why it is replaced.
      if (!isReplaced)
        throw new Refusal(
          `${text}. Nothing is changed. See what holds it up at its console, or stop it in Proxmox: the next update goes on then.`,
        );
      process.stdout.write(`${text}. It is replaced all the same.\n`);
    }
    return {};
  },

  // A destroy has nowhere to move anything to.
  remove: async () => undefined,
};

/**
 * A machine's clean shutdown before a change that restarts or replaces it: Pacemaker moves all that runs on it to the other
 * nodes and leaves the cluster, so that nobody fences it. The Proxmox plugin by itself cuts its power, and starts it again
 * after the change. It does nothing as long as nothing changes, and nothing when the stack is destroyed.
 *
 * @example
 * const shutdown = new PlannedShutdown("testdb01", {
 *   endpoint: "https://pve1.example:8006/", apiToken: config.requireSecret("proxmoxToken"), vmId: 101, mark: claim.mark,
 *   name: "testdb01", identity: { image: "debian-12" }, restart: { memory: 2048 },
 * });
 */
export class PlannedShutdown extends PacemakerResource {
  constructor(name: string, args: PlannedShutdownArgs, opts?: pulumi.CustomResourceOptions) {
    const apiToken = pulumi.secret(args.apiToken);
    super(plannedShutdown.kind, name, { ...args, apiToken, timeout: args.timeout ?? 300 }, opts);
  }
}

function differ(property: "identity" | "restart", args: Declared, old: Declared): boolean {
  return changedOf([property], { ...old }, { ...args }).length > 0;
}
