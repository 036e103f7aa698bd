import type * as pulumi from "@pulumi/pulumi";

/** The parameters of `ocf:heartbeat:IPaddr2`, in camelCase. */
export interface IPaddr2Parameters {
  /** The service IP address, IPv4 or IPv6. Changed in place: the old address goes, the new one comes. */
  readonly ip: pulumi.Input<string>;
  /** Length of the network's prefix, e.g. 24; default the one of the route to the address. */
  readonly cidrNetmask?: pulumi.Input<number>;
  /** Interface that carries it, e.g. `eth0`; the same on every node. Default the one with the route to the address. */
  readonly nic?: pulumi.Input<string>;
  /** Broadcast address, or `+` or `-` to derive it. */
  readonly broadcast?: pulumi.Input<string>;
  /** Label behind the interface's name; 15 characters together at most (IPv4). */
  readonly iflabel?: pulumi.Input<string>;
  /** Keep the address on the loopback when stopped, for LVS direct routing (IPv4). Default false. */
  readonly lvsSupport?: pulumi.Input<boolean>;
  /** Label the address so that IPv6 traffic does not start from it. Default false. */
  readonly lvsIpv6Addrlabel?: pulumi.Input<boolean>;
  /** The label's value. Default 99. */
  readonly lvsIpv6AddrlabelValue?: pulumi.Input<number>;
  /** MAC address of a cluster IP (cloned, IPv4). */
  readonly mac?: pulumi.Input<string>;
  /** Hashing of a cluster IP, e.g. `sourceip-sourceport` (cloned, IPv4). */
  readonly clusteripHash?: pulumi.Input<string>;
  /** Give each clone its own address, counted up. Default false. */
  readonly uniqueCloneAddress?: pulumi.Input<boolean>;
  /** Milliseconds between the announcements (only with the old send_arp). Default 200. */
  readonly arpInterval?: pulumi.Input<number>;
  /** Announcements (gratuitous ARP, unsolicited NA) at start. Default 5. */
  readonly arpCount?: pulumi.Input<number>;
  /** Announcements at each monitor, against stale neighbour caches. Default 0. */
  readonly arpCountRefresh?: pulumi.Input<number>;
  /** Announce in the background. Default true for IPv4, false for IPv6. */
  readonly arpBg?: pulumi.Input<boolean>;
  /** Program that announces: `send_arp`, `iputils_arping`, `libnet_arping`, `ipoibarping`. */
  readonly arpSender?: pulumi.Input<string>;
  /** More options for that program. */
  readonly sendArpOpts?: pulumi.Input<string>;
  /** Flush the routing table on stop. Default false. */
  readonly flushRoutes?: pulumi.Input<boolean>;
  /** Let the agent look for a collision at each start (IPv4). Default false. */
  readonly runArping?: pulumi.Input<boolean>;
  /** No duplicate address detection (IPv6). Default false. */
  readonly nodad?: pulumi.Input<boolean>;
  /** Add no route for the prefix. Default false. */
  readonly noprefixroute?: pulumi.Input<boolean>;
  /** Preferred lifetime: `forever`, or 0 so that nothing starts from it (IPv6). */
  readonly preferredLft?: pulumi.Input<string>;
  /** Network namespace on the node to work in; it must exist. */
  readonly networkNamespace?: pulumi.Input<string>;
  /** Routing protocol of the address, where the agent knows it (4.16 and newer). */
  readonly proto?: pulumi.Input<string>;
  /** Fail the monitor when the interface has no link, where the agent knows it (4.17 and newer). */
  readonly checkLinkStatus?: pulumi.Input<boolean>;
}

/** How each parameter is called by the agent, and what it holds. */
export const ipaddr2Parameters: readonly (readonly [
  name: keyof IPaddr2Parameters,
  option: string,
  type: "string" | "number" | "boolean",
])[] = [
  ["ip", "ip", "string"],
  ["cidrNetmask", "cidr_netmask", "number"],
  ["nic", "nic", "string"],
  ["broadcast", "broadcast", "string"],
  ["iflabel", "iflabel", "string"],
  ["lvsSupport", "lvs_support", "boolean"],
  ["lvsIpv6Addrlabel", "lvs_ipv6_addrlabel", "boolean"],
  ["lvsIpv6AddrlabelValue", "lvs_ipv6_addrlabel_value", "number"],
  ["mac", "mac", "string"],
  ["clusteripHash", "clusterip_hash", "string"],
  ["uniqueCloneAddress", "unique_clone_address", "boolean"],
  ["arpInterval", "arp_interval", "number"],
  ["arpCount", "arp_count", "number"],
  ["arpCountRefresh", "arp_count_refresh", "number"],
  ["arpBg", "arp_bg", "boolean"],
  ["arpSender", "arp_sender", "string"],
  ["sendArpOpts", "send_arp_opts", "string"],
  ["flushRoutes", "flush_routes", "boolean"],
  ["runArping", "run_arping", "boolean"],
  ["nodad", "nodad", "boolean"],
  ["noprefixroute", "noprefixroute", "boolean"],
  ["preferredLft", "preferred_lft", "string"],
  ["networkNamespace", "network_namespace", "string"],
  ["proto", "proto", "string"],
  ["checkLinkStatus", "check_link_status", "boolean"],
];
