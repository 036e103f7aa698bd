import { status, type Lab, up } from "./index.js";
import { open as openProxmox, up as proxmoxUp } from "./proxmox/index.js";

/** The lab of the demo. */
export const DEMO_LAB = "demo";

/** What the demo's pair is made of: virtual machines that Pulumi makes on Proxmox, or hosts that are there and prepared. */
export type Platform = "proxmox" | "hosts";

/** What the demo begins with, as a title. */
export const BEGINNING: Readonly<Record<Platform, string>> = {
  proxmox:
    "A Proxmox VE API on this machine, whose virtual machines are real Debian systems; none is made yet",
  hosts: "Two real nodes: Debian with systemd, Corosync, Pacemaker and pcs, on a network of their own",
};

type Say = (line: string) => void;

/** What the demo can be made of here: where no Proxmox plugin can be had, prepared hosts have to do. */
export async function possiblePlatform(say: Say, plugin = pluginFolder): Promise<Platform> {
  try {
    say(`The Pulumi plugin for Proxmox is in ${await plugin()}`);
    return "proxmox";
  } catch (error) {
    say((error as Error).message);
    say("So without virtual machines: the pair is made of two hosts that are prepared already.");
    say("With pulumi-resource-proxmoxve on PATH there are machines: npm run demo:down, then npm run demo.");
    return "hosts";
  }
}

/** Makes what the demo begins with, or completes what an interrupted one has left. */
export async function begin(platform: Platform, say: Say): Promise<Lab> {
  if (platform === "hosts") return up({ name: DEMO_LAB, say });
  const { lab } = await proxmoxUp({ name: DEMO_LAB, say });
  return lab;
}

/** Whether something of an earlier demo runs. */
export function isThere(): boolean {
  return status(DEMO_LAB).some(({ state }) => state !== "half-made");
}

/** What Pulumi needs to reach the demo's Proxmox; nothing where there is none. */
export async function proxmoxSettings(platform: Platform): Promise<ProxmoxSettings | undefined> {
  if (platform === "hosts") return undefined;
  const { token, certificateFile, lab } = await openProxmox(DEMO_LAB);
  return { token, certificateFile, publicKeyFile: `${lab.privateKeyFile}.pub`, plugin: await pluginFolder() };
}

/** What Pulumi needs to reach a Proxmox. */
export interface ProxmoxSettings {
  readonly token: string;
  readonly certificateFile: string;
  readonly publicKeyFile: string;
  /** The folder with the plugin. */
  readonly plugin: string;
}

async function pluginFolder(): Promise<string> {
  const { proxmoxPluginBin } = await import("../tools/proxmox.mjs");
  return proxmoxPluginBin();
}
