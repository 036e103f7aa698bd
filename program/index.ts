import * as pulumi from "@pulumi/pulumi";
import { ClusterProperty, IPaddr2Resource, PcsCluster } from "pulumi-pacemaker";

// Two hosts that are there already become one highly available pair. Pulumi.example.yaml explains each setting.
interface NodeSettings {
  readonly name: string;
  readonly address?: string;
  readonly addresses?: string[];
  readonly hostKey?: string;
}

interface SshSettings {
  readonly user?: string;
  readonly port?: number;
  readonly privateKeyFile?: string;
}

interface ServiceIpSettings {
  readonly ip: string;
  readonly cidrNetmask?: number;
  readonly nic?: string;
  readonly interval?: string;
}

const config = new pulumi.Config();
const clusterName = config.require("clusterName");
const nodes = config.requireObject<NodeSettings[]>("nodes");
const ssh = config.getObject<SshSettings>("ssh") ?? {};
const privateKey = config.getSecret("sshPrivateKey");
const adopt = config.getBoolean("adopt") ?? false;

const cluster = new PcsCluster(clusterName, {
  clusterName,
  nodes: nodes.map(({ hostKey, ...node }) => ({
    ...node,
    ssh: { ...ssh, ...(hostKey ? { hostKey } : {}), ...(privateKey ? { privateKey } : {}) },
  })),
  haclusterPassword: config.requireSecret("haclusterPassword"),
  totem: config.getObject<Record<string, string>>("totem") ?? {},
  adopt,
});

const properties = Object.entries(config.getObject<Record<string, string>>("properties") ?? {}).map(
  ([name, value]) => new ClusterProperty(name, { cluster, value, adopt }),
);

const { interval = "5s", ...address } = config.requireObject<ServiceIpSettings>("serviceIp");

// After the properties: Pacemaker starts nothing while fencing is on and there is no fencing device.
const service = new IPaddr2Resource(
  `${clusterName}-ip`,
  { cluster, ...address, monitor: { interval }, adopt },
  { dependsOn: properties },
);

/** The address that clients use. */
export const serviceIp = service.ip;
/** The node that has it. */
export const activeNode = service.node;
/** The nodes and whether they are online. */
export const members = cluster.members;
