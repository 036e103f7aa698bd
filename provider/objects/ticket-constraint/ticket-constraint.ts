import type * as pulumi from "@pulumi/pulumi";
import type { CibObject, Problem } from "../../lifecycle/cib-object.js";
import type { ClusterArgs } from "../../lifecycle/cluster-handle.js";
import { ClusterResource } from "../../lifecycle/resource.js";
import { choiceProblems, idProblems, wordProblems } from "../../pcs/argument-problems.js";
import {
  constraint,
  foundSets,
  newRole,
  roles,
  setWords,
  type ResourceSet,
  setProblems,
} from "../../pcs/constraints.js";
import { isBefore, type InstalledPcs } from "../../pcs/features.js";
import { defined } from "../../pcs/options.js";

const policies = ["fence", "stop", "freeze", "demote"] as const;

/** What a ticket constraint takes. */
export interface TicketConstraintArgs extends ClusterArgs {
  /** Its id in the cluster; default the resource's name. A change makes a new object. */
  readonly constraintId?: pulumi.Input<string>;
  /** The ticket that must be granted. */
  readonly ticket: pulumi.Input<string>;
  /** Id of the resource that needs it; or `sets`. */
  readonly resource?: pulumi.Input<string>;
  /** The role that needs it; default every one. */
  readonly role?: pulumi.Input<(typeof roles)[number]>;
  /** What happens when the ticket is lost. Default stop. */
  readonly lossPolicy?: pulumi.Input<(typeof policies)[number]>;
  /** Sets of resources instead of one. */
  readonly sets?: pulumi.Input<pulumi.Input<ResourceSet>[]>;
}

interface Ticket {
  readonly constraintId: string;
  readonly ticket: string;
  readonly resource?: string;
  readonly role?: string;
  readonly lossPolicy?: string;
  readonly sets?: readonly ResourceSet[];
}

/** Which resources need a ticket of a multi-site cluster. */
export const ticketConstraint: CibObject<Ticket> = {
  kind: "TicketConstraint",
  replaceOn: ["constraintId"],
  required: ["ticket"],
  id: ({ constraintId }) => constraintId,
  asks: () => ({ pcs: true }),
  problems: (args, installed) => [
    ...idProblems("constraintId", args.constraintId),
    ...choiceProblems(args, ["resource"], ["sets"]),
    ...idProblems("resource", args.resource),
    ...setProblems(args.sets),
    ...wordProblems("role", args.role, roles),
    ...wordProblems("lossPolicy", args.lossPolicy, policies),
    ...ticketProblems(args.ticket, installed?.pcs),
  ],
  find(cib, args) {
    const found = constraint(cib, "rsc_ticket", args.constraintId);
    if (!found) return undefined;
    const { ticket, rsc, "rsc-role": role, "loss-policy": lossPolicy } = found.attributes;
    return defined<Ticket>({
      constraintId: args.constraintId,
      ticket,
      resource: rsc,
      role: newRole(role),
      lossPolicy,
      sets: foundSets(found.sets, args.sets),
    });
  },
  create: (args) => [words(args)],
  update: (args, found) =>
    words(args).join("\n") === words(found).join("\n")
      ? []
      : [...ticketConstraint.remove(args), ...ticketConstraint.create(args)],
  remove: ({ constraintId }) => [["constraint", "remove", constraintId]],
};

/**
 * Which resources may run only while a ticket is granted to this site. Changed in place.
 *
 * @example
 * new TicketConstraint("db-here", { cluster, ticket: "site-a", resource: "db", lossPolicy: "stop" });
 */
export class TicketConstraint extends ClusterResource {
  /** Its id in the cluster. */
  public readonly constraintId!: pulumi.Output<string>;

  constructor(name: string, args: TicketConstraintArgs, opts?: pulumi.CustomResourceOptions) {
    super(ticketConstraint, name, { ...args, constraintId: args.constraintId ?? name }, opts);
  }
}

function words({ constraintId, ticket, resource = "", role, lossPolicy, sets }: Ticket): string[] {
  const policy = lossPolicy ? [`loss-policy=${lossPolicy}`] : [];
  const id = `id=${constraintId}`;
  if (sets)
    return ["constraint", "ticket", ...setWords(sets), "setoptions", id, `ticket=${ticket}`, ...policy];
  return ["constraint", "ticket", "add", ticket, ...(role ? [role, resource] : [resource]), ...policy, id];
}

// Since 0.10.14 pcs refuses what booth does not know.
function ticketProblems(ticket: string | undefined, pcs: InstalledPcs | undefined): Problem[] {
  const underscore = pcs === undefined || isBefore(pcs.version, "0.10.14");
  const allowed = underscore ? /^[A-Za-z0-9][\w-]{0,62}$/ : /^[A-Za-z0-9][A-Za-z0-9-]{0,62}$/;
  if (ticket === undefined || allowed.test(ticket)) return [];
  const signs = underscore ? 'letters, digits, "_" and "-"' : 'letters, digits and "-"';
  return [{ property: "ticket", reason: `"${ticket}" is not a ticket: at most 63 ${signs}` }];
}
