import { LabFailure, succeed } from "../command.js";
import { BRIDGES, type Link, LINKS, nodeNamespace, port, switchNamespace } from "../naming.js";
import { plugIn } from "../network.js";
import { type Nic } from "./machines.js";

// A third one is another way into the first one's network, as two bridges on one switch are.
const LED_TO: Readonly<Record<string, (typeof BRIDGES)[number]>> = {
  vmbr0: BRIDGES[0],
  vmbr1: BRIDGES[1],
  vmbr2: BRIDGES[0],
};

/** The bridges that Proxmox has, each a way into one of the networks of a lab's switch. */
export const PROXMOX_BRIDGES: readonly string[] = Object.keys(LED_TO);

// What a node of a lab has by itself.
const ALL: readonly Nic[] = LINKS.map((index) => ({
  index,
  bridge: PROXMOX_BRIDGES[index] ?? "",
  mac: "",
  isDown: false,
}));

/** Gives a node the network cards of a machine, each on its bridge. */
export async function plugCards(lab: string, node: string, nics: readonly Nic[]): Promise<void> {
  const strange = nics.find(({ index }) => !LINKS.includes(index as Link));
  if (strange) throw new LabFailure(`A node has the cards net0 and net1, not net${strange.index}`);
  await plugIn(lab, { name: node });
  for (const link of LINKS) {
    const nic = nics.find(({ index }) => index === link);
    const change = nic ? ["set", `eth${link}`, "address", nic.mac] : ["delete", `eth${link}`];
    await ip(nodeNamespace(lab, node), "link", ...change);
  }
  await hookCards(lab, node, nics);
}

/** Takes a node's cards off their bridges: it notices nothing and nobody hears from it. */
export async function unhookCards(lab: string, node: string, nics = ALL): Promise<void> {
  for (const { index } of nics) await setPort(lab, node, index, "nomaster");
}

/** Puts a node's cards on their bridges. */
export async function hookCards(lab: string, node: string, nics = ALL): Promise<void> {
  for (const { index, bridge, isDown } of nics) {
    const master = LED_TO[bridge] ?? BRIDGES[0];
    await setPort(lab, node, index, "master", master, isDown ? "down" : "up");
  }
}

function setPort(lab: string, node: string, index: number, ...words: readonly string[]): Promise<string> {
  return ip(switchNamespace(lab), "link", "set", port(node, index as Link), ...words);
}

function ip(namespace: string, ...words: readonly string[]): Promise<string> {
  return succeed(["ip", "-n", namespace, ...words]);
}
