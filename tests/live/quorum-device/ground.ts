import { down, type Lab, up } from "../../../lab/index.js";
import { labName } from "../lab-name.js";
import { changesIn } from "../pair/pair.js";
import { forgetBackups, on } from "../pair/seen.js";
import { Stack } from "../stack.js";

const LAB = labName("quorum-device");

/** The nodes, and the host that votes. */
export const [NODES, WITNESS] = [["testdb01", "testdb02"], "testdb03"] as const;
/** The witness's password of hacluster: another one than the nodes'. */
export const PASSWORD = "qnetd S3cret";
/** The witness's address. */
export const ADDRESS = "192.168.0.116";

/** What a program declares of the device and of the cluster. */
export interface Declared {
  /** Arguments of the device beside its password; nothing declares none. */
  readonly device?: Readonly<Record<string, unknown>>;
  /** Arguments of the cluster. */
  readonly cluster?: Readonly<Record<string, unknown>>;
  /** The token instead of the password. */
  readonly token?: string;
}

/** Two nodes, a witness, and a stack. */
export interface Ground {
  readonly lab: Lab;
  readonly stack: Stack;
}

let shared: Ground | undefined;

/** Boots two nodes and a host with corosync-qnetd. */
export async function bootLab(): Promise<void> {
  // One that was left over has a cluster already.
  await down(LAB, () => undefined);
  const lab = await up({ name: LAB, nodes: 3, packages: ["corosync-qnetd"], say: () => undefined });
  const secrets = { password: "hacluster", witness: PASSWORD, token: "the token of the witness" };
  shared = { lab, stack: await Stack.create(lab, { program: "", secrets }) };
  for (const node of NODES) await on(lab, node, "systemctl", "disable", "--now", "corosync-qnetd");
  const { code } = await lab.exec(WITNESS, ["chpasswd"], { stdin: `hacluster:${PASSWORD}\n` });
  if (code !== 0) throw new Error("The witness takes no password");
}

/** Takes everything down. */
export async function takeDown(): Promise<void> {
  await shared?.stack.close();
  shared = undefined;
  await down(LAB, () => undefined);
}

/** The lab and the stack. */
export function ground(): Ground {
  if (!shared) throw new Error("The lab does not run");
  return shared;
}

/** Writes the program. */
export async function declare(declared: Declared): Promise<void> {
  await ground().stack.program(programOf(ground().lab, declared));
}

/** Deploys the pair and what is given of a device, and answers what was done to what. */
export async function deployed(declared: Declared): Promise<readonly string[]> {
  await declare(declared);
  return changesIn(await ground().stack.up());
}

/** Reads what is there and answers what differed from the state. */
export async function refreshed(): Promise<readonly string[]> {
  return changesIn(await ground().stack.refresh());
}

/** The device in a node's corosync.conf, a line an option. */
export async function device(node: string): Promise<readonly string[]> {
  const conf = await on(ground().lab, node, "cat", "/etc/corosync/corosync.conf");
  const lines = conf.split("\n").map((line) => line.trim());
  const from = lines.indexOf("device {");
  const to = lines.findIndex((line, index) => index > from && line === "logging {");
  return from < 0 ? [] : lines.slice(from, to).filter((line) => line !== "" && line !== "}");
}

/** What a node's Corosync says of the votes: "Quorate", "Expected votes", "Flags". */
export async function votes(node: string): Promise<Readonly<Record<string, string>>> {
  const { stdout } = await ground().lab.exec(node, ["corosync-quorumtool", "-s"]);
  const wanted = ["Quorate", "Expected votes", "Flags"];
  const pairs = stdout
    .split("\n")
    .map((line) => line.split(/:\s+/).map((part) => part.trim()))
    .filter(([name = ""]) => wanted.includes(name));
  return Object.fromEntries(pairs) as Record<string, string>;
}

/** What a cluster that is gone has left of the device on a node. */
export async function left(node: string): Promise<readonly string[]> {
  const { lab } = ground();
  const lines = async (...argv: readonly string[]) =>
    (await lab.exec(node, argv)).stdout.split("\n").filter((line) => line !== "");
  const files = await lines("find", "/etc/corosync/qdevice", "-type", "f");
  const tokens = await lines("grep", "-oE", `"(${WITNESS}|${ADDRESS})"`, "/var/lib/pcsd/known-hosts");
  const enabled = await lines("systemctl", "is-enabled", "corosync-qdevice");
  // Not its state: the daemon ends with an error when Corosync lets it go before systemd stops it.
  const process = await lines("systemctl", "show", "--property=MainPID", "corosync-qdevice");
  return [...files, ...tokens, ...enabled, ...process];
}

/** Removes what the nodes have of a cluster, by hand. */
export async function noCluster(): Promise<void> {
  const { lab } = ground();
  await Promise.all(NODES.map((node) => on(lab, node, "pcs", "cluster", "destroy")));
  await forgetBackups(lab);
}

function programOf(lab: Lab, { device: given, cluster: args = {}, token }: Declared): string {
  const nodes = lab.nodes
    .filter(({ name }) => name !== WITNESS)
    .map(({ name, address }) => ({ name, address, ssh: { privateKeyFile: lab.privateKeyFile } }));
  const secret =
    token === undefined
      ? "haclusterPassword: config.requireSecret('witness')"
      : "token: config.requireSecret('token')";
  return `
const { Config } = require("@pulumi/pulumi");
const { ClusterProperty, PcsCluster, QuorumDevice } = require("pulumi-pacemaker");
const { nodes, args, device } = ${JSON.stringify({ nodes, args, device: given ?? null })};
const config = new Config();
const haclusterPassword = config.requireSecret("password");
const cluster = new PcsCluster("testdb", { nodes, haclusterPassword, ...args });
new ClusterProperty("stonith-enabled", { cluster, value: "false" });
if (device) new QuorumDevice("witness", { cluster, ${secret}, ...device });
`;
}
