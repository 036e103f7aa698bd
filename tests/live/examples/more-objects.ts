import type { Declared } from "../objects/resources.js";

/** What the objects suite has no row for. */
export const more: readonly Declared[] = [
  {
    kind: "ClusterProperty",
    name: "cluster-recheck-interval",
    args: { value: "5min" },
    hand: ["property set cluster-recheck-interval=5min"],
  },
  { kind: "NodeStandby", name: "testdb01", args: {}, hand: ["node standby testdb01"] },
];
