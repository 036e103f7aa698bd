import { down, type Lab, type Suite, up } from "../../../lab/index.js";
import { labName, labSuite } from "../lab-name.js";
import { changesIn } from "../pair/pair.js";
import { on } from "../pair/seen.js";
import { Stack } from "../stack.js";
import type { Declared } from "./resources.js";
import { respelled } from "./spelling.js";
import { absentContainers } from "./with-pair.js";

// Of one release at a time: labs of several run beside each other.
let labsName = "";
const PASSWORD = "hacluster";

/** A cluster that was made by hand, and a stack with objects for it. */
export interface Ground {
  readonly lab: Lab;
  readonly stack: Stack;
  /** The system whose pcs people type the words of. */
  readonly words: Suite;
}

/** How the objects of a program are declared. */
export interface Manner {
  /** Take over what is there. */
  readonly adopt?: boolean;
  /** Say nothing of what depends on what, as a program with plain strings does. */
  readonly unordered?: boolean;
}

let shared: Ground | undefined;

/** Boots two nodes and makes them a cluster as the tutorial does; `words` are for what is to be typed on them later. */
export async function bootCluster(
  suite: Suite = labSuite(),
  name = "objects",
  words: Suite = suite,
): Promise<void> {
  labsName = labName(suite === "bookworm" ? name : `${name}-${suite}`);
  const lab = await up({ name: labsName, suite, say: () => undefined });
  const hosts = lab.nodes.flatMap(({ name, address }) => [name, `addr=${address}`]);
  const absent = absentContainers(suite === "centos7" ? "docker" : "podman");
  for (const { name } of lab.nodes) {
    await on(lab, name, "pcs", "cluster", "destroy");
    await on(lab, name, "sh", "-c", absent);
  }
  const names = lab.nodes.map(({ name }) => name);
  const oldest = suite === "centos7";
  const auth = oldest ? ["cluster", "auth", ...names] : ["host", "auth", ...hosts];
  await pcs(lab, ...auth, "-u", "hacluster", "-p", PASSWORD);
  const setup = oldest ? ["--name", "testdb", ...names] : ["testdb", ...hosts];
  await pcs(lab, "cluster", "setup", ...setup, "--start", "--wait=60");
  // A probe would find resources that are never to run, and have parameters of what the lab does not have, failed.
  const properties = ["stonith-enabled=false", "no-quorum-policy=ignore", "enable-startup-probes=false"];
  await pcs(lab, "property", "set", ...properties);
  // Resources run on one node only, so that what is changed there is all that happens.
  const elsewhere = '<rsc_location id="one-node" rsc-pattern=".*" node="testdb02" score="-INFINITY"/>';
  await on(lab, "testdb01", "cibadmin", "--create", "--scope", "constraints", "--xml-text", elsewhere);
  shared = { lab, stack: await Stack.create(lab, { program: "" }), words };
}

/** Takes everything down. */
export async function takeDown(): Promise<void> {
  await shared?.stack.close();
  shared = undefined;
  await down(labsName, () => undefined);
}

/** The cluster and the stack. */
export function ground(): Ground {
  if (!shared) throw new Error("The lab does not run");
  return shared;
}

/** Runs pcs on the first node; it has to succeed. */
export async function pcs(lab: Lab, ...argv: readonly string[]): Promise<string> {
  return on(lab, "testdb01", "pcs", ...argv);
}

/** Runs pcs commands, each a line for a shell, on the first node. */
export async function byHand(lines: readonly string[]): Promise<void> {
  const { lab, words } = ground();
  const script = ["set -e", ...lines.map((line) => `pcs ${respelled(line, words)} >/dev/null`)].join("\n");
  await on(lab, "testdb01", "sh", "-c", script);
}

/** Writes the program that declares these objects. */
export async function declare(objects: readonly Declared[], manner: Manner = {}): Promise<void> {
  const { lab, stack } = ground();
  await stack.program(programOf(lab, objects, manner));
}

/** Deploys these objects, and answers what was done to what. */
export async function deployed(
  objects: readonly Declared[],
  manner: Manner = {},
): Promise<readonly string[]> {
  await declare(objects, manner);
  return changesIn(await ground().stack.up());
}

/** What a run says that did the same to each of these. */
export function done(verb: string, objects: readonly Declared[]): readonly string[] {
  return objects.map(({ kind, name }) => `${verb} ${kind} ${name}`).sort();
}

/** Reads what is there and answers what differed from the state. */
export async function refreshed(): Promise<readonly string[]> {
  return changesIn(await ground().stack.refresh());
}

function programOf(lab: Lab, objects: readonly Declared[], manner: Manner): string {
  const nodes = lab.nodes.map(({ name, address }) => ({
    ...{ name, address, ssh: { privateKeyFile: lab.privateKeyFile } },
  }));
  return `
const pacemaker = require("pulumi-pacemaker");
const { nodes, objects, manner } = ${JSON.stringify({ nodes, objects, manner })};
const cluster = pacemaker.existingCluster({ clusterName: "testdb", nodes });
const made = {};
for (const { kind, name, args, needs = [] } of objects) {
  const dependsOn = manner.unordered ? [] : needs.map((needed) => made[needed]);
  made[name] = new pacemaker[kind](name, { cluster, adopt: !!manner.adopt, ...args }, { dependsOn });
}
`;
}
