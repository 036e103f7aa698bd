import * as pulumi from "@pulumi/pulumi";
import { HaPair, type HaPairArgs } from "pulumi-pacemaker";

// Two hosts become one highly available pair. Pulumi.example.yaml explains each setting.
interface HostSettings {
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
const ssh = config.getObject<SshSettings>("ssh") ?? {};
const privateKey = config.getSecret("sshPrivateKey");
const { interval = "5s", ...address } = config.requireObject<ServiceIpSettings>("serviceIp");

const pair = new HaPair(clusterName, {
  clusterName,
  hosts: config.requireObject<HostSettings[]>("hosts").map(({ hostKey, ...host }) => ({
    ...host,
    ssh: { ...ssh, ...(hostKey ? { hostKey } : {}), ...(privateKey ? { privateKey } : {}) },
  })),
  haclusterPassword: config.requireSecret("haclusterPassword"),
  // What is not said comes as nothing, and is refused with an explanation.
  fencing: wordOrObject("fencing") as HaPairArgs["fencing"],
  prepare: wordOrObject("prepare") as HaPairArgs["prepare"],
  totem: config.getObject<Record<string, string>>("totem") ?? {},
  properties: config.getObject<Record<string, string>>("properties") ?? {},
  serviceIp: { ...address, monitor: { interval } },
  adopt: config.getBoolean("adopt") ?? false,
});

/** The address that clients use. */
export const serviceIp = pair.serviceIp;
/** The node that has it. */
export const activeNode = pair.activeNode;
/** The nodes and whether they are online. */
export const members = pair.members;

function wordOrObject(key: string): unknown {
  const text = config.get(key);
  return text !== undefined && /^(\{|false$|true$)/.test(text) ? JSON.parse(text) : text;
}
