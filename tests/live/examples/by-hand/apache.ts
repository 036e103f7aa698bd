import type { Commands } from "../on-node.js";

/** The recipe as Pacemaker's guide has it. */
export const apache: Commands = [
  ["property", "set", "stonith-enabled=false"],
  [
    "resource",
    "create",
    "ClusterIP",
    "ocf:heartbeat:IPaddr2",
    "ip=192.168.0.115",
    "cidr_netmask=24",
    "op",
    "monitor",
    "interval=30s",
  ],
  ["resource", "defaults", "update", "resource-stickiness=100"],
  ["resource", "op", "defaults", "update", "timeout=240s"],
  [
    "resource",
    "create",
    "WebSite",
    "ocf:heartbeat:apache",
    "configfile=/etc/apache2/apache2.conf",
    "statusurl=http://localhost/server-status",
    "op",
    "monitor",
    "interval=1min",
  ],
  ["constraint", "colocation", "add", "WebSite", "with", "ClusterIP", "INFINITY"],
  ["constraint", "order", "ClusterIP", "then", "WebSite"],
  ["constraint", "location", "WebSite", "prefers", "testdb02=50"],
];
