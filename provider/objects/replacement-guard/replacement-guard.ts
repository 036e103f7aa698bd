import type * as pulumi from "@pulumi/pulumi";
import type { Managed } from "../../lifecycle/managed.js";
import { PacemakerResource } from "../../lifecycle/resource.js";
import { changedOf } from "../../lifecycle/verbs.js";

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
}

interface Declared {
  readonly machines: readonly {
    readonly name: string;
    readonly identity: Readonly<Record<string, unknown>>;
    readonly restart: Readonly<Record<string, unknown>>;
  }[];
}

/** Machines that one update must not replace together. */
export const replacementGuard: Managed<Declared, object> = {
  kind: "ReplacementGuard",
  replaceOn: [],
  id: ({ machines }) => machines.map(({ name }) => name).join(","),
  problems: () => [],

  async examine({ machines = [] }, old) {
    const changes = machines.map((machine, index) => {
      const before = old.machines?.[index];
      const changed = (property: "identity" | "restart") =>
        before !== undefined && changedOf([property], { ...before }, { ...machine }).length > 0;
      return { name: machine.name, isReplaced: changed("identity"), isRestarted: changed("restart") };
    });
    const replaced = changes.filter(({ isReplaced }) => isReplaced);
    const others = changes.filter(({ isReplaced, isRestarted }) => isRestarted && !isReplaced);
    const names = (some: readonly { readonly name: string }[]) => some.map(({ name }) => name).join(" and ");
    if (replaced.length === 0 || replaced.length + others.length < 2) return { problems: [] };
    const what =
      replaced.length > 1
        ? `${names(replaced)} would be replaced in one update, and the cluster with all that runs in it be gone`
        : `${names(replaced)} would be replaced and ${names(others)} restarted in one update, with nothing left to serve`;
    const reason = `${what}. Change one machine, let it become a member again, then change the next`;
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
 * and restart another.
 *
 * @example
 * const guard = new ReplacementGuard("testdb", { machines: [machineOf("testdb01", first), machineOf("testdb02", second)] });
 */
export class ReplacementGuard extends PacemakerResource {
  constructor(name: string, args: ReplacementGuardArgs, opts?: pulumi.CustomResourceOptions) {
    super(replacementGuard.kind, name, { ...args }, opts);
  }
}
