import { serveProxmox, type ServedProxmox } from "../../../tests/fixtures/proxmox.js";
import { startHost, type ScriptedHost } from "../../../tests/scripted-host.js";
import { newKey } from "../../../tests/scripted-login.js";
import { managedVerbs } from "../../lifecycle/managed-verbs.js";
import { disconnect } from "../../ssh/index.js";
import { proxmoxGuest } from "./proxmox-guest.js";

const MARK = "11111111-2222-4333-8444-555555555555";
const { check, create, delete: remove, diff, read, update } = managedVerbs(proxmoxGuest);

const hosts: ScriptedHost[] = [];
let proxmox: ServedProxmox;
beforeEach(async () => {
  proxmox = await serveProxmox();
});
afterEach(async () => {
  await proxmox.server.close();
  await disconnect();
  await Promise.all(hosts.splice(0).map((host) => host.close()));
});

async function guestHost(port?: number): Promise<ScriptedHost> {
  const host = await startHost({
    ...{ hostKeys: [newKey()], answers: ({ argv }) => ({ code: argv.join() === "true" ? 0 : 1 }) },
    ...(port === undefined ? {} : { port }),
  });
  hosts.push(host);
  return host;
}

function argsOf({ ssh: { port, user, password } }: Pick<ScriptedHost, "ssh">) {
  return {
    ...{ ...proxmox.api, vmId: 101, mark: MARK },
    ...{ identity: { image: "a" }, restart: { memory: 2048 }, seed: { userName: "debian" } },
    ...{ name: "testdb01", address: "127.0.0.1", ssh: { port, user, password }, bootTimeout: 5 },
  };
}

/** Another machine at the address, or the same one with other keys. */
async function setUpAnew(host: ScriptedHost): Promise<ScriptedHost> {
  await host.close();
  hosts.splice(hosts.indexOf(host), 1);
  return guestHost(host.port);
}

test("the key of a guest is pinned at first contact", async () => {
  await proxmox.make("pve1", 101, MARK);
  const host = await guestHost();
  const args = argsOf(host);
  expect(await create(args)).toEqual({ id: "101", outs: { ...args, hostKey: host.hostKey } });
});

test("a guest that was only restarted must show the key that it had", async () => {
  await proxmox.make("pve1", 101, MARK);
  const before = await guestHost();
  const args = argsOf(before);
  const { outs } = await create(args);
  const restarted = { ...args, restart: { memory: 4096 } };
  expect((await update("101", outs, restarted)).outs).toEqual({ ...restarted, hostKey: before.hostKey });
  await setUpAnew(before);
  await expect(update("101", outs, restarted)).rejects.toThrow("Unable to trust testdb01");
});

test("a guest that cloud-init was told something new has another key, which is pinned anew", async () => {
  await proxmox.make("pve1", 101, MARK);
  const before = await guestHost();
  const args = argsOf(before);
  const { outs } = await create(args);
  const after = await setUpAnew(before);
  const changed = { ...args, seed: { userName: "debian", dnsServers: ["10.0.0.1"] } };
  expect((await update("101", outs, changed)).outs).toEqual({ ...changed, hostKey: after.hostKey });
});

test("a guest that never boots is told with what to look at", async () => {
  await proxmox.make("pve1", 101, MARK);
  const host = await guestHost();
  const args = { ...argsOf(host), bootTimeout: 1 };
  await host.close();
  hosts.pop();
  await expect(create(args)).rejects.toThrow(
    /^VM 101 is there, and testdb01 does not let us in within 1 s: .* Look at its console in Proxmox: /s,
  );
});

test("a guest of a machine that is not ours is not met, and is kept to stand before that machine", async () => {
  await proxmox.make("pve2", 101, "99999999-2222-4333-8444-555555555555");
  const args = argsOf({ ssh: { host: "n1" } });
  const failure: unknown = await create(args).catch((error: unknown) => error);
  expect(failure).toMatchObject({
    ...{ name: "HalfDone", id: "101", properties: { ...args, ssh: {} } },
    message:
      'vmId 101 is not the machine that was made for testdb01, but VM 101 "vm101" on pve2: somebody else took the number at the same time. Choose another vmId; take testdb01\'s machine and guest out of the state first (`pulumi state delete`).',
  });
});

test("what a change does to a machine that runs is told in the preview", async () => {
  const args = { ...argsOf({ ssh: { host: "n1" } }), networks: ["vmbr0"] };
  const said = jest.spyOn(process.stdout, "write").mockReturnValue(true);
  await diff("101", args, { ...args, networks: ["vmbr2 VLAN 20"] });
  await diff("101", args, { ...args, restart: { memory: 4096 } });
  const lines = said.mock.calls.map(([line]) => line);
  said.mockRestore();
  expect(lines).toEqual([
    "ProxmoxGuest 101: testdb01 is plugged into vmbr2 VLAN 20 while it runs\n",
    "ProxmoxGuest 101: testdb01 is restarted\n",
  ]);
});

test("seconds that are none are a mistake", async () => {
  const { failures } = await check({}, { ...argsOf({ ssh: { host: "n1" } }), bootTimeout: 0 });
  expect(failures).toEqual([{ property: "bootTimeout", reason: "0 is not a number of seconds" }]);
});

test("a guest goes when its machine is ours or has gone, and stands before a stranger's", async () => {
  const args = argsOf({ ssh: { host: "n1" } });
  await remove("101", args);
  await proxmox.make("pve1", 101, MARK);
  await remove("101", args);
  await proxmox.make("pve2", 102, "99999999-2222-4333-8444-555555555555");
  const failure: unknown = await remove("102", { ...args, vmId: 102 }).catch((error: unknown) => error);
  expect((failure as Error).message).toEqual(
    'vmId 102 is now VM 102 "vm102" on pve2, which this stack did not make: it is not touched. Take testdb01\'s machine and guest out of the state (`pulumi state delete`), and choose another vmId.',
  );
  expect([...proxmox.machines.all.keys()]).toEqual([101, 102]);
});

test("a guest is gone when its machine is, and stays when a stranger's machine has its number", async () => {
  const args = argsOf({ ssh: { host: "n1" } });
  const outs = { ...args, hostKey: "ssh-ed25519 AAAA" };
  const gone = await read("101", outs);
  await proxmox.make("pve2", 101, "99999999-2222-4333-8444-555555555555");
  const there = await read("101", outs);
  expect([gone, there]).toEqual([{}, { id: "101", inputs: args, props: outs }]);
});
