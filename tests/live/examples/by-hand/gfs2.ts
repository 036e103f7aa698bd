import type { Commands } from "../on-node.js";

/** The recipe with a file system on both nodes. */
export const gfs2: Commands = [
  ["property", "set", "stonith-enabled=false"],
  ["property", "set", "no-quorum-policy=freeze"],
  ["resource", "create", "dlm", "ocf:pacemaker:controld", "op", "monitor", "interval=60s"],
  ["resource", "clone", "dlm", "meta", "clone-max=2", "clone-node-max=1", "interleave=true"],
  [
    "resource",
    "create",
    "WebFS",
    "ocf:heartbeat:Filesystem",
    "device=/dev/shared_vg/shared_lv",
    "directory=/var/www/html",
    "fstype=gfs2",
  ],
  ["resource", "clone", "WebFS", "meta", "interleave=true"],
  ["constraint", "colocation", "add", "WebFS-clone", "with", "dlm-clone"],
  ["constraint", "order", "dlm-clone", "then", "WebFS-clone"],
];
