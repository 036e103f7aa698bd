import { X509Certificate } from "node:crypto";
import { readFileSync } from "node:fs";
import { down as downLab, type Lab, up as upLab } from "../../../lab/index.js";
import { type Proxmox, up as upProxmox } from "../../../lab/proxmox/index.js";
import { labName } from "../lab-name.js";
import { answers } from "../pair/seen.js";
import { Stack } from "../stack.js";
import { until } from "../until.js";

/** The pair's nodes; their machines are 101 and 102. */
export const NODES = ["testdb01", "testdb02"] as const;
/** The pair's service IP. */
export const SERVICE_IP = "192.168.0.115";

const LAB = labName("fence-agent");
const quiet = () => undefined;

/** A pair whose nodes are machines of a Proxmox, fenced by the package's own agent. */
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

/** Boots the lab and its Proxmox; nothing is deployed yet. */
export async function makeGround(): Promise<void> {
  await downLab(LAB, quiet);
  await upLab({ name: LAB, say: quiet });
  const proxmox = await upProxmox({ name: LAB, say: quiet });
  const { lab } = proxmox;
  const stack = await Stack.create(lab, {
    program: programOf(lab, proxmox),
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

/** What a program says on a node; nothing where the node does not answer. */
export async function saidOn(node: string, ...argv: readonly string[]): Promise<string> {
  const ran = await ground()
    .lab.exec(node, argv, { timeout: 20 })
    .catch(() => undefined);
  return ran?.code === 0 ? ran.stdout.trim() : "";
}

/** What is another after each boot of a node: when its first process began. */
export async function bootOf(node: string): Promise<string> {
  return saidOn(node, "cut", "-d ", "-f22", "/proc/1/stat");
}

/** The nodes that a node sees as full members. */
export async function membersSeenBy(node: string): Promise<readonly string[]> {
  const status = await saidOn(node, "crm_mon", "-1", "--output-as=xml");
  const nodes = [...status.matchAll(/<node name="([^"]+)"[^>]* online="true"[^>]* pending="false"/g)];
  return nodes.map(([, name = ""]) => name).sort();
}

/** Waits until both nodes are members and the service IP answers. */
export async function whole(): Promise<void> {
  await until("both nodes are members", 120, async () =>
    (await Promise.all(NODES.map(membersSeenBy))).every((seen) => seen.join() === NODES.join()),
  );
  await until("the service IP answers", 60, () => answers(ground().lab, SERVICE_IP));
}

/** The node that runs the service IP, by its own word. */
export async function activeNode(): Promise<(typeof NODES)[number]> {
  for (const node of NODES)
    if ((await saidOn(node, "ip", "-o", "address", "show")).includes(` ${SERVICE_IP}/`)) return node;
  throw new Error("no node has the service IP");
}

/** The other node. */
export function otherThan(node: string): (typeof NODES)[number] {
  return node === NODES[0] ? NODES[1] : NODES[0];
}

/** How often a node's machine was asked to switch off until now. */
export async function stops(node: string): Promise<number> {
  const calls = await ground().proxmox.calls();
  return calls.filter(
    ({ method, path }) => method === "POST" && path.endsWith(`/${machineOf(node)}/status/stop`),
  ).length;
}

/** The number of a node's machine. */
export function machineOf(node: string): number {
  return 101 + NODES.findIndex((each) => each === node);
}

/** Stops a node's processors, as when its host is overloaded: it neither answers nor knows. */
export async function freeze(node: string): Promise<void> {
  const { proxmox } = ground();
  const place = NODES.findIndex((each) => each === node) + 1;
  const path = `/nodes/pve${place}/qemu/${machineOf(node)}/status/suspend`;
  const { status, reason } = await proxmox.call({ method: "POST", path });
  if (status !== 200) throw new Error(`${status} ${reason}`);
}

function programOf(lab: Lab, { fenceToken, certificateFile }: Proxmox): string {
  const ssh = { privateKeyFile: lab.privateKeyFile };
  const declared = {
    nodes: lab.nodes.map(({ name, address }) => ({ name, address, ssh })),
    options: {
      ...{ ip: "192.168.0.1", username: fenceToken.id, power_timeout: 15, pcmk_reboot_timeout: 60 },
      ssl_fingerprint: new X509Certificate(readFileSync(certificateFile)).fingerprint256,
    },
    serviceIp: { ip: SERVICE_IP, cidrNetmask: 24, monitor: { interval: "5s" } },
  };
  return `
const { Config } = require("@pulumi/pulumi");
const { FenceAgent, IPaddr2Resource, PcsCluster, StonithDevice } = require("pulumi-pacemaker");
const { nodes, options, serviceIp } = ${JSON.stringify(declared)};
const config = new Config();
const password = config.requireSecret("fenceSecret");
const cluster = new PcsCluster("testdb", { nodes, haclusterPassword: config.requireSecret("haclusterPassword") });
const fenceAgent = new FenceAgent("fence-agent", { cluster, password });
const devices = nodes.map(({ name }, index) => {
  const machine = { plug: String(101 + index), pcmk_host_list: name };
  const given = { ...options, ...machine, password_file: fenceAgent.passwordFile };
  // A watch that failed while the API was away is forgotten, and begun again.
  const meta = { "failure-timeout": "20s" };
  const device = { cluster, agent: fenceAgent.agent, options: given, meta };
  return new StonithDevice("fence-" + name, device, { dependsOn: fenceAgent });
});
new IPaddr2Resource("testdb-ip", { cluster, ...serviceIp }, { dependsOn: devices });
exports.victims = devices.map(({ victims }) => victims);
`;
}
