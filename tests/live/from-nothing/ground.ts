import { deepEqual, equal, match } from "node:assert/strict";
import { createHash, X509Certificate } from "node:crypto";
import { readFileSync } from "node:fs";
import { type Lab, open } from "../../../lab/index.js";
import { down, type Proxmox, up } from "../../../lab/proxmox/index.js";
import { labName } from "../lab-name.js";
import { changesIn } from "../pair/pair.js";
import { task } from "../proxmox/machine.js";
import { Stack } from "../stack.js";

const UNFENCED: Beginning = { suite: "nothing", prepared: false, config: { fencing: "none" } };
const IMAGE = "debian-12-genericcloud-amd64.qcow2";

/** The pair's service IP. */
export const SERVICE_IP = "192.168.0.115";
/** The pair's nodes. */
export const NODES = ["testdb01", "testdb02"] as const;

type Settings = Readonly<Record<string, unknown>>;

/** What both machines have in common, but for what a case changes. */
export const COMMON: Settings = {
  image: {
    url: `https://images.example/${IMAGE}`,
    checksum: createHash("sha256").update(IMAGE).digest("hex"),
  },
  ...{ userName: "debian", cores: 1, memory: 1024, disk: 4 },
  ...{ gateway: "192.168.0.1", dnsServers: ["192.168.0.1"] },
};

/** What each machine has for itself. */
export const MACHINES: readonly Settings[] = [
  { name: "testdb01", proxmoxNode: "pve1", vmId: 101, address: "192.168.0.113/24" },
  { name: "testdb02", proxmoxNode: "pve2", vmId: 102, address: "192.168.0.114/24" },
];

/** A Proxmox without a machine, and the stack of the root program that makes a pair on it. */
export interface Ground {
  readonly proxmox: Proxmox;
  readonly stack: Stack;
}

/** What a suite's ground is to be. */
export interface Beginning {
  /** The suite, after which its lab is called. */
  readonly suite: string;
  /** Whether images have a cluster's packages in them. */
  readonly prepared: boolean;
  /** Settings of the root program beside those that all have. */
  readonly config: Settings;
  /** Packages that images have beside that. */
  readonly packages?: readonly string[];
  /** Makes the stack of another program. */
  readonly stack?: (proxmox: Proxmox) => Promise<Stack>;
}

let ground: Ground | undefined;

/** Starts the lab's Proxmox without a machine, for a pair that is not fenced. */
export function begin(): Promise<void> {
  return beginOn(UNFENCED);
}

/** Starts a Proxmox without a machine, and declares the pair on it. */
export async function beginOn({ suite, prepared, config, packages, stack: own }: Beginning): Promise<void> {
  const name = labName(suite);
  await down(name, () => undefined);
  const proxmox = await up({ name, prepared, ...(packages ? { packages } : {}), say: () => undefined });
  if (own) {
    ground = { proxmox, stack: await own(proxmox) };
    return;
  }
  const { id, secret } = proxmox.fenceToken;
  const stack = await Stack.create(proxmox.lab, {
    config: {
      ...{ clusterName: "testdb", ssh: { privateKeyFile: proxmox.lab.privateKeyFile } },
      serviceIp: { ip: SERVICE_IP, cidrNetmask: 24, interval: "5s" },
      ...config,
    },
    secrets: {
      ...{ haclusterPassword: "S3cret pass:word", proxmoxToken: proxmox.token },
      fenceToken: `${id}=${secret}`,
    },
    proxmox,
  });
  ground = { proxmox, stack };
  await declare();
}

/** Takes everything down. */
export async function takeDown(): Promise<void> {
  const name = ground?.proxmox.lab.name;
  await ground?.stack.close();
  ground = undefined;
  if (name !== undefined) await down(name, () => undefined);
}

/** What the cases share. */
export function theGround(): Ground {
  if (!ground) throw new Error("The lab does not run");
  return ground;
}

/** Declares the machines, but for what is given for both or for the second one. */
export async function declare(common: Settings = {}, second: Settings = {}): Promise<void> {
  const { proxmox, stack } = theGround();
  const [one, two] = MACHINES;
  await stack.configure({
    proxmox: {
      ...{ endpoint: proxmox.endpoint, ...COMMON, ...common },
      fingerprint: new X509Certificate(readFileSync(proxmox.certificateFile)).fingerprint256,
      sshPublicKeys: [readFileSync(`${proxmox.lab.privateKeyFile}.pub`, "utf8").trim()],
    },
    machines: [one, { ...two, ...second }],
  });
}

/** The lab with the machines that there are now. */
export function machines(): Promise<Lab> {
  return open(theGround().proxmox.lab.name);
}

/** The output of a command that succeeds on a node. */
export async function on(node: string, ...argv: readonly string[]): Promise<string> {
  const { code, stdout, stderr } = await (await machines()).exec(node, argv);
  equal(code, 0, `${node}: ${argv.join(" ")}: ${stderr}`);
  return stdout.trim();
}

/** The nodes that are online, as each node sees it. */
export async function membersSeen(): Promise<readonly (readonly string[])[]> {
  const views = await Promise.all(NODES.map((node) => on(node, "crm_mon", "--one-shot", "--output-as=xml")));
  return views.map((xml) =>
    [...xml.matchAll(/<node name="([^"]+)"[^>]* online="true"[^>]* pending="false"/g)]
      .map(([, name = ""]) => name)
      .sort(),
  );
}

/** Waits until every node sees every node online. */
export async function whole(): Promise<void> {
  const isWhole = async () =>
    (await membersSeen().catch(() => [])).filter((seen) => seen.join() === NODES.join()).length ===
    NODES.length;
  for (let seconds = 0; !(await isWhole()); seconds += 1) {
    if (seconds > 120) throw new Error(`not one cluster again: ${JSON.stringify(await membersSeen())}`);
    await new Promise((resolve) => setTimeout(resolve, 1000));
  }
}

/** Has a node hold the service IP, and waits until it does. */
export async function held(node: string): Promise<void> {
  if ((await on(node, "ip", "-o", "-4", "address")).includes(` ${SERVICE_IP}/`)) return;
  await on(node, "pcs", "resource", "move", "testdb-ip", node);
  await on(node, "crm_resource", "--wait", "--timeout=60s");
  match(await on(node, "ip", "-o", "-4", "address"), new RegExp(` ${SERVICE_IP}/`));
}

/** Gives or takes the power of machines by the nodes' names. */
export async function powered(verb: string, names: readonly string[]): Promise<void> {
  const { proxmox } = theGround();
  const all = (await proxmox.machines()).filter(({ name = "" }) => names.includes(name));
  await Promise.all(
    all.map(({ node, vmid }) => task(proxmox, "POST", `/nodes/${node}/qemu/${vmid}/status/${verb}`)),
  );
}

/** What was asked of the API beside questions. */
export async function asked(): Promise<readonly string[]> {
  const calls = await theGround().proxmox.calls();
  return calls.flatMap(({ method, path }) => (method === "GET" ? [] : [`${method} ${path}`]));
}

/** Nothing is left to change, neither by a run nor on the nodes. */
export async function unchanged(): Promise<void> {
  const { stack } = theGround();
  deepEqual(changesIn(await stack.up()), []);
  deepEqual(changesIn(await stack.refresh()), []);
}
