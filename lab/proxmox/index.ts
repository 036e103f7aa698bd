import { spawn } from "node:child_process";
import { existsSync, openSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { bareRecipe } from "../bare.js";
import { inGroup, kill } from "../cgroup.js";
import { environment, LabFailure, succeed, until } from "../command.js";
import { readyHost } from "../host-packages.js";
import { status as labStatus } from "../index.js";
import { undoneOnFailure } from "../interruption.js";
import { locked } from "../lock.js";
import { isLabName, switchNamespace } from "../naming.js";
import { makeSwitch, namespaceFile } from "../network.js";
import { preparedRecipe, type Suite } from "../recipe.js";
import { removeLab } from "../remove.js";
import { preparedRoot } from "../root.js";
import { keyFile, type LabRecord, readRecord, writeRecord } from "../state.js";
import { filesOf, type ServerPlan } from "./place.js";
import { open, type Proxmox } from "./running.js";
import { ask } from "./socket.js";

export { down } from "../index.js";
export { type Fault } from "./faults.js";
export { open, type Proxmox } from "./running.js";

/** What a lab's Proxmox is to be. */
export interface ProxmoxOptions {
  /** The lab, "lab" by default; one that runs already has its nodes taken for machines, from 101 on. */
  readonly name?: string;
  /** The releases that images can be had of: "bookworm" by default, none where the lab has its nodes already. */
  readonly images?: readonly Suite[];
  /** Whether images have a cluster's packages in them; by default machines are as they come from an image. */
  readonly prepared?: boolean;
  /** Packages that images have beside that. */
  readonly packages?: readonly string[];
  /** Names of the Proxmox nodes, pve1 and pve2 by default. */
  readonly nodes?: readonly string[];
  /** Where progress goes; standard error by default. */
  readonly say?: (line: string) => void;
}

const FIRST_MACHINE = 101;
const START_SECONDS = 30;

/** Starts a lab's Proxmox, and the lab with it where there is none; quick when it runs. `down` removes both. */
export async function up(options: ProxmoxOptions = {}): Promise<Proxmox> {
  const { name = "lab", say = (line) => process.stderr.write(`${line}\n`) } = options;
  if (!isLabName(name)) throw new LabFailure(`A lab's name is small letters, digits and dashes, not ${name}`);
  await readyHost(say);
  const waiting = () => say(`lab ${name}: waiting for another command on it`);
  await locked(`name/${name}`, waiting, async () => {
    if (await isAnswering(name)) return say(`lab ${name}: Proxmox is already running`);
    const isThere = labStatus(name).some(({ state }) => state !== "half-made");
    const make = (signal: AbortSignal) => started(name, isThere, { ...options, say }, signal);
    // A lab that was there before stays when its Proxmox fails.
    const undo = () => (isThere ? kill({ lab: name, member: "proxmox" }) : removeLab(name));
    if (!isThere && labStatus(name).length > 0) await removeLab(name);
    await undoneOnFailure(make, undo);
    say(`lab ${name}: Proxmox is running`);
  });
  return open(name);
}

async function started(
  name: string,
  isThere: boolean,
  options: ProxmoxOptions & { readonly say: (line: string) => void },
  signal: AbortSignal,
): Promise<void> {
  const { images = isThere ? [] : ["bookworm"], nodes = ["pve1", "pve2"] } = options;
  const suite = images[0] ?? "bookworm";
  const record: LabRecord = { name, suite, root: "", nodes: [], complete: false };
  if (!isThere) writeRecord(record);
  const roots: Record<string, string> = {};
  for (const each of images) roots[each] = await rootOf(name, each, options, signal);
  if (!isThere) {
    await makeSwitch(name);
    await succeed(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", `lab ${name}`, "-f", keyFile(name)]);
  }
  const known = (readRecord(name)?.nodes ?? []).map((node, index) => [FIRST_MACHINE + index, node.name]);
  const machines = Object.fromEntries(known) as Record<number, string>;
  await startServer({ lab: name, nodes, roots, machines }, signal);
  if (!isThere) writeRecord({ ...record, complete: true });
}

// Images are roots with cloud-init in them: the real one, which reads what Proxmox writes.
function rootOf(
  lab: string,
  suite: Suite,
  {
    prepared,
    packages = [],
    say,
  }: Pick<ProxmoxOptions, "prepared" | "packages"> & { readonly say: (line: string) => void },
  signal: AbortSignal,
): Promise<string> {
  const recipe = (prepared ? preparedRecipe : bareRecipe)(suite, ["cloud-init", ...packages]);
  return preparedRoot({ lab, recipe, say, signal });
}

async function startServer(plan: ServerPlan, signal: AbortSignal): Promise<void> {
  const files = filesOf(plan.lab);
  rmSync(files.socket, { force: true });
  writeFileSync(files.plan, JSON.stringify(plan));
  // Only the network is the switch's: in a mount namespace of its own it would mount disks that nobody else sees.
  const inside = ["nsenter", `--net=${namespaceFile(switchNamespace(plan.lab))}`];
  const server = [...inside, process.execPath, join(__dirname, "daemon.js"), plan.lab];
  const [program = "", ...rest] = inGroup({ lab: plan.lab, member: "proxmox" }, server);
  const output = openSync(files.log, "a");
  const env = environment();
  const child = spawn(program, rest, { cwd: "/", detached: true, stdio: ["ignore", output, output], env });
  child.unref();
  const ready = () => signal.aborted || child.exitCode !== null || isAnswering(plan.lab);
  if ((await until(ready, START_SECONDS)) && child.exitCode === null) return;
  throw new LabFailure(`Unable to start Proxmox: ${readFileSync(files.log, "utf8").slice(-2000)}`);
}

async function isAnswering(name: string): Promise<boolean> {
  const { socket } = filesOf(name);
  if (!existsSync(socket)) return false;
  return ask(socket, "GET", "/faults").then(
    () => true,
    () => false,
  );
}
