import type { Declared } from "./resources.js";

/** Defaults, and what nodes, users and programs have. */
export const settings: readonly Declared[] = [
  {
    kind: "ResourceDefaults",
    name: "rsc-ruled",
    args: {
      score: 10,
      values: { "resource-stickiness": 100, "migration-threshold": 3 },
      rule: "resource ocf:heartbeat:IPaddr2 and date gt 2020-01-01",
    },
    changed: {
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
    args: { score: 5, values: { timeout: "120s" }, rule: "resource ::Dummy or op start" },
    changed: { score: 6, values: { timeout: "121s" }, rule: "op monitor interval=10s" },
    less: { values: { timeout: "122s" } },
    hand: [
      "resource op defaults set create id=op-ruled score=5 meta timeout=120s rule resource ::Dummy or op start",
    ],
  },
  {
    kind: "NodeAttribute",
    name: "rack",
    args: { node: "testdb01", value: "1 a" },
    changed: { node: "testdb01", value: "2" },
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
  { kind: "NodeMaintenance", name: "testdb02", args: {}, hand: ["node maintenance testdb02"] },
  {
    kind: "AclRole",
    name: "watch",
    args: {
      description: "read only",
      permissions: [
        { kind: "read", xpath: "/cib" },
        { kind: "deny", reference: "full" },
      ],
    },
    changed: {
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
    args: { roles: ["watch", "act"] },
    changed: { roles: ["act"] },
    less: { roles: [] },
    needs: ["watch", "act"],
    hand: ["acl user create alice watch act"],
  },
  {
    kind: "AclGroup",
    name: "admins",
    args: { roles: ["watch"] },
    changed: { roles: ["act"] },
    needs: ["watch", "act"],
    hand: ["acl group create admins watch"],
  },
  {
    kind: "Alert",
    name: "pager",
    args: {
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
    args: { resources: ["full", "four"] },
    changed: { resources: ["four", "dbs"] },
    needs: ["full", "four", "dbs"],
    hand: ["tag create marked full four"],
  },
];
