import type { Commands } from "../on-node.js";

/** The recipe with two addresses in a group. */
export const haproxyGroup: Commands = [
  ["property", "set", "stonith-enabled=false"],
  [
    "resource",
    "create",
    "ClusterIP-01",
    "ocf:heartbeat:IPaddr2",
    "ip=192.168.0.115",
    "cidr_netmask=24",
    "op",
    "monitor",
    "interval=5s",
  ],
  [
    "resource",
    "create",
    "ClusterIP-02",
    "ocf:heartbeat:IPaddr2",
    "ip=192.168.0.116",
    "cidr_netmask=24",
    "op",
    "monitor",
    "interval=5s",
  ],
  ["resource", "create", "HAproxy", "systemd:haproxy", "op", "monitor", "interval=5s"],
  ["resource", "group", "add", "HAproxyIPs", "ClusterIP-01", "ClusterIP-02"],
  ["constraint", "colocation", "add", "HAproxy", "with", "HAproxyIPs", "INFINITY"],
  ["constraint", "order", "HAproxyIPs", "then", "HAproxy"],
];
