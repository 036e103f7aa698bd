import type * as pulumi from "@pulumi/pulumi";
import type { CibObject } from "../../lifecycle/cib-object.js";
import type { ClusterArgs } from "../../lifecycle/cluster-handle.js";
import { ClusterResource } from "../../lifecycle/resource.js";
import { idProblems, wordProblems } from "../../pcs/argument-problems.js";
import { defined } from "../../pcs/options.js";
import { aclRole as found } from "../../pcs/sections.js";

/** One permission: to `read`, `write` or be denied (`deny`) an XPath or the element of an id. */
export interface Permission {
  /** What is allowed. */
  readonly kind: "read" | "write" | "deny";
  /** The part of the CIB. */
  readonly xpath?: string;
  /** Or the id of an element. */
  readonly reference?: string;
}

/** What a role takes. */
export interface AclRoleArgs extends ClusterArgs {
  /** Its id in the cluster; default the resource's name. A change makes a new object. */
  readonly roleId?: pulumi.Input<string>;
  /** What it is for. A change makes a new object, because pcs cannot change it. */
  readonly description?: pulumi.Input<string>;
  /** What it allows, in order. Changed in place. */
  readonly permissions: pulumi.Input<pulumi.Input<Permission>[]>;
}

interface Role {
  readonly roleId: string;
  readonly description?: string;
  readonly permissions: readonly Permission[];
}

/** What users and groups may do with the CIB. */
export const aclRole: CibObject<Role> = {
  kind: "AclRole",
  replaceOn: ["roleId", "description"],
  id: ({ roleId }) => roleId,
  required: ["permissions"],
  problems: ({ roleId, permissions = [] }) => [
    ...idProblems("roleId", roleId),
    ...permissions.flatMap(({ kind, xpath, reference }, index) => [
      ...wordProblems(`permissions[${index}].kind`, kind, ["read", "write", "deny"]),
      ...((xpath === undefined) === (reference === undefined)
        ? [{ property: `permissions[${index}]`, reason: "either xpath or reference is needed" }]
        : []),
      ...idProblems(`permissions[${index}].reference`, reference),
      ...(xpath === undefined || /^[/(]/.test(xpath)
        ? []
        : [
            {
              property: `permissions[${index}].xpath`,
              reason: `"${xpath}" is not an XPath that begins with "/"`,
            },
          ]),
    ]),
  ],
  find(cib, { roleId }) {
    const role = found(cib, roleId);
    if (!role) return undefined;
    const permissions = role.permissions.map(({ kind, xpath, reference }) =>
      defined<Permission>({ kind: kind as Permission["kind"], xpath, reference }),
    );
    return defined<Role>({ roleId, description: role.description, permissions });
  },
  create: ({ roleId, description, permissions }) => [
    [
      "acl",
      "role",
      "create",
      roleId,
      ...(description ? [`description=${description}`] : []),
      ...permissions.flatMap(words),
    ],
  ],
  update(args, before, cib) {
    const [wanted, has] = [args, before].map(({ permissions }) =>
      permissions.map((one) => words(one).join(" ")),
    );
    if (wanted?.join("\n") === has?.join("\n")) return [];
    // Their order decides, so all go and come again; Pacemaker sees the difference only.
    const ids = found(cib, args.roleId)?.permissions.map(({ id }) => id) ?? [];
    return [
      ...ids.map((id) => ["acl", "permission", "delete", id]),
      ...args.permissions.map((one) => ["acl", "permission", "add", args.roleId, ...words(one)]),
    ];
  },
  remove: ({ roleId }) => [["acl", "role", "delete", roleId]],
};

/**
 * What users and groups with this role may read and write of the cluster's configuration (with `enable-acl=true`).
 *
 * @example
 * new AclRole("watchers", { cluster, permissions: [{ kind: "read", xpath: "/cib" }] });
 */
export class AclRole extends ClusterResource {
  /** Its id in the cluster. */
  public readonly roleId!: pulumi.Output<string>;

  constructor(name: string, args: AclRoleArgs, opts?: pulumi.CustomResourceOptions) {
    super(aclRole, name, { ...args, roleId: args.roleId ?? name }, opts);
  }
}

function words({ kind, xpath, reference }: Permission): string[] {
  return [kind, ...(xpath === undefined ? ["id", reference ?? ""] : ["xpath", xpath])];
}
