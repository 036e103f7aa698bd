import { equal } from "node:assert/strict";
import { down, type Lab, up } from "../../../lab/index.js";
import { labName } from "../lab-name.js";
import { changesIn } from "../pair/pair.js";
import { on as onNode } from "../pair/seen.js";
import { Stack } from "../stack.js";
import type { StackOptions } from "../stack-project.js";
import type { Case } from "../suite.js";

/** The nodes of the pairs. */
export const NODES = ["testdb01", "testdb02"] as const;
/** A host in no cluster: the third one of the volume, and the client. */
export const OTHER = "testdb03";
/** The address of each example's service. */
export const SERVICE_IP = "192.168.0.115";
/** The passwords of all programs. */
export const SECRETS = {
  haclusterPassword: "hacluster",
  replicationPassword: "Repl1cation",
  appPassword: "App-secret",
};

const LAB = labName("composed");
const PACKAGES = [
  ...["mariadb-server", "mariadb-backup", "socat", "glusterfs-server", "glusterfs-client", "xfsprogs"],
  ...["attr", "faketime", "apache2"],
];
const quiet = () => undefined;

let shared: Lab | undefined;

/** The hosts. */
export function lab(): Lab {
  if (!shared) throw new Error("The lab does not run");
  return shared;
}

/** Boots three hosts that are in no cluster. */
export async function makeGround(): Promise<void> {
  await down(LAB, quiet);
  shared = await up({ name: LAB, nodes: 3, packages: PACKAGES, say: quiet });
  // A node can load no modules and has no program for it, which the agent of mounts asks for all the same.
  for (const { name } of shared.nodes) await on(name, "ln", "-s", "/bin/true", "/usr/sbin/modprobe");
}

/** Takes them down. */
export async function leaveGround(): Promise<void> {
  shared = undefined;
  await down(LAB, quiet);
}

/** The hosts as programs name them. */
export function hosts() {
  const ssh = { privateKeyFile: lab().privateKeyFile };
  return lab().nodes.map(({ name, address }) => ({ name, address, ssh }));
}

/** The cases, each on nodes without a cluster: one that failed has left its own. */
export function apartFromEachOther(cases: readonly Case[]): readonly Case[] {
  const clear = (node: string) =>
    on(node, "sh", "-c", "[ ! -e /etc/corosync/corosync.conf ] || pcs cluster destroy");
  return cases.map((each) => ({
    ...each,
    run: async () => {
      await Promise.all(NODES.map(clear));
      await each.run();
    },
  }));
}

/** Works with a stack, which is taken away afterwards; what it has deployed is not. */
export async function withStack(options: StackOptions, work: (stack: Stack) => Promise<void>): Promise<void> {
  const stack = await Stack.create(lab(), options);
  try {
    await work(stack);
  } finally {
    await stack.close();
  }
}

/** Deploys, and asserts that another run, a refresh and a preview then change nothing. */
export async function deployed(stack: Stack): Promise<void> {
  const first = await stack.up();
  equal(first.code, 0, first.output);
  for (const run of [await stack.up(), await stack.refresh(), await stack.preview()])
    equal(changesIn(run).join(), "", run.output);
}

/** Destroys what a stack has deployed. */
export async function destroyed(stack: Stack): Promise<void> {
  const { code, output } = await stack.destroy();
  equal(code, 0, output);
}

/** The output of a command that succeeds on a host. */
export function on(host: string, ...argv: readonly string[]): Promise<string> {
  return onNode(lab(), host, ...argv);
}

/** What a server answers to a client of the address, by the user of the program. */
export function asked(statement: string): Promise<string> {
  const client = ["mariadb", `--host=${SERVICE_IP}`, "--user=app", "--batch", "--skip-column-names", "app"];
  const argv = ["env", `MYSQL_PWD=${SECRETS.appPassword}`, ...client, "--execute", statement];
  return on(OTHER, ...argv);
}

/** The node whose server may be written to, and the other one. */
export async function servers(): Promise<{ readonly writer: string; readonly reader: string }> {
  const first = await on(NODES[0], "mariadb", "-BNe", "SELECT @@read_only");
  return first === "0" ? { writer: NODES[0], reader: NODES[1] } : { writer: NODES[1], reader: NODES[0] };
}
