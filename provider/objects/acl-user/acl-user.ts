import type * as pulumi from "@pulumi/pulumi";
import type { CibObject } from "../../lifecycle/cib-object.js";
import type { ClusterArgs } from "../../lifecycle/cluster-handle.js";
import { ClusterResource } from "../../lifecycle/resource.js";
import { aclEdits, foundRoles } from "../../pcs/acl.js";
import { idProblems, listProblems } from "../../pcs/argument-problems.js";

/** What a user with roles takes. */
export interface AclUserArgs extends ClusterArgs {
  /** The system's name of the user; default the resource's name. A change makes a new object. */
  readonly userId?: pulumi.Input<string>;
  /** Ids of its roles. Changed in place. */
  readonly roles: pulumi.Input<pulumi.Input<string>[]>;
}

interface Holder {
  readonly userId: string;
  readonly roles: readonly string[];
}

const edits = aclEdits("user");

/** A user of the system with roles in the cluster. */
export const aclUser: CibObject<Holder> = {
  kind: "AclUser",
  replaceOn: ["userId"],
  id: ({ userId }) => userId,
  required: ["roles"],
  problems: ({ userId, roles }) => [...idProblems("userId", userId), ...listProblems("roles", roles)],
  find(cib, { userId, roles }) {
    const found = foundRoles(cib, "acl_target", userId, roles);
    return found && { userId, roles: found };
  },
  create: ({ userId, roles }) => edits.create(userId, roles),
  update: ({ userId, roles }, found) => edits.update(userId, roles, found.roles),
  remove: ({ userId }) => edits.remove(userId),
};

/**
 * A user of the system and its roles in the cluster.
 *
 * @example
 * new AclUser("alice", { cluster, roles: [watchers.roleId] });
 */
export class AclUser extends ClusterResource {
  /** The system's name of the user. */
  public readonly userId!: pulumi.Output<string>;

  constructor(name: string, args: AclUserArgs, opts?: pulumi.CustomResourceOptions) {
    super(aclUser, name, { ...args, userId: args.userId ?? name }, opts);
  }
}
