import type { Commands } from "../on-node.js";

/** The recipe with a promotable clone that waits for the proxies. */
export const galera: Commands = [
  ["property", "set", "stonith-enabled=false"],
  ["resource", "create", "lb-haproxy", "systemd:haproxy", "clone"],
  [
    "resource",
    "create",
    "galera",
    "ocf:heartbeat:galera",
    "enable_creation=true",
    "wsrep_cluster_address=gcomm://testdb01,testdb02",
    "additional_parameters=--open-files-limit=16384",
    "op",
    "promote",
    "timeout=300s",
    "on-fail=block",
  ],
  ["resource", "promotable", "galera", "meta", "promoted-max=2", "ordered=true"],
  ["constraint", "order", "start", "lb-haproxy-clone", "then", "start", "galera-clone"],
];
