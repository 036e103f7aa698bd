import { X509Certificate } from "node:crypto";
import { readFileSync } from "node:fs";
import { down as downLab, type Lab, up as upLab } from "../../../lab/index.js";
import { type Proxmox, up as upProxmox } from "../../../lab/proxmox/index.js";
import { labName } from "../lab-name.js";
import { on as onNode } from "../pair/seen.js";
import { Stack } from "../stack.js";

/** The pair's nodes, which have the contents and the mounts; their machines are 101 and 102. */
export const NODES = ["testdb01", "testdb02"] as const;
/** The host of the arbiter's brick. */
export const ARBITER = "testdb03";
/** All hosts of the pool. */
export const HOSTS = [...NODES, ARBITER] as const;
/** Where the volume is mounted. */
export const DIRECTORY = "/srv/web";
/** Where each brick is. */
export const BRICK = "/bricks/web/brick";

const LAB = labName("gluster");
const PACKAGES = ["glusterfs-server", "glusterfs-client", "xfsprogs", "attr", "faketime"];
const quiet = () => undefined;

/** Three hosts, a Proxmox that fences the nodes, and the stack of the example. */
export interface Ground {
  readonly lab: Lab;
  readonly proxmox: Proxmox;
  readonly stack: Stack;
}

let shared: Ground | undefined;

/** What the cases share. */
export function ground(): Ground {
  if (!shared) throw new Error("The lab does not run");
  return shared;
}

/** Boots the hosts and their Proxmox; nothing is deployed yet. */
export async function makeGround(): Promise<void> {
  await downLab(LAB, quiet);
  await upLab({ name: LAB, nodes: 3, packages: PACKAGES, say: quiet });
  const proxmox = await upProxmox({ name: LAB, say: quiet });
  const { lab } = proxmox;
  // A node can load no modules and has no program for it, which the agent of mounts asks for all the same.
  for (const { name } of lab.nodes) await lab.exec(name, ["ln", "-s", "/bin/true", "/usr/sbin/modprobe"]);
  const hosts = hostsOf(lab);
  const stack = await Stack.create(lab, {
    example: "gluster",
    config: {
      nodes: hosts.slice(0, 2),
      arbiter: hosts[2],
      onRootFilesystem: true,
      fencing: {
        endpoint: "192.168.0.1",
        fingerprint: new X509Certificate(readFileSync(proxmox.certificateFile)).fingerprint256,
        token: proxmox.fenceToken.id,
        machines: { testdb01: 101, testdb02: 102 },
      },
    },
    secrets: { haclusterPassword: "hacluster", fenceSecret: proxmox.fenceToken.secret },
  });
  shared = { lab, proxmox, stack };
}

/** Takes everything down. */
export async function leaveGround(): Promise<void> {
  await shared?.stack.close();
  shared = undefined;
  await downLab(LAB, quiet);
}

/** The hosts as programs name them. */
export function hostsOf(lab: Lab) {
  const ssh = { privateKeyFile: lab.privateKeyFile };
  return lab.nodes.map(({ name, address }) => ({ name, address, ssh }));
}

/** The output of a command that succeeds on a host. */
export function on(host: string, ...argv: readonly string[]): Promise<string> {
  return onNode(ground().lab, host, ...argv);
}

/** What a program says on a host; nothing where the host does not answer or the program fails. */
export async function saidOn(host: string, ...argv: readonly string[]): Promise<string> {
  const ran = await ground()
    .lab.exec(host, argv, { timeout: 30 })
    .catch(() => undefined);
  return ran?.code === 0 ? ran.stdout.trim() : "";
}

/** The other node. */
export function otherThan(node: string): (typeof NODES)[number] {
  return node === NODES[0] ? NODES[1] : NODES[0];
}

/** How often a node's machine was given power by its Proxmox until now: the end of each fencing, also of one that was off. */
export async function fencings(node: string): Promise<number> {
  const machine = 101 + NODES.findIndex((each) => each === node);
  const calls = await ground().proxmox.calls();
  return calls.filter(({ method, path }) => method === "POST" && path.endsWith(`/${machine}/status/start`))
    .length;
}
