import type { Declared } from "./resources.js";

/** Defaults, and what nodes, users and programs have. */
export const settings: readonly Declared[] = [
  {
    kind: "ResourceDefaults",
    name: "rsc-ruled",
    args: {
      setId: "rsc-ruled",
      score: 10,
      values: { "resource-stickiness": 100, "migration-threshold": 3 },
      rule: "resource ocf:heartbeat:IPaddr2 and date gt 2020-01-01",
    },
    changed: {
      setId: "rsc-ruled",
      score: 11,
      values: { "resource-stickiness": 101, "migration-threshold": 4 },
      rule: "resource ::Dummy",
    },
    less: { values: { "resource-stickiness": 101 } },
    hand: [
      "resource defaults set create id=rsc-ruled score=10 meta resource-stickiness=100 migration-threshold=3 rule resource ocf:heartbeat:IPaddr2 and date gt 2020-01-01",
    ],
  },
  {
    kind: "OperationDefaults",
    name: "op-ruled",
    args: { setId: "op-ruled", score: 5, values: { timeout: "120s" }, rule: "resource ::Dummy or op start" },
    changed: { setId: "op-ruled", score: 6, values: { timeout: "121s" }, rule: "op monitor interval=10s" },
    less: { values: { timeout: "122s" } },
    hand: [
      "resource op defaults set create id=op-ruled score=5 meta timeout=120s rule resource ::Dummy or op start",
    ],
  },
  {
    kind: "NodeAttribute",
    name: "rack",
    args: { node: "testdb01", name: "rack", value: "1 a" },
    changed: { node: "testdb01", name: "rack", value: "2" },
    hand: ["node attribute testdb01 'rack=1 a'"],
  },
  {
    kind: "NodeUtilization",
    name: "capacity",
    args: { node: "testdb01", values: { cpu: 4, memory: 8192 } },
    changed: { node: "testdb01", values: { cpu: 8, memory: 9000 } },
    less: { node: "testdb01", values: { cpu: 8 } },
    hand: ["node utilization testdb01 cpu=4 memory=8192"],
  },
  {
    kind: "NodeMaintenance",
    name: "testdb02",
    args: { node: "testdb02" },
    hand: ["node maintenance testdb02"],
  },
  { kind: "NodeStandby", name: "asleep", args: { node: "testdb02" }, hand: ["node standby testdb02"] },
  {
    kind: "ClusterProperty",
    name: "batch-limit",
    args: { name: "batch-limit", value: 30, allowUnknown: false },
    changed: { name: "batch-limit", value: 31, allowUnknown: true },
    less: { value: 32 },
    hand: ["property set batch-limit=30"],
  },
  {
    kind: "AclRole",
    name: "watch",
    args: {
      roleId: "watch",
      description: "read only",
      permissions: [
        { kind: "read", xpath: "/cib" },
        { kind: "deny", reference: "full" },
      ],
    },
    changed: {
      roleId: "watch",
      description: "read only",
      permissions: [
        { kind: "write", reference: "four" },
        { kind: "read", xpath: "//nodes" },
      ],
    },
    needs: ["full", "four"],
    hand: ["acl role create watch 'description=read only' read xpath /cib deny id full"],
  },
  {
    kind: "AclRole",
    name: "act",
    args: { permissions: [{ kind: "write", xpath: "//resources" }] },
    hand: ["acl role create act write xpath //resources"],
  },
  {
    kind: "AclUser",
    name: "alice",
    args: { userId: "alice", roles: ["watch", "act"] },
    changed: { userId: "alice", roles: ["act"] },
    less: { roles: [] },
    needs: ["watch", "act"],
    hand: ["acl user create alice watch act"],
  },
  {
    kind: "AclGroup",
    name: "admins",
    args: { groupId: "admins", roles: ["watch"] },
    changed: { groupId: "admins", roles: ["act"] },
    needs: ["watch", "act"],
    hand: ["acl group create admins watch"],
  },
  {
    kind: "Alert",
    name: "pager",
    args: {
      alertId: "pager",
      path: "/bin/true",
      description: "who is told",
      options: { a: "b c" },
      meta: { timeout: "5s" },
      recipients: [
        { id: "ops", value: "v 1", description: "r", options: { x: "y" }, meta: { timeout: "3s" } },
        { id: "dev", value: "v2" },
      ],
    },
    changed: {
      alertId: "pager",
      path: "/bin/false",
      description: "who hears",
      options: { a: "d" },
      meta: { timeout: "6s" },
      recipients: [
        { id: "ops", value: "v9", description: "s", options: { x: "z" }, meta: { timeout: "4s" } },
        { id: "new", value: "v3" },
      ],
    },
    less: { path: "/bin/true" },
    hand: [
      "alert create path=/bin/true id=pager 'description=who is told' options 'a=b c' meta timeout=5s",
      "alert recipient add pager 'value=v 1' id=ops description=r options x=y meta timeout=3s",
      "alert recipient add pager value=v2 id=dev",
    ],
  },
  {
    kind: "Tag",
    name: "marked",
    args: { tagId: "marked", resources: ["full", "four"] },
    changed: { tagId: "marked", resources: ["four", "dbs"] },
    needs: ["full", "four", "dbs"],
    hand: ["tag create marked full four"],
  },
];
