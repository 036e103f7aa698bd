import { existsSync, readdirSync } from "node:fs";
import { succeed } from "./command.js";
import {
  BRIDGES,
  hardwareAddress,
  labOf,
  type Link,
  LINKS,
  nodeNamespace,
  type NodePlan,
  port,
  prefix,
  SWITCH_ADDRESSES,
  switchNamespace,
} from "./naming.js";

const NAMESPACES = "/run/netns";
const UNPLUG_ATTEMPTS = 5;

/** Where the kernel shows a network namespace as a file. */
export function namespaceFile(namespace: string): string {
  return `${NAMESPACES}/${namespace}`;
}

/** Makes a lab's switch: two bridges in a namespace of its own, with an address on each for who runs inside it. */
export async function makeSwitch(lab: string): Promise<void> {
  const namespace = switchNamespace(lab);
  await succeed(["ip", "netns", "add", namespace]);
  await ip(namespace, "link", "set", "lo", "up");
  for (const link of LINKS) {
    // Without an address of its own a bridge takes one of a port's, and another when that port goes: nodes that remember
    // the old one would not reach the switch for half a minute after a neighbour lost its power.
    const address = ["address", hardwareAddress("switch", link)];
    await ip(namespace, "link", "add", BRIDGES[link], ...address, "type", "bridge");
    await ip(namespace, "address", "add", `${SWITCH_ADDRESSES[link]}/24`, "dev", BRIDGES[link]);
    await ip(namespace, "link", "set", BRIDGES[link], "up");
  }
}

/** Makes a node's network and plugs it into the switch; the node gives itself its addresses while it boots. */
export async function plugIn(lab: string, node: Pick<NodePlan, "name">): Promise<void> {
  const namespace = nodeNamespace(lab, node.name);
  await succeed(["ip", "netns", "add", namespace]);
  for (const link of LINKS) await addLink(lab, node.name, link);
}

/** Takes a node's network away whole: an address must not outlive the node that held it. */
export async function unplug(lab: string, node: string): Promise<void> {
  const namespace = nodeNamespace(lab, node);
  for (let more = UNPLUG_ATTEMPTS; existsSync(namespaceFile(namespace)); more--) {
    try {
      await removeNetwork(namespace);
    } catch (failure) {
      // Who ended the node and who watches it may both do this at once.
      if (more <= 1) throw failure;
    }
  }
}

async function removeNetwork(namespace: string): Promise<void> {
  // The kernel clears a deleted namespace later; a deleted link is gone at once, with both of its ends.
  for (const name of await interfaces(namespace)) {
    if (name.startsWith("eth")) await ip(namespace, "link", "delete", name);
  }
  await succeed(["ip", "netns", "delete", namespace]);
}

/** Takes the switch's end of a node's link down or up, as a pulled cable does. */
export async function setLink(lab: string, node: string, state: "up" | "down", link: Link): Promise<void> {
  // A virtual machine may have one card only.
  if (!(await interfaces(switchNamespace(lab))).includes(port(node, link))) return;
  await ip(switchNamespace(lab), "link", "set", port(node, link), state);
}

/** Removes all network namespaces of a lab, known ones and left over ones. */
export async function removeNetworks(lab: string): Promise<void> {
  for (const name of namespaces().filter((each) => each.startsWith(prefix(lab)))) {
    await succeed(["ip", "netns", "delete", name]);
  }
}

/** The labs that have network namespaces. */
export function labsWithNetworks(): readonly string[] {
  return namespaces().flatMap((name) => labOf(name) ?? []);
}

async function addLink(lab: string, node: string, link: Link): Promise<void> {
  const plug = ["type", "veth", "peer", "name", `eth${link}`, "address", hardwareAddress(node, link)];
  const far = ["netns", nodeNamespace(lab, node)];
  await ip(switchNamespace(lab), "link", "add", port(node, link), ...plug, ...far);
  await ip(switchNamespace(lab), "link", "set", port(node, link), "master", BRIDGES[link], "up");
}

async function interfaces(namespace: string): Promise<readonly string[]> {
  const links = JSON.parse(await ip(namespace, "-json", "link", "show")) as readonly { ifname: string }[];
  return links.map(({ ifname }) => ifname);
}

function ip(namespace: string, ...words: readonly string[]): Promise<string> {
  return succeed(["ip", "-n", namespace, ...words]);
}

function namespaces(): readonly string[] {
  return existsSync(NAMESPACES) ? readdirSync(NAMESPACES) : [];
}
