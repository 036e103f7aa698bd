import { apache } from "./by-hand/apache.js";
import { drbdApache } from "./by-hand/drbd-apache.js";
import { drbdMariadb } from "./by-hand/drbd-mariadb.js";
import { fenceProxmox } from "./by-hand/fence-proxmox.js";
import { galera } from "./by-hand/galera.js";
import { gfs2 } from "./by-hand/gfs2.js";
import { glusterfs } from "./by-hand/glusterfs.js";
import { haproxyClone } from "./by-hand/haproxy-clone.js";
import { haproxyGroup } from "./by-hand/haproxy-group.js";
import { mariadbReplication } from "./by-hand/mariadb-replication.js";
import { mariadbTwoMasters } from "./by-hand/mariadb-two-masters.js";
import { nfs } from "./by-hand/nfs.js";
import type { Commands } from "./on-node.js";

/** An example, how the tests configure it, and what is to come of it. */
export interface Recipe {
  /** Its folder in `examples/`. */
  readonly name: string;
  /** The pcs commands that make the same. */
  readonly byHand: Commands;
  readonly config: Readonly<Record<string, unknown>>;
  readonly secrets?: Readonly<Record<string, string>>;
  /** The resource whose node fails. */
  readonly leader: string;
  /** What the surviving node does then: each list in its order, and nothing else is started there. */
  readonly failover: readonly (readonly string[])[];
  /** Whether it belongs to the short selection. */
  readonly core?: boolean;
}

const ip = { serviceIp: "192.168.0.115" };
const unfenced = { properties: { "stonith-enabled": "false" } };
const site = { ...unfenced, ...ip, configFile: "/etc/apache2/apache2.conf" };

/** Every example. */
export const recipes: readonly Recipe[] = [
  {
    ...{ name: "apache", byHand: apache, core: true },
    config: { ...site, preferredNode: "testdb02" },
    leader: "WebSite",
    failover: [["ClusterIP start", "WebSite start"]],
  },
  {
    ...{ name: "haproxy-group", byHand: haproxyGroup },
    config: { ...unfenced, serviceIps: ["192.168.0.115", "192.168.0.116"] },
    leader: "HAproxy",
    failover: [["ClusterIP-01 start", "ClusterIP-02 start", "HAproxy start"]],
  },
  {
    ...{ name: "haproxy-clone", byHand: haproxyClone },
    config: { ...unfenced, ...ip },
    leader: "vip",
    failover: [["vip start"]],
  },
  {
    ...{ name: "drbd-apache", byHand: drbdApache },
    config: site,
    leader: "WebFS",
    failover: [
      ["WebData promote", "WebFS start", "WebSite start"],
      ["ClusterIP start", "WebSite start"],
    ],
  },
  {
    ...{ name: "nfs", byHand: nfs },
    config: { ...unfenced, ...ip, clients: "192.168.0.0/255.255.255.0" },
    leader: "nfs-daemon",
    failover: [
      ["my_lvm start", "nfsshare start", "nfs-daemon start", "nfs-root start", "nfs-export1 start"].concat([
        ...["nfs_ip start", "nfs-notify start"],
      ]),
    ],
  },
  {
    ...{ name: "galera", byHand: galera },
    config: unfenced,
    leader: "galera",
    failover: [],
  },
  {
    ...{ name: "mariadb-replication", byHand: mariadbReplication },
    config: { ...unfenced, ...ip },
    secrets: { replicationPassword: "password" },
    leader: "db_vip",
    failover: [["mariadb_server promote", "db_vip start"]],
  },
  {
    ...{ name: "mariadb-two-masters", byHand: mariadbTwoMasters },
    config: { ...unfenced, ...ip, nic: "eth0" },
    leader: "virtual_ip",
    failover: [["virtual_ip start"]],
  },
  {
    ...{ name: "glusterfs", byHand: glusterfs },
    config: { ...unfenced, ...ip, nic: "eth0" },
    leader: "virtual-ip",
    failover: [["virtual-ip start"]],
  },
  {
    ...{ name: "drbd-mariadb", byHand: drbdMariadb },
    config: { ...unfenced, ...ip, nic: "eth0", preferredNode: "testdb01" },
    leader: "db_fs",
    failover: [["drbd_r0 promote", "db_fs start", "db_vip start", "mariadb start"]],
  },
  {
    ...{ name: "gfs2", byHand: gfs2 },
    config: { ...unfenced, device: "/dev/shared_vg/shared_lv" },
    leader: "WebFS",
    failover: [],
  },
  {
    ...{ name: "fence-proxmox", byHand: fenceProxmox },
    config: {
      proxmox: "192.168.0.10",
      passwordScript: "/etc/pacemaker/fence-password",
      machines: [
        { node: "testdb01", vmId: 673, delay: "10s" },
        { node: "testdb02", vmId: 674 },
      ],
    },
    leader: "fence-testdb02",
    failover: [["fencing testdb01"]],
  },
];
