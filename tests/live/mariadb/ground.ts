import { equal } from "node:assert/strict";
import { down, type Lab, up } from "../../../lab/index.js";
import { labName } from "../lab-name.js";
import { Stack } from "../stack.js";

/** What the servers and what copies them are in. */
export const PACKAGES = ["mariadb-server", "mariadb-backup", "socat"];
/** The address of the pair. */
export const SERVICE_IP = "192.168.0.116";
/** The passwords that must be nowhere in clear. */
export const SECRETS = {
  haclusterPassword: "S3cret pass:word",
  replicationPassword: "Repl1cation's \\secret",
  appPassword: "App's s3cret #1",
};

/** Two hosts with MariaDB's packages, and the stack that makes a pair of them. */
export interface Ground {
  readonly lab: Lab;
  readonly stack: Stack;
}

let ground: Ground | undefined;

/** What the cases share. */
export function theGround(): Ground {
  if (!ground) throw new Error("The lab does not run");
  return ground;
}

/** Boots two hosts and declares a pair on them. */
export async function prepare(): Promise<void> {
  const name = labName("mariadb");
  await down(name, () => undefined);
  const lab = await up({ name, packages: PACKAGES, say: () => undefined });
  const nodes = lab.nodes.map(({ name: node, addresses, hostKey }) => ({
    name: node,
    address: addresses[0],
    ssh: { privateKeyFile: lab.privateKeyFile, hostKey },
  }));
  const stack = await Stack.create(lab, {
    example: "mariadb",
    config: { nodes, serviceIp: SERVICE_IP },
    secrets: SECRETS,
  });
  ground = { lab, stack };
}

/** Takes everything down. */
export async function leave(): Promise<void> {
  const last = ground;
  ground = undefined;
  await last?.stack.close();
  if (last) await down(last.lab.name, () => undefined);
}

/** The output of a command that succeeds on a node. */
export async function on(node: string, ...argv: readonly string[]): Promise<string> {
  const { code, stdout, stderr } = await theGround().lab.exec(node, argv);
  equal(code, 0, `${node}: ${argv.join(" ")}: ${stderr}`);
  return stdout.trim();
}

/** What a server answers. */
export function sql(node: string, statement: string): Promise<string> {
  return on(node, "mariadb", "--batch", "--skip-column-names", "--execute", statement);
}
