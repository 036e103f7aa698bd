import type { Cib } from "./cib.js";
import { aclRoles } from "./sections.js";
import type { Edit } from "./writer.js";

/** The roles of a user or group; in the declared order where they are the same. */
export function foundRoles(
  cib: Cib,
  kind: "acl_target" | "acl_group",
  id: string,
  declared: readonly string[],
): readonly string[] | undefined {
  const found = aclRoles(cib, kind, id);
  return found && [...found].sort().join() === [...declared].sort().join() ? declared : found;
}

/** The edits of a user or group with roles. */
export function aclEdits(kind: "user" | "group") {
  return {
    create: (id: string, roles: readonly string[]): Edit => [["acl", kind, "create", id, ...roles]],
    update: (id: string, wanted: readonly string[], found: readonly string[]): Edit => [
      ...wanted
        .filter((role) => !found.includes(role))
        .map((role) => ["acl", "role", "assign", role, "to", kind, id]),
      ...found
        .filter((role) => !wanted.includes(role))
        .map((role) => ["acl", "role", "unassign", role, "from", kind, id]),
    ],
    remove: (id: string): Edit => [["acl", kind, "delete", id]],
  };
}
