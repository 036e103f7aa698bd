import * as pulumi from "@pulumi/pulumi";
import type { ProxmoxNodeArgs } from "./arguments.js";
import { machineOf } from "./machine.js";
import { ProxmoxNode } from "./proxmox-node.js";

const SUM = "0123456789abcdef".repeat(4);
const proxmox = { endpoint: "https://pve.example:8006/", apiToken: "pulumi@pve!t=secret" };
const image = { url: "https://images.example/debian-12.qcow2", checksum: SUM };
const one: ProxmoxNodeArgs = {
  ...{ proxmox, proxmoxNode: "pve1", vmId: 101, image, address: "192.168.0.113/24", gateway: "192.168.0.1" },
  ...{ userName: "debian", sshPublicKeys: ["ssh-ed25519 AAAA me"], ssh: { privateKeyFile: "~/.ssh/id" } },
};

let registered: pulumi.runtime.MockResourceArgs[] = [];

beforeEach(async () => {
  registered = [];
  jest.spyOn(pulumi.log, "warn").mockReset().mockResolvedValue();
  await pulumi.runtime.setMocks({
    call: ({ inputs }) => inputs as object,
    newResource(resource) {
      registered.push(resource);
      return {
        id: resource.type.endsWith(":File") ? "local:import/debian.qcow2" : resource.name,
        state: { ...(resource.inputs as object), mark: "a-mark", hostKey: "ssh-ed25519 KEY" },
      };
    },
  });
});

async function made(work: () => ProxmoxNode) {
  const outputs: unknown[] = [];
  const { name, address, node } = work();
  pulumi.all([name, address, node]).apply((known) => outputs.push(...known));
  await pulumi.runtime.disconnect();
  return {
    outputs,
    children: registered.map(({ type, name }) => `${type.split(":").at(-1)} ${name}`).sort(),
  };
}

function inputsOf(name: string): Record<string, unknown> {
  const { __provider, ...inputs } = registered.find((resource) => resource.name === name)?.inputs as Record<
    string,
    unknown
  >;
  return inputs;
}

const secret = (value: unknown) => expect.objectContaining({ value }) as unknown;

test("a node is a claim, an image, a machine with what shuts it down first, and its guest", async () => {
  const { outputs, children } = await made(() => new ProxmoxNode("testdb01", one));
  expect(children).toEqual([
    "File pve1-local-debian-12.qcow2",
    "PlannedShutdown testdb01-shutdown",
    "ProxmoxClaim testdb01-claim",
    "ProxmoxGuest testdb01-guest",
    "ProxmoxNode testdb01",
    "VmLegacy testdb01-vm",
    "proxmoxve proxmox-pve.example:8006",
  ]);
  const ssh = { user: "debian", hostKey: "ssh-ed25519 KEY", privateKeyFile: "~/.ssh/id" };
  expect(outputs).toEqual([
    ...["testdb01", "192.168.0.113"],
    { name: "testdb01", addresses: ["192.168.0.113"], ssh },
  ]);
});

test("the machine is made as the plugin needs it", async () => {
  await made(
    () => new ProxmoxNode("testdb01", { ...one, vlan: 10, dnsServers: ["10.0.0.1"], startupOrder: 1 }),
  );
  expect(inputsOf("testdb01-vm")).toEqual({
    ...{ agent: { enabled: false }, onBoot: true, started: true, stopOnDestroy: true },
    ...{ scsiHardware: "virtio-scsi-single", operatingSystem: { type: "l26" }, serialDevices: [{}] },
    ...{ nodeName: "pve1", vmId: 101, name: "testdb01", smbios: { uuid: "a-mark" }, startup: { order: 1 } },
    ...{ cpu: { cores: 2, type: "x86-64-v2-AES" }, memory: { dedicated: 2048 } },
    disks: [
      {
        ...{ interface: "scsi0", datastoreId: "local-lvm", importFrom: "local:import/debian.qcow2" },
        ...{ size: 20, discard: "on", iothread: true },
      },
    ],
    networkDevices: [{ bridge: "vmbr0", vlanId: 10 }],
    initialization: {
      ...{ datastoreId: "local-lvm", interface: "ide2", upgrade: false, dns: { servers: ["10.0.0.1"] } },
      ipConfigs: [{ ipv4: { address: "192.168.0.113/24", gateway: "192.168.0.1" } }],
      userAccount: { username: "debian", keys: ["ssh-ed25519 AAAA me"] },
    },
  });
  expect(inputsOf("pve1-local-debian-12.qcow2")).toEqual({
    ...{ nodeName: "pve1", datastoreId: "local", contentType: "import", url: image.url, checksum: SUM },
    ...{ checksumAlgorithm: "sha256", overwrite: false, overwriteUnmanaged: true },
    fileName: "project-stack-pve1-0123456789ab.qcow2",
  });
});

test("what the claim and the guest are told is enough to check it; the token is secret", async () => {
  await made(() => new ProxmoxNode("testdb01", { ...one, vlan: 10 }));
  expect(inputsOf("testdb01-claim")).toEqual({
    ...{ endpoint: proxmox.endpoint, apiToken: secret(proxmox.apiToken), vmId: 101, proxmoxNode: "pve1" },
    ...{ datastore: "local-lvm", bridges: ["vmbr0"], image: { datastore: "local" }, address: one.address },
  });
  const { identity, restart, seed, ...guest } = inputsOf("testdb01-guest");
  expect(guest).toEqual({
    ...{ endpoint: proxmox.endpoint, apiToken: secret(proxmox.apiToken), vmId: 101, mark: "a-mark" },
    ...{ networks: ["vmbr0 VLAN 10"], name: "testdb01", address: "192.168.0.113", bootTimeout: 600 },
    ssh: secret({ privateKeyFile: "~/.ssh/id", user: "debian" }),
  });
  expect(identity).toEqual({ name: "testdb01", vmId: 101, proxmoxNode: "pve1", image });
  expect(restart).toEqual({ cores: 2, cpuType: "x86-64-v2-AES", memory: 2048, vm: {}, seed });
});

test("two nodes of one Proxmox node share the image and the plugin", async () => {
  const { children } = await made(() => {
    new ProxmoxNode("testdb02", { ...one, vmId: 102, address: "192.168.0.114/24" });
    return new ProxmoxNode("testdb01", one);
  });
  expect(children.filter((child) => /^(File|proxmoxve) /.test(child))).toEqual([
    "File pve1-local-debian-12.qcow2",
    "proxmoxve proxmox-pve.example:8006",
  ]);
});

test("two links are two cards and two addresses", async () => {
  const links = [{ bridge: "vmbr1", address: "fd00::113/64" }];
  const { outputs } = await made(() => new ProxmoxNode("testdb01", { ...one, links }));
  expect(outputs[2]).toMatchObject({ addresses: ["192.168.0.113", "fd00::113"] });
  const { networkDevices, initialization } = inputsOf("testdb01-vm");
  expect(networkDevices).toEqual([{ bridge: "vmbr0" }, { bridge: "vmbr1" }]);
  expect(initialization).toMatchObject({
    ipConfigs: [{ ipv4: { address: one.address } }, { ipv6: { address: "fd00::113/64" } }],
  });
});

test("a plugin that checks no certificate warns", async () => {
  await made(() => new ProxmoxNode("testdb01", { ...one, proxmox: { ...proxmox, insecure: true } }));
  expect(jest.mocked(pulumi.log.warn).mock.calls.map(([text]) => text.split(":")[0])).toEqual([
    "proxmox.insecure",
  ]);
});

test("the size of the disk and the network's bridge restart nothing, memory and cloud-init's data do", async () => {
  const restart = (change: Partial<ProxmoxNodeArgs>) => machineOf("testdb01", { ...one, ...change }).restart;
  const all = [
    restart({}),
    restart({ disk: 30, bridge: "vmbr1" }),
    restart({ memory: 1 }),
    restart({ dnsServers: [] }),
  ];
  const known = await new Promise<string[]>((resolve) => {
    pulumi.all(all).apply((values) => resolve(values.map((value) => JSON.stringify(value))));
  });
  expect(new Set(known).size).toEqual(3);
  expect(known[1]).toEqual(known[0]);
});
