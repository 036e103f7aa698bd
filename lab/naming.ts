import { createHash } from "node:crypto";

/** A node as it is planned: its name and its address on each link. */
export interface NodePlan {
  readonly name: string;
  /** Address on link 0, where people and Pulumi reach the node. */
  readonly address: string;
  /** Addresses on link 0 and link 1, for Corosync with two links. */
  readonly addresses: readonly [string, string];
}

/** The switch's own address on each link. */
export const SWITCH_ADDRESSES = ["192.168.0.1", "192.168.1.1"] as const;

/** The bridges of a lab's switch, one a link. */
export const BRIDGES = ["br0", "br1"] as const;

/** A link of a node: eth0 or eth1. */
export type Link = 0 | 1;

/** The links that every node has. */
export const LINKS: readonly Link[] = [0, 1];

const FIRST_HOST = 113;
const MOST_NODES = 100;

// The service IP of the documentation's pair is .115, so a third node starts behind it.
const SERVICE_HOST = 115;

/** Plans testdb01, testdb02 and so on, with the addresses that the documentation uses. */
export function planNodes(count: number): readonly NodePlan[] {
  if (!Number.isInteger(count) || count < 1 || count > MOST_NODES) {
    throw new RangeError(`A lab has 1 to ${MOST_NODES} nodes, not ${count}.`);
  }
  return Array.from({ length: count }, (_, index) => {
    const host = FIRST_HOST + index < SERVICE_HOST ? FIRST_HOST + index : FIRST_HOST + index + 1;
    const address = `192.168.0.${host}`;
    return {
      name: `testdb${String(index + 1).padStart(2, "0")}`,
      address,
      addresses: [address, `192.168.1.${host}`],
    };
  });
}

/** Whether a lab may be called so: a dot separates a lab's name from what belongs to it and is never in it. */
export function isLabName(name: string): boolean {
  return /^[a-z0-9][a-z0-9-]{0,30}$/.test(name);
}

/** What the names of everything that a lab makes on the machine begin with. */
export function prefix(lab: string): string {
  return `pulumi-pacemaker.${lab}.`;
}

/** The lab that a name on the machine belongs to, if any. */
export function labOf(name: string): string | undefined {
  return /^pulumi-pacemaker\.([a-z0-9-]+)\./.exec(name)?.[1];
}

/** The network namespace that holds a lab's bridges. */
export function switchNamespace(lab: string): string {
  return `${prefix(lab)}switch`;
}

/** The network namespace of one node; "node-" keeps a node called "switch" apart. */
export function nodeNamespace(lab: string, node: string): string {
  return `${prefix(lab)}node-${node}`;
}

/** The switch's end of a node's link; Linux allows an interface name 15 characters. */
export function port(node: string, link: Link): string {
  const plain = `${node}-${link}`;
  if (plain.length <= 15) return plain;
  return `${node.slice(0, 4)}_${digest(node).slice(0, 8)}-${link}`;
}

/** The hardware address of a node's link, the same after each start as on real hardware: ARP caches stay right. */
export function hardwareAddress(node: string, link: Link): string {
  const bytes = digest(`${node}/${link}`).slice(0, 10).match(/../g) ?? [];
  return ["02", ...bytes].join(":");
}

function digest(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}
