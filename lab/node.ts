import { type ChildProcess, spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import {
  appendFileSync,
  chmodSync,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { type Group, inGroup, kill, processesOf } from "./cgroup.js";
import { environment, LabFailure, run, succeed, until } from "./command.js";
import { layOver } from "./mounts.js";
import { nodeNamespace, type NodePlan, prefix, SWITCH_ADDRESSES, switchNamespace } from "./naming.js";
import { namespaceFile, plugIn, unplug } from "./network.js";
import { keyFile, knownHostsFile, labFolder, type LabRecord, readRecord } from "./state.js";

// A machine that does other work at the same time has been seen to need more than 90.
const BOOT_SECONDS = 180;

/** The folder of one node: its files, its log. */
export function nodeFolder(lab: string, node: string): string {
  return join(labFolder(lab), "nodes", node);
}

/** Makes a node's files: its name, its neighbours, its keys and the password of pcs's user. */
export async function makeNode(lab: LabRecord, node: NodePlan, password: string): Promise<void> {
  const folder = nodeFolder(lab.name, node.name);
  mkdirSync(folder, { recursive: true });
  const root = await layOver(lab.root, folder);
  const write = (path: string, text: string) => writeFileSync(join(root, path), text);
  write("etc/hostname", `${node.name}\n`);
  write("etc/machine-id", `${randomBytes(16).toString("hex")}\n`);
  write(
    "etc/hosts",
    [
      "127.0.0.1 localhost",
      // Debian's installer and cloud-init give a host's own name such an address.
      ...(lab.bare ? [`127.0.1.1 ${node.name}`] : lab.nodes.map((each) => `${each.address} ${each.name}`)),
      "",
    ].join("\n"),
  );
  const [link0, link1] = node.addresses;
  write("etc/default/node-network", `LINK0=${link0}\nLINK1=${link1}\nGATEWAY=${SWITCH_ADDRESSES[0]}\n`);
  const users = ["admin", ...(lab.suite === "centos7" ? ["centos"] : [])];
  for (const home of ["root", ...users.map((user) => `home/${user}`)]) {
    write(`${home}/.ssh/authorized_keys`, readFileSync(`${keyFile(lab.name)}.pub`, "utf8"));
    chmodSync(join(root, home, ".ssh/authorized_keys"), 0o600);
  }
  for (const user of users)
    await succeed(["chroot", root, "chown", `${user}:`, `/home/${user}/.ssh/authorized_keys`]);
  await succeed(["chroot", root, "ssh-keygen", "-A"]);
  if (!lab.bare) await succeed(["chroot", root, "chpasswd"], { stdin: `hacluster:${password}\n` });
}

/** A node's host key as SSH clients write it, without its comment. */
export function hostKey(lab: string, node: string): string {
  const file = join(nodeFolder(lab, node), "root/etc/ssh/ssh_host_ed25519_key.pub");
  return readFileSync(file, "utf8").split(" ", 2).join(" ").trim();
}

/** Writes the host keys of a lab's nodes where SSH clients can use them. */
export function writeKnownHosts({ name, nodes }: LabRecord): void {
  const lines = nodes.map(
    (node) => `${[node.name, ...node.addresses].join(",")} ${hostKey(name, node.name)}\n`,
  );
  writeFileSync(knownHostsFile(name), lines.join(""));
}

/** Boots a node that has its files and returns when people, and pcs where it is there, can reach it. */
export async function powerOn(lab: string, node: NodePlan, signal?: AbortSignal): Promise<void> {
  if (leader(lab, node.name) !== undefined) return;
  const nspawn = await boot(lab, node);
  const ports = readRecord(lab)?.bare ? [22] : [22, 2224];
  const targets = ports.map((port) => `${node.address}:${port}`);
  const answering = [process.execPath, join(__dirname, "answering.js"), String(BOOT_SECONDS), ...targets];
  const inside = ["ip", "netns", "exec", switchNamespace(lab), ...answering];
  const { code, stdout } =
    nspawn.exitCode === null
      ? await run(inside, signal && { signal })
      : { code: 1, stdout: "its init ended" };
  if (code !== 0) {
    const said = leader(lab, node.name) === undefined ? log(lab, node.name) : await journal(lab, node.name);
    throw new LabFailure(`Unable to boot ${node.name}: ${stdout} does not answer\n${said}`);
  }
  // Before its start is over a node turns away everybody but root.
  await run(inNode(lab, node.name, ["systemctl", "is-system-running", "--wait"], 60), signal && { signal });
}

/**
 * Gives a node that has its files power, and returns when its first process runs: long before it can be reached. With
 * seconds for its firmware it returns at once, and the first process runs that much later.
 */
export async function boot(
  lab: string,
  node: Pick<NodePlan, "name">,
  firmwareSeconds = 0,
): Promise<ChildProcess> {
  if (!existsSync(namespaceFile(nodeNamespace(lab, node.name)))) await plugIn(lab, node);
  const nspawn = start(lab, node.name, firmwareSeconds);
  const begun = () => (firmwareSeconds > 0 ? isOn(lab, node.name) : leader(lab, node.name) !== undefined);
  await until(() => begun() || nspawn.exitCode !== null, 20);
  return nspawn;
}

/** Whether a node has power, be it that its firmware runs still. */
export function isOn(lab: string, node: string): boolean {
  return processesOf(group(lab, node)).length > 0;
}

/** Ends a node as a loss of power does: nothing is told, nothing answers afterwards, its disk stays. */
export async function powerOff(lab: string, node: string): Promise<void> {
  await kill(group(lab, node));
  await unplug(lab, node);
}

/** The id of a node's first process as this machine sees it; undefined when the node is off. */
export function leader(lab: string, node: string): number | undefined {
  return processesOf(group(lab, node)).find(isFirstOfItsNamespace);
}

/** An argv that runs a program inside of a node, whatever its network does, and ends it after a finite number of seconds. */
export function inNode(
  lab: string,
  node: string,
  argv: readonly string[],
  seconds: number,
): readonly string[] {
  const pid = leader(lab, node);
  if (pid === undefined) throw new LabFailure(`The node ${node} of the lab ${lab} is off`);
  const environment = ["env", "-i", "PATH=/usr/sbin:/usr/bin:/sbin:/bin", "HOME=/root", "LC_ALL=C.UTF-8"];
  // `timeout` puts its program into the background of a terminal, where a shell stops.
  const limit = Number.isFinite(seconds) ? ["timeout", "-k", "5", String(seconds)] : [];
  return ["nsenter", "--target", String(pid), "--all", "--", ...environment, ...limit, ...argv];
}

function start(lab: string, node: string, firmwareSeconds: number): ChildProcess {
  const folder = nodeFolder(lab, node);
  // Debian 13's systemd refuses the first version of control groups unless it is told twice, outside and inside.
  const legacy = "SYSTEMD_CGROUP_ENABLE_LEGACY_FORCE=1";
  const nspawn = [
    ...[
      "systemd-nspawn",
      "--quiet",
      "--register=no",
      "--keep-unit",
      "--settings=no",
      "--boot",
      "--console=pipe",
    ],
    // The kernel's modules and the clock are this machine's, not a node's.
    ...["--capability=all", "--drop-capability=CAP_SYS_MODULE,CAP_SYS_TIME"],
    ...["--link-journal=no", "--resolv-conf=off", "--timezone=off", `--setenv=${legacy}`],
    ...[`--directory=${join(folder, "root")}`, `--machine=${prefix(lab)}${node}`, `--hostname=${node}`],
    `--network-namespace-path=${namespaceFile(nodeNamespace(lab, node))}`,
    ...(existsSync("/dev/fuse") ? ["--bind=/dev/fuse"] : []),
  ];
  // 133 is how nspawn says that its node wants to boot again.
  const script = `sleep ${firmwareSeconds}; "$@"; while [ $? -eq 133 ]; do "$@"; done`;
  const again = ["sh", "-c", script, "sh", ...nspawn];
  const [program = "", ...rest] = inGroup(group(lab, node), again);
  appendFileSync(logFile(lab, node), `--- ${new Date().toISOString()}\n`);
  const output = openSync(logFile(lab, node), "a");
  const env = { ...environment(), SYSTEMD_CGROUP_ENABLE_LEGACY_FORCE: "1" };
  const child = spawn(program, rest, { cwd: "/", detached: true, stdio: ["ignore", output, output], env });
  child.unref();
  return child;
}

/** The control group of a node's processes. */
export function group(lab: string, node: string): Group {
  return { lab, member: `node-${node}` };
}

function isFirstOfItsNamespace(pid: number): boolean {
  try {
    const ids = /^NSpid:\s*(.*)$/m.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1]?.split(/\s+/) ?? [];
    return ids.length > 1 && ids.at(-1) === "1";
  } catch {
    return false;
  }
}

function logFile(lab: string, node: string): string {
  return join(nodeFolder(lab, node), "console.log");
}

function log(lab: string, node: string): string {
  const lines = readFileSync(logFile(lab, node), "utf8").trim().split("\n");
  return [`${logFile(lab, node)} ends with:`, ...lines.slice(-15)].join("\n");
}

async function journal(lab: string, node: string): Promise<string> {
  const words = ["journalctl", "--boot", "--no-pager", "--lines=30"];
  return (await run(inNode(lab, node, words, 10))).stdout;
}
