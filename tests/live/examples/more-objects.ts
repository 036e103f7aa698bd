import type { Declared } from "../objects/resources.js";

/** What the objects suite has no row for. */
export const more: readonly Declared[] = [
  {
    kind: "ClusterProperty",
    name: "cluster-recheck-interval",
    args: { value: "5min" },
    hand: ["property set cluster-recheck-interval=5min"],
  },
  {
    kind: "IPaddr2Resource",
    name: "address",
    args: {
      ip: "192.168.0.120",
      cidrNetmask: 24,
      nic: "eth0",
      arpCount: 3,
      runArping: true,
      monitor: { interval: "5s", timeout: "10s" },
      operations: [{ name: "start", timeout: "40s" }],
      meta: { "resource-stickiness": 5 },
    },
    hand: [
      "resource create address ocf:heartbeat:IPaddr2 ip=192.168.0.120 cidr_netmask=24 nic=eth0 arp_count=3 run_arping=true op monitor interval=5s timeout=10s start timeout=40s meta resource-stickiness=5",
    ],
  },
  { kind: "NodeStandby", name: "testdb01", args: {}, hand: ["node standby testdb01"] },
];
