import type { Places } from "./places.js";

/** What names something among the arguments of defaults, nodes, users and programs, or is one of a few words; a right name is refused where nothing has it. */
export const settingNames: readonly Places[] = [
  ...["ResourceDefaults", "OperationDefaults"].map((kind) => ({
    ...{ kind, count: 3, usual: (id: string) => [id, "5", "resource ::Dummy"] },
    args: (_id: string, [setId, score, rule]: readonly string[]) => ({
      setId,
      score,
      rule,
      values: { v: "1" },
    }),
  })),
  {
    kind: "NodeAttribute",
    count: 1,
    usual: () => ["testdb01"],
    args: (name, [node]) => ({ node, name, value: "v" }),
  },
  {
    kind: "NodeUtilization",
    count: 2,
    usual: () => ["testdb02", "1"],
    args: (id, [node, value]) => ({ node, values: { [id]: value } }),
  },
  ...["NodeStandby", "NodeMaintenance"].map((kind) => ({
    ...{ kind, count: 1, usual: () => ["testdb02"] },
    args: (_id: string, [node]: readonly string[]) => ({ node }),
  })),
  {
    kind: "AclRole",
    count: 3,
    usual: (id) => [id, "read", "a"],
    args: (_id, [roleId, kind, reference]) => ({ roleId, permissions: [{ kind, reference }] }),
  },
  {
    kind: "AclUser",
    count: 1,
    usual: () => ["r"],
    args: (userId, roles) => ({ userId, roles }),
  },
  {
    kind: "AclGroup",
    count: 2,
    usual: (id) => [id, "r"],
    args: (_id, [groupId, ...roles]) => ({ groupId, roles }),
  },
  {
    kind: "Alert",
    count: 2,
    usual: (id) => [id, `${id}-r`],
    args: (_id, [alertId, id]) => ({ alertId, path: "/bin/true", recipients: [{ id, value: "v" }] }),
  },
  {
    kind: "Tag",
    count: 2,
    usual: (id) => [id, "a"],
    args: (_id, [tagId, ...resources]) => ({ tagId, resources }),
  },
  {
    kind: "ClusterProperty",
    count: 1,
    usual: (id) => [id],
    args: (_id, [name]) => ({ name, value: "v", allowUnknown: true }),
  },
  {
    kind: "EnabledResources",
    count: 1,
    usual: () => ["e"],
    args: (_id, resources) => ({ resources, startTimeout: 0 }),
  },
];
