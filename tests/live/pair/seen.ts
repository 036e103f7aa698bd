import { deepEqual } from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { run } from "../../../lab/command.js";
import type { Lab } from "../../../lab/index.js";

/** A resource as its CIB has it. */
export interface SeenResource {
  readonly options: Readonly<Record<string, string>>;
  readonly meta: Readonly<Record<string, string>>;
  readonly operations: readonly Readonly<Record<string, string>>[];
}

/** What is left on a node: names of files, units' states. */
export interface Remains {
  readonly files: readonly string[];
  /** Names in pcsd's list of authenticated hosts. */
  readonly tokens: readonly string[];
  /** Whether corosync and pacemaker start at boot, and whether they run. */
  readonly services: readonly string[];
  readonly running: readonly string[];
  /** What a run of this package puts on a node meanwhile. */
  readonly ours: readonly string[];
}

/** Runs a program on a node; it has to succeed. */
export async function on(lab: Lab, node: string, ...argv: readonly string[]): Promise<string> {
  const { code, stdout, stderr } = await lab.exec(node, argv);
  if (code !== 0) throw new Error(`${argv.join(" ")} failed on ${node} (exit ${code}): ${stderr}${stdout}`);
  return stdout.trim();
}

/** The configuration in Pacemaker's own words. */
export async function cib(lab: Lab, node: string): Promise<string> {
  return on(lab, node, "cibadmin", "-Q");
}

/** How often the configuration was changed. */
export function epoch(xml: string): string {
  return attributesOf(xml.slice(0, xml.indexOf(">")))["epoch"] ?? "";
}

/** The cluster's properties. */
export function properties(xml: string): Readonly<Record<string, string>> {
  return namedValues(partOf(xml, "crm_config", "") ?? "");
}

/** A resource's part of the configuration. */
export function resource(xml: string, id: string): SeenResource | undefined {
  const part = partOf(xml, "primitive", ` id="${id}"`);
  if (part === undefined) return undefined;
  return {
    options: namedValues(partOf(part, "instance_attributes", "") ?? ""),
    meta: namedValues(partOf(part, "meta_attributes", "") ?? ""),
    operations: [...part.matchAll(/<op ([^>]*)>/g)].map(([, words = ""]) => {
      const { id: _id, ...operation } = attributesOf(words);
      return operation;
    }),
  };
}

/** The nodes that have an address on an interface. */
export async function holders(lab: Lab, address: string): Promise<readonly string[]> {
  const all = await Promise.all(
    lab.nodes.map(async ({ name }) => ({ name, shown: await on(lab, name, "ip", "-o", "address", "show") })),
  );
  return all.filter(({ shown }) => shown.includes(` ${address}/`)).map(({ name }) => name);
}

/** Whether an address answers a ping. */
export async function answers(lab: Lab, address: string): Promise<boolean> {
  return (await run(lab.inNamespace(["ping", "-c", "1", "-W", "1", "-n", address]))).code === 0;
}

/** Pings an address five times a second until it is told to stop, and answers how many were sent and answered. */
export function pings(lab: Lab, address: string): () => Promise<{ sent: number; received: number }> {
  const [program = "", ...rest] = lab.inNamespace(["ping", "-q", "-n", "-i", "0.2", "-w", "300", address]);
  const child = spawn(program, rest, {
    stdio: ["ignore", "pipe", "ignore"],
    env: { ...process.env, LC_ALL: "C" },
  });
  let said = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => (said += text));
  return async () => {
    const ended = once(child, "close");
    child.kill("SIGINT");
    await ended;
    const [, sent, received] = /(\d+) packets transmitted, (\d+) received/.exec(said) ?? [];
    return { sent: Number(sent), received: Number(received) };
  };
}

/** Corosync's token time in milliseconds as it works with it now. */
export async function token(lab: Lab, node: string): Promise<string> {
  const shown = await on(lab, node, "corosync-cmapctl", "-g", "runtime.config.totem.token");
  return shown.replace(/^.*= /, "");
}

/**
 * What anything done to a node's cluster would change: its file, the configuration's count, and the daemons. Not pcsd's list
 * of known hosts, which the nodes' pcsd bring into step by themselves every few minutes.
 */
export async function untouched(lab: Lab, node: string): Promise<Readonly<Record<string, string>>> {
  const said = async (...argv: readonly string[]) => (await lab.exec(node, argv)).stdout.trim();
  const [conf, xml, corosync, pacemaker] = await Promise.all([
    said("sha256sum", "/etc/corosync/corosync.conf"),
    said("cibadmin", "-Q", "-l"),
    said("systemctl", "show", "--property=MainPID,UnitFileState", "corosync"),
    said("systemctl", "show", "--property=MainPID,UnitFileState", "pacemaker"),
  ]);
  return { conf, epoch: xml === "" ? "" : epoch(xml), corosync, pacemaker };
}

/** Removes the backups that pcs keeps of the corosync.conf of clusters that were destroyed by hand. */
export async function forgetBackups(lab: Lab): Promise<void> {
  const backups = ["/etc/corosync", "-name", "corosync.conf.*", "-delete"];
  await Promise.all(lab.nodes.map(({ name }) => on(lab, name, "find", ...backups)));
}

/** Whatever a cluster leaves on a node, and whether its daemons run or start. */
export async function remains(lab: Lab, node: string): Promise<Remains> {
  const lines = async (...argv: readonly string[]) =>
    (await lab.exec(node, argv)).stdout.split("\n").filter((line) => line !== "");
  const folders = ["/etc/corosync", "/etc/pacemaker", "/var/lib/pacemaker/cib"];
  return {
    files: (await lines("find", ...folders, "-type", "f")).sort(),
    tokens: await lines("grep", "-o", "testdb[0-9]*", "/var/lib/pcsd/known-hosts"),
    services: await lines("systemctl", "is-enabled", "corosync", "pacemaker"),
    // A daemon that ended badly when it was stopped does not run either.
    running: (await lines("systemctl", "is-active", "corosync", "pacemaker")).map((state) =>
      state === "failed" ? "inactive" : state,
    ),
    ours: await lines("find", "/run", "/tmp", "/var/tmp", "/root", "-name", "*pulumi-pacemaker*"),
  };
}

/** Fails unless nodes are as they were before anybody made a cluster of them; their tokens are pcsd's. */
export async function nothingLeft(lab: Lab, nodes: readonly string[]): Promise<void> {
  for (const node of nodes) {
    const { files, services, running, ours } = await remains(lab, node);
    deepEqual(
      { node, files, services, running, ours },
      { node, files: [], services: ["disabled", "disabled"], running: ["inactive", "inactive"], ours: [] },
    );
  }
}

function partOf(xml: string, tag: string, start: string): string | undefined {
  const begin = xml.indexOf(`<${tag}${start}`);
  if (begin < 0) return undefined;
  const end = xml.indexOf(`</${tag}>`, begin);
  return end < 0 ? "" : xml.slice(begin, end);
}

function namedValues(part: string): Record<string, string> {
  const pairs = [...part.matchAll(/<nvpair ([^>]*)\/>/g)].map(([, words = ""]) => attributesOf(words));
  return Object.fromEntries(pairs.map(({ name = "", value = "" }) => [name, value]));
}

function attributesOf(words: string): Record<string, string> {
  return Object.fromEntries(
    [...words.matchAll(/([\w-]+)="([^"]*)"/g)].map(([, name = "", value = ""]) => [name, value]),
  );
}
