import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { labsWithGroups } from "./cgroup.js";
import { type NodePlan } from "./naming.js";
import { labsWithNetworks } from "./network.js";
import { type Suite } from "./recipe.js";

// On a disk, not in /run: the nodes' own files are here too, and /run is a small part of the memory.
const STATE = "/var/lib/pulumi-pacemaker/lab";

/** What is known of a lab, written before the first thing of it is made. */
export interface LabRecord {
  readonly name: string;
  readonly suite: Suite;
  /** Whether its hosts begin without anything of a cluster. */
  readonly bare?: boolean;
  /** The root that the nodes' files lie over. */
  readonly root: string;
  readonly nodes: readonly NodePlan[];
  /** False from the first step of `up` to its last. */
  readonly complete: boolean;
}

/** The folder of everything that a lab writes. */
export function labFolder(lab: string): string {
  return join(STATE, lab);
}

/** The private key that opens every node of a lab. */
export function keyFile(lab: string): string {
  return join(labFolder(lab), "id_ed25519");
}

/** The host keys of all nodes of a lab, in the form of SSH's known_hosts. */
export function knownHostsFile(lab: string): string {
  return join(labFolder(lab), "known_hosts");
}

/** Writes what is known of a lab, whole or not at all. */
export function writeRecord(record: LabRecord): void {
  const file = recordFile(record.name);
  mkdirSync(labFolder(record.name), { recursive: true, mode: 0o700 });
  writeFileSync(`${file}.new`, JSON.stringify(record, undefined, 2) + "\n");
  renameSync(`${file}.new`, file);
}

/** Reads what is known of a lab; nothing when there is none or it was begun and not written. */
export function readRecord(lab: string): LabRecord | undefined {
  const file = recordFile(lab);
  return existsSync(file) ? (JSON.parse(readFileSync(file, "utf8")) as LabRecord) : undefined;
}

/** The names of all labs that have left any trace on this machine, whole or not. */
export function labNames(): readonly string[] {
  const recorded = existsSync(STATE) ? readdirSync(STATE) : [];
  return [...new Set([...recorded, ...labsWithNetworks(), ...labsWithGroups()])].sort();
}

function recordFile(lab: string): string {
  return join(labFolder(lab), "lab.json");
}
