import type * as pulumi from "@pulumi/pulumi";
import type { CibObject } from "../../lifecycle/cib-object.js";
import type { ClusterArgs } from "../../lifecycle/cluster-handle.js";
import { ClusterResource } from "../../lifecycle/resource.js";
import { aclEdits, foundRoles } from "../../pcs/acl.js";
import { idProblems, listProblems } from "../../pcs/argument-problems.js";

/** What a group with roles takes. */
export interface AclGroupArgs extends ClusterArgs {
  /** The system's name of the group; default the resource's name. A change makes a new object. */
  readonly groupId?: pulumi.Input<string>;
  /** Ids of its roles. Changed in place. */
  readonly roles: pulumi.Input<pulumi.Input<string>[]>;
}

interface Holder {
  readonly groupId: string;
  readonly roles: readonly string[];
}

const edits = aclEdits("group");

/** A group of the system with roles in the cluster. */
export const aclGroup: CibObject<Holder> = {
  kind: "AclGroup",
  replaceOn: ["groupId"],
  id: ({ groupId }) => groupId,
  required: ["roles"],
  problems: ({ groupId, roles }) => [...idProblems("groupId", groupId), ...listProblems("roles", roles)],
  find(cib, { groupId, roles }) {
    const found = foundRoles(cib, "acl_group", groupId, roles);
    return found && { groupId, roles: found };
  },
  create: ({ groupId, roles }) => edits.create(groupId, roles),
  update: ({ groupId, roles }, found) => edits.update(groupId, roles, found.roles),
  remove: ({ groupId }) => edits.remove(groupId),
};

/**
 * A group of the system and its roles in the cluster.
 *
 * @example
 * new AclGroup("operators", { cluster, roles: [watchers.roleId] });
 */
export class AclGroup extends ClusterResource {
  /** The system's name of the group. */
  public readonly groupId!: pulumi.Output<string>;

  constructor(name: string, args: AclGroupArgs, opts?: pulumi.CustomResourceOptions) {
    super(aclGroup, name, { ...args, groupId: args.groupId ?? name }, opts);
  }
}
