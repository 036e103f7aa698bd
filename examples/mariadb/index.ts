import * as pulumi from "@pulumi/pulumi";
import { HaPair, MariadbPair, type PairHost, type PairMachine } from "pulumi-pacemaker";

const config = new pulumi.Config();

interface Proxmox {
  readonly endpoint: string;
  readonly fingerprint?: string;
}

// Machines that are made on Proxmox where `proxmox` says how it is reached, else hosts that are there.
const proxmox = config.getObject<Proxmox>("proxmox");
const nodes = config.requireObject<PairHost[]>("nodes");
const api = proxmox && { ...proxmox, apiToken: config.requireSecret("proxmoxToken") };
const common = config.getObject<Partial<PairMachine>>("machine") ?? {};
const hosts = api
  ? { proxmox: nodes.map((node) => ({ ...common, ...node, proxmox: api }) as unknown as PairMachine) }
  : { hosts: nodes };

// What fences the nodes: the machines' own Proxmox, or devices of any agent.
const fenceToken = config.getSecret("fenceToken");
const devices =
  config.getObject<Record<string, { agent: string; options: Record<string, string> }>>("fencing");

const pair = new HaPair("testdb", {
  ...hosts,
  haclusterPassword: config.requireSecret("haclusterPassword"),
  fencing: fenceToken ? { proxmox: { apiToken: fenceToken } } : devices ? { devices } : "none",
  prepare: { packages: ["mariadb-server", "mariadb-backup", "socat"] },
});

const db = new MariadbPair("db", {
  cluster: pair.cluster,
  serviceIp: { ip: config.require("serviceIp"), cidrNetmask: 24, monitor: { interval: "5s" } },
  replicationPassword: config.requireSecret("replicationPassword"),
  database: { name: "app", password: config.requireSecret("appPassword") },
  semiSync: config.getBoolean("semiSync") ?? true,
  settings: { innodb_buffer_pool_size: config.get("bufferPool") ?? "128M" },
  rebuild: config.get("rebuild"),
});

/** Where clients connect. */
export const endpoint = db.endpoint;
/** How the replication of each node was seen. */
export const replication = db.replication;
/** With user and password; secret. */
export const connectionString = db.connectionString;
