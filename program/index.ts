import * as pulumi from "@pulumi/pulumi";
import { ClusterProperty, IPaddr2Resource, PcsCluster } from "pulumi-pacemaker";

// Two hosts that are there already become one highly available pair. Pulumi.example.yaml explains each value.
interface NodeConfig {
  readonly name: string;
  readonly address: string;
  readonly addresses?: string[];
  readonly hostKey?: string;
}

interface SshConfig {
  readonly user?: string;
  readonly port?: number;
  readonly privateKeyFile?: string;
}

const config = new pulumi.Config();
const clusterName = config.require("clusterName");
const ssh = config.getObject<SshConfig>("ssh") ?? {};
const privateKey = config.getSecret("sshPrivateKey");

const cluster = new PcsCluster(clusterName, {
  clusterName,
  nodes: config.requireObject<NodeConfig[]>("nodes").map(({ hostKey, ...node }) => ({
    ...node,
    ssh: { ...ssh, ...(hostKey ? { hostKey } : {}), ...(privateKey ? { privateKey } : {}) },
  })),
  haclusterPassword: config.requireSecret("haclusterPassword"),
  totem: config.getObject<Record<string, string>>("totem") ?? {},
  adopt: config.getBoolean("adopt") ?? false,
});

const adopt = config.getBoolean("adopt") ?? false;
const properties = Object.entries(config.getObject<Record<string, string>>("properties") ?? {}).map(
  ([name, value]) => new ClusterProperty(name, { cluster, value, adopt }),
);

const { ip, cidrNetmask, nic, interval } = config.requireObject<{
  ip: string;
  cidrNetmask?: number;
  nic?: string;
  interval?: string;
}>("serviceIp");

const service = new IPaddr2Resource(
  `${clusterName}-ip`,
  { cluster, ip, cidrNetmask, nic, monitor: { interval: interval ?? "5s" }, adopt },
  { dependsOn: properties },
);

/** The address that clients use. */
export const serviceIp = service.ip;
/** The node that has it. */
export const activeNode = service.node;
/** The nodes and whether they are online. */
export const members = cluster.members;
