import { labSuite } from "../lab-name.js";
import type { Declared } from "./resources.js";

// Never started: half of its parameters are for what the lab's kernel does not have.
const ASLEEP = { "target-role": "Stopped" };
const all: readonly Declared[] = [
  {
    kind: "IPaddr2Resource",
    name: "address",
    args: {
      ...{ resourceId: "address", ip: "192.168.0.201", cidrNetmask: 24, nic: "eth0", broadcast: "+" },
      ...{ iflabel: "a", lvsSupport: true, lvsIpv6Addrlabel: true, lvsIpv6AddrlabelValue: 98 },
      ...{ mac: "01:00:5e:00:00:01", clusteripHash: "sourceip", uniqueCloneAddress: true },
      ...{ arpInterval: 201, arpCount: 3, arpCountRefresh: 1, arpBg: true, arpSender: "send_arp" },
      ...{ sendArpOpts: "-q", flushRoutes: true, runArping: true, nodad: true, noprefixroute: true },
      ...{ preferredLft: "forever", networkNamespace: "blue", allowInUse: true, disabled: false },
      ...{ monitor: { interval: "5s" }, operations: [{ name: "start", timeout: "40s" }] },
      ...{ meta: { ...ASLEEP, "resource-stickiness": 1 }, startTimeout: 0 },
    },
    changed: {
      ...{ resourceId: "address", ip: "192.168.0.202", cidrNetmask: 25, nic: "eth1", broadcast: "-" },
      ...{ iflabel: "b", lvsSupport: false, lvsIpv6Addrlabel: false, lvsIpv6AddrlabelValue: 97 },
      ...{ mac: "01:00:5e:00:00:02", clusteripHash: "sourceip-sourceport", uniqueCloneAddress: false },
      ...{ arpInterval: 202, arpCount: 4, arpCountRefresh: 2, arpBg: false, arpSender: "iputils_arping" },
      ...{ sendArpOpts: "-b", flushRoutes: false, runArping: false, nodad: false, noprefixroute: false },
      ...{ preferredLft: "0", networkNamespace: "red", allowInUse: false, disabled: true },
      ...{ monitor: { interval: "6s" }, operations: [{ name: "start", timeout: "41s" }] },
      ...{ meta: { ...ASLEEP, "resource-stickiness": 2 }, startTimeout: 1 },
    },
    less: { ip: "192.168.0.202", meta: ASLEEP },
    hand: [
      `resource create address ocf:heartbeat:IPaddr2 ip=192.168.0.201 cidr_netmask=24 nic=eth0 broadcast=+ iflabel=a lvs_support=true lvs_ipv6_addrlabel=true lvs_ipv6_addrlabel_value=98 mac=01:00:5e:00:00:01 clusterip_hash=sourceip unique_clone_address=true arp_interval=201 arp_count=3 arp_count_refresh=1 arp_bg=true arp_sender=send_arp send_arp_opts=-q flush_routes=true run_arping=true nodad=true noprefixroute=true preferred_lft=forever network_namespace=blue op monitor interval=5s start timeout=40s meta target-role=Stopped resource-stickiness=1`,
    ],
  },
];

/** A service IP address with all that it can have. */
export const addresses: readonly Declared[] = labSuite() === "bullseye" ? all.map(onDebian11) : all;

/** The same for the agents of Debian 11, which do not know `nodad` yet. */
export function onDebian11(one: Declared): Declared {
  const without = (args: object) => {
    const { nodad: _none, ...known } = args as Readonly<Record<string, unknown>>;
    return known;
  };
  return {
    ...one,
    args: without(one.args),
    ...(one.changed ? { changed: without(one.changed) } : {}),
    hand: one.hand.map((line) => line.replace(" nodad=true", "")),
  };
}
