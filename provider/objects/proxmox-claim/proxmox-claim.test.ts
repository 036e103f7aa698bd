import type { Fault } from "../../../lab/proxmox/faults.js";
import { IMAGE, serveProxmox, type ServedProxmox } from "../../../tests/fixtures/proxmox.js";
import { managedVerbs } from "../../lifecycle/managed-verbs.js";
import { proxmoxClaim } from "./proxmox-claim.js";

const MARK = "11111111-2222-4333-8444-555555555555";
const unknown = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
const { check, create, delete: remove } = managedVerbs(proxmoxClaim);

let proxmox: ServedProxmox;
let args: Record<string, unknown>;
// The address was there before, so nothing is sent to it.
let old: Record<string, unknown>;

beforeEach(async () => {
  proxmox = await serveProxmox();
  args = {
    ...proxmox.api,
    ...{ vmId: 101, proxmoxNode: "pve1", datastore: "local-lvm", bridges: ["vmbr0"] },
    ...{ image: { datastore: "local" }, address: "192.168.0.113/24" },
  };
  old = { address: args["address"], mark: MARK };
});
afterEach(() => proxmox.server.close());

const failures = async (change: object = {}) => (await check(old, { ...args, ...change })).failures;
const token = "pulumi@pve!pacemaker";
const roles =
  "Give it, or its user where privilege separation is off, a role with that (Datacenter, Permissions)";

test("a number is free, and the mark that was made first stays", async () => {
  expect(await check(old, args)).toEqual({ inputs: { ...args, mark: MARK }, failures: [] });
  const { inputs } = await check({ address: old["address"] }, args);
  expect(inputs["mark"]).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
});

test.each<[string, object, string, string]>([
  [
    "the endpoint",
    { endpoint: "http://pve1/" },
    "endpoint",
    `"http://pve1/" is not the URL of an API, such as https://pve1.example:8006/`,
  ],
  [
    "the token's form",
    { apiToken: "secret" },
    "apiToken",
    "an API token has the form user@realm!name=secret",
  ],
  [
    "the fingerprint's form",
    { fingerprint: "AB" },
    "fingerprint",
    `"AB" is not a SHA-256 fingerprint of 32 pairs of hexadecimal digits`,
  ],
  ["the number", { vmId: 7 }, "vmId", "7 is not a whole number from 100 to 999999999"],
  [
    "the address",
    { address: "192.168.0.113" },
    "address",
    `"192.168.0.113" is not an address with its prefix's length, such as 192.168.0.113/24`,
  ],
  ["the node", { proxmoxNode: "pve9" }, "proxmoxNode", "there is no Proxmox node pve9; there is pve1, pve2"],
  ["the storage", { datastore: "fast" }, "datastore", "pve1 has no storage fast; it has local, local-lvm"],
  [
    "what a storage is for",
    { datastore: "local" },
    "datastore",
    "the storage local of pve1 is for backup,import,iso,snippets,vztmpl, not for images: add it to its content types",
  ],
  [
    "the image",
    { image: { fileId: "local:import/none.qcow2" } },
    "image",
    `pve1 has no image local:import/none.qcow2; it has ${IMAGE}`,
  ],
  [
    "an address in use",
    { address: "127.0.0.1/8" },
    "address",
    "127.0.0.1 is in use already: a machine answers there on port 22. Two holders of one address cut each other off",
  ],
])("%s is a mistake that is told before anything is made", async (_what, change, property, reason) => {
  expect(await failures(change)).toEqual([{ property, reason }]);
});

test("an image that is there is found", async () => {
  expect(await failures({ image: { fileId: IMAGE } })).toEqual([]);
});

test.each<[string, Fault, string, string]>([
  [
    "a node that is down",
    { kind: "node-down", node: "pve1" },
    "proxmoxNode",
    "the Proxmox node pve1 is offline",
  ],
  [
    "a missing privilege",
    { kind: "missing-privilege", user: "pulumi@pve", privilege: "VM.Allocate" },
    "apiToken",
    `the token ${token} lacks VM.Allocate on /vms/101. ${roles}`,
  ],
  [
    "no way out for downloads",
    { kind: "missing-privilege", user: "pulumi@pve", privilege: "Sys.AccessNetwork" },
    "apiToken",
    `the token ${token} lacks Sys.AccessNetwork or Sys.Modify on /nodes/pve1. ${roles}`,
  ],
  [
    "a refusal",
    { kind: "answer", status: 500, message: "got no worker", path: "/nodes" },
    "endpoint",
    "Proxmox refuses GET /nodes (500): got no worker",
  ],
])("%s is told before anything is made", async (_what, fault, property, reason) => {
  proxmox.datacenter.faults.add(fault);
  expect(await failures()).toEqual([{ property, reason }]);
});

test("a wrong token is told without its secret", async () => {
  const { endpoint } = proxmox.api;
  const [failure, ...more] = await failures({ apiToken: `${token}=wrong-secret` });
  expect([failure, more]).toEqual([
    {
      property: "apiToken",
      reason: `Proxmox at ${endpoint.slice(0, -1)} does not take the API token ${token}: invalid token value!. Give one that is there (Datacenter, Permissions, API Tokens), as user@realm!name=secret.`,
    },
    [],
  ]);
});

test("a certificate that nobody vouches for is refused with its fingerprint, and another one than the pinned", async () => {
  const { fingerprint } = proxmox.api;
  const [unchecked] = await failures({ fingerprint: undefined });
  expect(unchecked).toMatchObject({
    property: "endpoint",
    reason: expect.stringContaining(fingerprint) as string,
  });
  const other = fingerprint.replace(/^../, (pair) => (pair === "00" ? "01" : "00"));
  const [pinned] = await failures({ fingerprint: other });
  expect(pinned?.reason).toContain(`has the fingerprint ${fingerprint}, and ${other} is given`);
  expect(await failures({ fingerprint: undefined, insecure: true })).toEqual([]);
});

test("a Proxmox that does not answer is told at the endpoint", async () => {
  await proxmox.server.close();
  const [failure] = await failures();
  expect(failure?.property).toEqual("endpoint");
  expect(failure?.reason).toMatch(/^Unable to reach Proxmox at https:\/\/127\.0\.0\.1:\d+: .*ECONNREFUSED/);
  proxmox = await serveProxmox();
});

test("what is not known yet is not asked for", async () => {
  expect(await failures({ vmId: unknown, proxmoxNode: unknown, image: unknown })).toEqual([]);
  await proxmox.server.close();
  expect(await failures({ endpoint: unknown })).toEqual([]);
  proxmox = await serveProxmox();
});

test.each(["pve1", "pve2"])("a stranger's machine on %s under the number is refused", async (node) => {
  await proxmox.make(node, 101, "99999999-2222-4333-8444-555555555555");
  const reason = `101 is taken by VM 101 "vm101" on ${node}, which this stack did not make; it is not touched. Choose a free number`;
  expect(await failures()).toEqual([{ property: "vmId", reason }]);
  await expect(create({ ...args, mark: MARK })).rejects.toThrow(`vmId: ${reason}`);
});

test("a machine that the token may not see is a stranger's", async () => {
  await proxmox.make("pve2", 101, MARK);
  proxmox.datacenter.faults.add({ kind: "missing-privilege", user: "pulumi@pve", privilege: "VM.Audit" });
  expect((await failures()).map(({ property }) => property)).toEqual(["apiToken", "vmId"]);
});

test.each(["stopped", "running"])(
  "a %s machine with our mark is ours and goes with the claim",
  async (state) => {
    await proxmox.make("pve1", 101, MARK.toUpperCase());
    if (state === "running") await proxmox.task("POST", "/nodes/pve1/qemu/101/status/start");
    expect(await failures()).toEqual([]);
    await remove("101", { ...args, mark: MARK });
    expect([...proxmox.machines.all.keys()]).toEqual([]);
  },
);

test("a stranger's machine stays when the claim goes", async () => {
  await proxmox.make("pve1", 101, "99999999-2222-4333-8444-555555555555");
  await remove("101", { ...args, mark: MARK });
  expect([...proxmox.machines.all.keys()]).toEqual([101]);
});

test("a claim stays while its machine is locked", async () => {
  await proxmox.make("pve1", 101, MARK);
  await proxmox.task("POST", "/nodes/pve1/qemu/101/status/start");
  proxmox.datacenter.faults.add({ kind: "locked", vmid: 101, lock: "backup" });
  await expect(remove("101", { ...args, mark: MARK })).rejects.toThrow(
    "Proxmox did not finish qmstop: VM is locked (backup)",
  );
  expect([...proxmox.machines.all.keys()]).toEqual([101]);
});
