import { Config } from "@pulumi/pulumi/config.js";
import type { HaPairArgs, PairMachine, ProxmoxApiInput } from "pulumi-pacemaker";

// Pulumi.example.yaml explains each setting.
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

// What both machines have in common.
type ProxmoxSettings = Omit<ProxmoxApiInput, "apiToken"> & Partial<Omit<PairMachine, "proxmox">>;

const config = new Config();
const ssh = config.getObject<SshSettings>("ssh") ?? {};
const privateKey = config.getSecret("sshPrivateKey");
const keys = { ...ssh, ...(privateKey ? { privateKey } : {}) };
const { interval = "5s", ...address } = config.requireObject<ServiceIpSettings>("serviceIp");

/** The cluster's name. */
export const clusterName = config.require("clusterName");

/** What the settings say of the pair. */
export const settings: HaPairArgs = {
  clusterName,
  ...machines(config.getObject<ProxmoxSettings>("proxmox")),
  haclusterPassword: config.requireSecret("haclusterPassword"),
  // What is not said comes as nothing, and is refused with an explanation.
  fencing: fencing(wordOrObject("fencing")),
  testFencing: config.getBoolean("testFencing") ?? false,
  prepare: wordOrObject("prepare") as HaPairArgs["prepare"],
  totem: config.getObject<Record<string, string>>("totem") ?? {},
  properties: config.getObject<Record<string, string>>("properties") ?? {},
  serviceIp: { ...address, monitor: { interval } },
  adopt: config.getBoolean("adopt") ?? false,
};

function machines(proxmox: ProxmoxSettings | undefined): Pick<HaPairArgs, "hosts" | "proxmox"> {
  if (proxmox === undefined) {
    const hosts = config.requireObject<HostSettings[]>("hosts");
    return {
      hosts: hosts.map(({ hostKey, ...host }) => ({
        ...host,
        ssh: { ...keys, ...(hostKey ? { hostKey } : {}) },
      })),
    };
  }
  const { endpoint, fingerprint, insecure, ...common } = proxmox;
  const api = { endpoint, fingerprint, insecure, apiToken: config.requireSecret("proxmoxToken") };
  const all = config.requireObject<Partial<PairMachine>[]>("machines");
  return {
    proxmox: all.map((machine) => ({ ...common, ...machine, proxmox: api, ssh: keys }) as PairMachine),
  };
}

// The token is apart from the rest, because it is a secret.
function fencing(said: unknown): HaPairArgs["fencing"] {
  const given = said as Exclude<HaPairArgs["fencing"], "none">;
  const apiToken = config.getSecret("fenceToken");
  if (typeof said !== "object" || !given.proxmox || !apiToken) return given;
  return { ...given, proxmox: { ...given.proxmox, apiToken } };
}

function wordOrObject(key: string): unknown {
  const text = config.get(key);
  return text !== undefined && /^(\{|false$|true$)/.test(text) ? JSON.parse(text) : text;
}
