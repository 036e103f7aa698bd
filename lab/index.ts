import { existsSync } from "node:fs";
import { bareRecipe } from "./bare.js";
import { LabFailure, succeed } from "./command.js";
import { readyHost } from "./host-packages.js";
import { undoneOnFailure } from "./interruption.js";
import { type Lab, labFrom } from "./lab.js";
import { locked } from "./lock.js";
import { mountsBelow } from "./mounts.js";
import { isLabName, type NodePlan, planNodes, switchNamespace } from "./naming.js";
import { makeSwitch, namespaceFile } from "./network.js";
import { leader, makeNode, nodeFolder, powerOn, writeKnownHosts } from "./node.js";
import { described, preparedRecipe, rootName, type Suite } from "./recipe.js";
import { removeLab } from "./remove.js";
import { preparedRoot } from "./root.js";
import { keyFile, labNames, type LabRecord, readRecord, writeRecord } from "./state.js";
import { upgradableRecipe } from "./upgradable.js";

export { LabFailure, type Ran } from "./command.js";
export { Interrupted } from "./interruption.js";
export { type Lab, type LabNode } from "./lab.js";
export { described, type Suite, SUITES } from "./recipe.js";
export { UPGRADE } from "./upgradable.js";

/** What a lab is to be. */
export interface UpOptions {
  /** "lab" by default; small letters, digits and dashes. Labs of different names do not see each other. */
  readonly name?: string;
  /** The Debian release of the nodes, "bookworm" by default. */
  readonly suite?: Suite;
  /** How many nodes, 2 by default. */
  readonly nodes?: number;
  /** Packages in addition to those of every cluster host; another list is another root, built once. */
  readonly packages?: readonly string[];
  /** Hosts as they come from an image: without anything of a cluster, which they can install from a folder of packages. */
  readonly bare?: boolean;
  /** A newer system that the prepared hosts can be upgraded to, from a folder of its packages. */
  readonly newer?: Suite;
  /** The password of pcs's user, "hacluster" by default; a bare host has no such user. */
  readonly haclusterPassword?: string;
  /** Where progress goes, a line at a time; standard error by default. */
  readonly say?: (line: string) => void;
}

/** How a lab is: "running", "degraded" when nodes of it are off, "half-made" when it can only be taken down or made anew. */
export interface LabStatus {
  readonly name: string;
  readonly state: "running" | "degraded" | "half-made";
  /** Missing where nothing is known but left over traces. */
  readonly suite?: Suite;
  readonly nodes: readonly (NodePlan & { readonly running: boolean })[];
}

/** Makes a lab and returns when all its nodes can be reached; quick when it runs, and complete when a node was off. */
export async function up(options: UpOptions = {}): Promise<Lab> {
  const { name = "lab", say = sayOnStandardError } = options;
  await readyHost(say);
  return change(name, say, async () => {
    const known = readRecord(name);
    if (known && isWhole(known)) return completed(known, options, say);
    if (labNames().includes(name)) {
      say(`lab ${name}: taking down what is left of an earlier one`);
      await removeLab(name);
    }
    const make = (signal: AbortSignal) => makeLab(name, options, say, signal);
    return undoneOnFailure(make, () => removeLab(name));
  });
}

/** Takes a lab down, whole or half-made, and leaves nothing of it but the roots that others use. */
export async function down(name: string, say = sayOnStandardError): Promise<void> {
  await change(name, say, async () => {
    const known = labNames().includes(name);
    await removeLab(name);
    say(known ? `lab ${name}: taken down` : `lab ${name}: not there`);
  });
}

/** How labs are: all that have left a trace on this machine, or the one named. */
export function status(name?: string): readonly LabStatus[] {
  return labNames()
    .filter((each) => name === undefined || each === name)
    .map(statusOf);
}

/** A lab that runs already. */
export async function open(name = "lab"): Promise<Lab> {
  const record = readRecord(name);
  if (record && isWhole(record)) return labFrom(record);
  throw new LabFailure(`There is no running lab ${name}`);
}

async function makeLab(
  name: string,
  options: UpOptions,
  say: (line: string) => void,
  signal: AbortSignal,
): Promise<Lab> {
  const { suite = "bookworm", packages = [], haclusterPassword = "hacluster" } = options;
  const recipe = options.newer
    ? upgradableRecipe(suite, packages, options.newer)
    : (options.bare ? bareRecipe : preparedRecipe)(suite, packages);
  const record = {
    name,
    suite,
    ...(options.bare ? { bare: true } : {}),
    root: rootName(recipe),
    nodes: planNodes(options.nodes ?? 2),
  };
  writeRecord({ ...record, complete: false });
  const root = await preparedRoot({ lab: name, recipe, say, signal });
  const began = Date.now();
  say(`lab ${name}: booting ${record.nodes.map((node) => node.name).join(", ")}: ${described(suite)}`);
  writeRecord({ ...record, root, complete: false });
  await succeed(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", `lab ${name}`, "-f", keyFile(name)]);
  await makeSwitch(name);
  const start = async (node: NodePlan) => {
    await makeNode({ ...record, root, complete: false }, node, haclusterPassword);
    signal.throwIfAborted();
    await powerOn(name, node, signal);
  };
  // All are waited for, also when one fails: what is undone must not be made on at the same time.
  const started = await Promise.allSettled(record.nodes.map(start));
  for (const each of started) if (each.status === "rejected") throw each.reason;
  const complete = { ...record, root, complete: true };
  writeKnownHosts(complete);
  writeRecord(complete);
  say(`lab ${name}: running after ${((Date.now() - began) / 1000).toFixed(1)} s`);
  return labFrom(complete);
}

async function completed(record: LabRecord, options: UpOptions, say: (line: string) => void): Promise<Lab> {
  const { name, suite, nodes, bare = false } = record;
  const others = (options.suite ?? suite) !== suite || (options.nodes ?? nodes.length) !== nodes.length;
  if (others || (options.bare ?? bare) !== bare) {
    throw new LabFailure(
      `The lab ${name} runs ${nodes.length}${bare ? " bare" : ""} nodes of ${suite}: take it down or use another name`,
    );
  }
  const off = nodes.filter((node) => leader(name, node.name) === undefined);
  if (off.length === 0) say(`lab ${name}: already running`);
  else say(`lab ${name}: booting ${off.map((node) => node.name).join(", ")}`);
  await Promise.all(off.map((node) => powerOn(name, node)));
  return labFrom(record);
}

function change<T>(name: string, say: (line: string) => void, work: () => Promise<T>): Promise<T> {
  if (!isLabName(name)) throw new LabFailure(`A lab's name is small letters, digits and dashes, not ${name}`);
  return locked(`name/${name}`, () => say(`lab ${name}: waiting for another command on it`), work);
}

function statusOf(name: string): LabStatus {
  const record = readRecord(name);
  const nodes = (record?.nodes ?? []).map((node) => ({
    ...node,
    running: leader(name, node.name) !== undefined,
  }));
  const whole = record !== undefined && isWhole(record);
  const state = !whole ? "half-made" : nodes.every(({ running }) => running) ? "running" : "degraded";
  return { name, state, ...(record && { suite: record.suite }), nodes };
}

// After a restart of this machine the record is there, and nothing else.
function isWhole({ name, complete, nodes }: LabRecord): boolean {
  const hasDisk = (node: NodePlan) => mountsBelow(nodeFolder(name, node.name)).length > 0;
  return complete && existsSync(namespaceFile(switchNamespace(name))) && nodes.every(hasDisk);
}

function sayOnStandardError(line: string): void {
  process.stderr.write(`${line}\n`);
}
