import { deepEqual, equal } from "node:assert/strict";
import { readFileSync } from "node:fs";
import { checksumOf, imageAt } from "../../../lab/proxmox/images.js";
import type { Proxmox } from "../../../lab/proxmox/index.js";
import { type Outcome, Stack } from "../stack.js";

/** The image that machines begin as. */
export const URL_OF_IMAGE = "https://images.example/debian-12-genericcloud-amd64.qcow2";

// Two nodes on two Proxmox nodes, with all that stands between them; each setting may be another one for a node.
const PROGRAM = `
const pulumi = require("@pulumi/pulumi");
const { machineOf, MembershipGate, ProxmoxNode, ReplacementGuard } = require("pulumi-pacemaker");
const config = new pulumi.Config();
const settings = config.requireObject("nodes");
const proxmox = { endpoint: config.require("endpoint"), apiToken: config.requireSecret("token") };
const nodes = settings.map(({ name, ...own }) => [name, { ...config.requireObject("all"), ...own, proxmox }]);
const guard = new ReplacementGuard("pair", { machines: nodes.map(([name, args]) => machineOf(name, args)), proxmox });
let gate;
exports.nodes = nodes.map(([name, args], index) => {
  const node = new ProxmoxNode(name, { ...args, after: gate ? [guard, gate] : [guard] });
  const next = nodes[index + 1];
  const { identity, restart } = node.machine;
  const earlier = gate && { earlier: gate.round };
  const before = next && { next: { name: next[0], restart: machineOf(...next).restart } };
  gate = new MembershipGate(name + "-member", { node: node.node, identity, restart, ...before, ...earlier });
  return { name: node.name, address: node.address, hostKey: node.hostKey };
});
`;

/** Both machines as they are when all is well. */
export const BOTH: readonly string[] = ["101 pve1 one running", "102 pve2 two running"];

/** What a node of the program may be told. */
export type Settings = Readonly<Record<string, unknown>>;

/** A stack of machines on a lab's Proxmox. */
export class Ground {
  /** What was said of the nodes last. */
  private said: readonly [one: Settings, two?: Settings] = [{}];

  private constructor(
    readonly proxmox: Proxmox,
    readonly stack: Stack,
  ) {}

  /** Makes the stack; nothing is deployed yet. */
  static async create(proxmox: Proxmox): Promise<Ground> {
    const key = readFileSync(`${proxmox.lab.privateKeyFile}.pub`, "utf8").trim();
    const all = {
      image: { url: URL_OF_IMAGE, checksum: checksum() },
      ...{ memory: 1024, cores: 1, disk: 4, gateway: "192.168.0.1", dnsServers: ["192.168.0.1"] },
      ...{ userName: "debian", sshPublicKeys: [key], ssh: { privateKeyFile: proxmox.lab.privateKeyFile } },
      bootTimeout: 120,
    };
    const config = { endpoint: proxmox.endpoint, all, nodes: settings() };
    const secrets = { token: proxmox.token };
    const stack = await Stack.create(proxmox.lab, { program: PROGRAM, config, secrets, proxmox });
    return new Ground(proxmox, stack);
  }

  /** Says something else of the nodes, of both or of each. */
  async say(one: Settings, two: Settings = one): Promise<void> {
    this.said = [one, two];
    await this.stack.configure({ nodes: settings(one, two) });
  }

  /** Says something more of each node for as long as the work takes. */
  async saying([moreOne, moreTwo]: readonly [Settings, Settings], work: () => Promise<void>): Promise<void> {
    const [one, two = one] = this.said;
    await this.say({ ...one, ...moreOne }, { ...two, ...moreTwo });
    try {
      await work();
    } finally {
      await this.say(one, two);
    }
  }

  /** What was asked of the API beside questions while something was done, in order: `POST 101/status/stop`. */
  async asked(work: () => Promise<void>): Promise<readonly string[]> {
    const before = (await this.proxmox.calls()).length;
    await work();
    return (await this.proxmox.calls())
      .slice(before)
      .filter(({ method }) => method !== "GET")
      .map(({ method, path }) => `${method} ${path.replace(/^\/nodes\/[^/]+\/(qemu\/)?/, "")}`);
  }

  /** Destroys all that was made, and sees that nothing is left. */
  async clear(): Promise<void> {
    succeeded(await this.stack.destroy());
    deepEqual(await this.machines(), []);
    deepEqual(await this.images(), []);
    deepEqual((await this.stack.state()).resources ?? [], []);
  }

  /** The machines that there are: number, Proxmox node, name and state. */
  async machines(): Promise<readonly string[]> {
    const seen = await this.proxmox.machines();
    return seen.map(({ vmid, node, name, state }) => `${vmid} ${node} ${name} ${state}`).sort();
  }

  /** The images that there are. */
  async images(): Promise<readonly string[]> {
    const lists = await Promise.all(
      ["pve1", "pve2"].map(async (node) => {
        const path = `/nodes/${node}/storage/local/content`;
        const { body } = await this.proxmox.call({ method: "GET", path });
        return (body as { data: { volid: string }[] }).data.map(({ volid }) => `${node} ${volid}`);
      }),
    );
    return lists.flat();
  }
}

/** Asserts that a run ended well and changed nothing. */
export function unchanged(outcome: Outcome): void {
  succeeded(outcome);
  const { same: _same, ...changes } = outcome.changes;
  equal(JSON.stringify(changes), "{}", outcome.output);
}

/** Asserts that a run ended well. */
export function succeeded({ code, output }: Outcome): void {
  equal(code, 0, output);
}

function settings(one: Settings = {}, two: Settings = {}): readonly Settings[] {
  return [
    { name: "one", proxmoxNode: "pve1", vmId: 101, address: "192.168.0.113/24", ...one },
    { name: "two", proxmoxNode: "pve2", vmId: 102, address: "192.168.0.114/24", ...two },
  ];
}

function checksum(): string {
  const image = imageAt(URL_OF_IMAGE);
  return image ? checksumOf(image, "sha256") : "";
}
