import { equal } from "node:assert/strict";
import { X509Certificate } from "node:crypto";
import { readFileSync } from "node:fs";
import type { Proxmox } from "../../../lab/proxmox/index.js";
import { settled } from "../fencing/ground.js";
import {
  beginOn,
  COMMON,
  MACHINES,
  NODES,
  on,
  SERVICE_IP,
  takeDown,
  theGround,
} from "../from-nothing/ground.js";
import { Stack } from "../stack.js";
import { Client } from "./client.js";
import { tableOf } from "./table.js";
import { until } from "../until.js";

/** What the servers and what copies them are in. */
export const PACKAGES: readonly string[] = ["mariadb-server", "mariadb-backup", "socat"];
/** The passwords that must be nowhere in clear. */
export const SECRETS = {
  haclusterPassword: "S3cret pass:word",
  replicationPassword: "Repl1cation's \\secret",
  appPassword: "App's s3cret #1",
};

let shared: Client | undefined;

/** Starts a Proxmox without a machine, and declares machines, pair and servers on it. */
export async function prepare(): Promise<void> {
  await beginOn({ suite: "mariadb", prepared: true, packages: PACKAGES, config: {}, stack: declared });
}

/** Shows what was measured, and takes everything down. */
export async function leave(): Promise<void> {
  await shared?.stop().catch(() => undefined);
  shared = undefined;
  process.stdout.write(tableOf());
  await takeDown();
}

/** The client that writes from the first deployment on. */
export async function theClient(): Promise<Client> {
  const { lab } = theGround().proxmox;
  const way = { address: SERVICE_IP, password: SECRETS.appPassword, packages: ["cloud-init", ...PACKAGES] };
  shared ??= await Client.start(lab, way);
  return shared;
}

/** Declares the second machine anew, beside what is declared. */
export function redeclared(second: object): Promise<void> {
  const [one, two] = MACHINES;
  return theGround().stack.configure({ nodes: [one, { ...two, ...second }] });
}

/** What a server answers. */
export function sql(node: string, statement: string): Promise<string> {
  return on(node, "mariadb", "--batch", "--skip-column-names", "--execute", statement);
}

/** The node whose server may be written to. */
export async function writer(): Promise<string> {
  const all = await Promise.all(
    NODES.map((node) => sql(node, "SELECT @@read_only").then((said) => ({ node, said }))),
  );
  const writers = all.filter(({ said }) => said === "0").map(({ node }) => node);
  equal(writers.length, 1, `writable: ${writers.join()}`);
  return writers[0] ?? "";
}

/** Waits until both nodes are members, the address answers, and each server replicates from the other one. */
export async function inStep(): Promise<void> {
  await settled();
  await until("both servers replicate, and both nodes may have the address", 240, async () => {
    const shown = await on(NODES[0], "crm_mon", "-1A").catch(() => "");
    return (shown.match(/db-replication\s*: ok/g) ?? []).length === 2;
  });
}

/** Stops the client, and asserts that both servers have the same rows; answers which acknowledged ones they lack. */
export async function lostRows(): Promise<readonly number[]> {
  const client = await theClient();
  await client.stop();
  await inStep();
  const positions = () => Promise.all(NODES.map((node) => sql(node, "SELECT @@gtid_binlog_pos")));
  await until("both have come as far", 60, async () => new Set(await positions()).size === 1);
  const [one, two] = await Promise.all(NODES.map((node) => sql(node, "CHECKSUM TABLE app.written")));
  equal(one, two);
  const missing = await missingAt(await writer());
  await client.go();
  return missing;
}

/** The acknowledged rows that a server lacks at this moment. */
export async function missingAt(node: string): Promise<readonly number[]> {
  const acknowledged = [...(await theClient()).acknowledged()];
  const there = new Set((await sql(node, "SELECT number FROM app.written")).split("\n"));
  return acknowledged.map(({ number }) => number).filter((number) => !there.has(String(number)));
}

async function declared(proxmox: Proxmox): Promise<Stack> {
  const { id, secret } = proxmox.fenceToken;
  const { privateKeyFile } = proxmox.lab;
  return Stack.create(proxmox.lab, {
    example: "mariadb",
    config: {
      proxmox: {
        endpoint: proxmox.endpoint,
        fingerprint: new X509Certificate(readFileSync(proxmox.certificateFile)).fingerprint256,
      },
      machine: {
        ...COMMON,
        sshPublicKeys: [readFileSync(`${privateKeyFile}.pub`, "utf8").trim()],
        ssh: { privateKeyFile },
      },
      nodes: MACHINES,
      serviceIp: SERVICE_IP,
    },
    secrets: { ...SECRETS, proxmoxToken: proxmox.token, fenceToken: `${id}=${secret}` },
    proxmox,
  });
}
