import type { Commands } from "../on-node.js";

/** The recipe with a proxy on every node. */
export const haproxyClone: Commands = [
  ["property", "set", "stonith-enabled=false"],
  [
    "resource",
    "create",
    "vip",
    "ocf:heartbeat:IPaddr2",
    "ip=192.168.0.115",
    "cidr_netmask=24",
    "op",
    "monitor",
    "interval=10s",
  ],
  ["resource", "create", "haproxy", "systemd:haproxy", "clone"],
  ["constraint", "order", "start", "vip", "then", "haproxy-clone", "kind=Optional"],
  ["constraint", "colocation", "add", "vip", "with", "haproxy-clone"],
];
