import { join } from "node:path";
import { SWITCH_ADDRESSES } from "../naming.js";
import { labFolder } from "../state.js";

/** Where the API listens inside of a lab's network, as on a real Proxmox. */
export const ADDRESS = { host: SWITCH_ADDRESSES[0], port: 8006 } as const;

/** What the server of a lab is started with. */
export interface ServerPlan {
  readonly lab: string;
  /** Names of the Proxmox nodes. */
  readonly nodes: readonly string[];
  /** Prepared roots by the name of the system that they boot. */
  readonly roots: Readonly<Record<string, string>>;
  /** Nodes of the lab that are there already and become machines, by number. */
  readonly machines: Readonly<Record<number, string>>;
}

/** The files of a lab's Proxmox. */
export function filesOf(lab: string) {
  const file = (name: string) => join(labFolder(lab), name);
  return {
    /** What its server is started with. */
    plan: file("proxmox.json"),
    /** What its server says. */
    log: file("proxmox.log"),
    /** Where its server is spoken to by who runs the lab. */
    socket: file("proxmox.sock"),
    /** Its certificate, which is its own authority. */
    certificate: file("proxmox-ca.pem"),
  };
}
