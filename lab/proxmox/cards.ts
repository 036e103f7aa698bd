import { LabFailure, succeed } from "../command.js";
import { BRIDGES, type Link, LINKS, nodeNamespace, port, switchNamespace } from "../naming.js";
import { plugIn } from "../network.js";
import { type Nic } from "./machines.js";

/** The bridges of a lab's switch by the names that Proxmox has for them. */
export const PROXMOX_BRIDGES = ["vmbr0", "vmbr1"] as const;

/** Gives a node the network cards of a machine, each on its bridge. */
export async function plugCards(lab: string, node: string, nics: readonly Nic[]): Promise<void> {
  const strange = nics.find(({ index }) => !LINKS.includes(index as Link));
  if (strange) throw new LabFailure(`A node has the cards net0 and net1, not net${strange.index}`);
  await plugIn(lab, { name: node });
  for (const link of LINKS) {
    const nic = nics.find(({ index }) => index === link);
    if (nic) await fit(lab, node, link, nic);
    else await ip(nodeNamespace(lab, node), "link", "delete", `eth${link}`);
  }
}

async function fit(lab: string, node: string, link: Link, { bridge, mac, isDown }: Nic): Promise<void> {
  const master = BRIDGES[PROXMOX_BRIDGES.findIndex((each) => each === bridge)] ?? BRIDGES[0];
  await ip(nodeNamespace(lab, node), "link", "set", `eth${link}`, "address", mac);
  const state = isDown ? "down" : "up";
  await ip(switchNamespace(lab), "link", "set", port(node, link), "master", master, state);
}

function ip(namespace: string, ...words: readonly string[]): Promise<string> {
  return succeed(["ip", "-n", namespace, ...words]);
}
