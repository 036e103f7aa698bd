import { deepEqual, equal, ok } from "node:assert/strict";
import { up as upLab } from "../../lab/index.js";
import { down, type Proxmox, up } from "../../lab/proxmox/index.js";
import { labName } from "./lab-name.js";
import { answers, containers, greeting, namespaces, traces, until } from "./lab-seen.js";
import { IMAGE, Machine, task } from "./proxmox/machine.js";
import { type Case } from "./suite.js";

const LAB = labName("proxmox");
const OTHER = labName("adopted");

let proxmox: Proxmox;

const ONE = new Machine(() => proxmox, 101, "one", "pve1", "192.168.0.113");
const TWO = new Machine(() => proxmox, 102, "two", "pve2", "192.168.0.114");

/** The lab's Proxmox API: its machines are real, and do what machines on Proxmox do. */
export const cases: readonly Case[] = [
  { name: "a machine made from an image lets in who has the key", core: true, run: made },
  { name: "a suspended machine is silent, and goes on as if nothing had been", core: true, run: suspended },
  { name: "the hosts file is written anew at each boot, its own name on loopback", run: hostsFile },
  { name: "other cloud-init data make another instance with other host keys", run: anotherInstance },
  { name: "one that switches itself off is seen to be off, its address gone", run: offFromInside },
  { name: "an upgrade at the first boot holds the package lock", run: upgrading },
  { name: "fence_pve tells, switches off, switches on and restarts", run: fencing },
  { name: "fence_pve cannot switch off a machine that is locked by a backup", run: lockedByBackup },
  { name: "a Proxmox node that loses its power takes its machine with it", run: powerLost },
  { name: "a removed machine leaves nothing", core: true, run: removed },
  { name: "the nodes of a lab that runs already are machines too", run: adopted },
];

/** Starts the lab's Proxmox with an image on both of its nodes. */
export async function before(): Promise<void> {
  for (const name of [LAB, OTHER]) await down(name, ignore);
  proxmox = await up({ name: LAB, say: ignore });
  const image = { content: "import", filename: IMAGE, url: `https://images.example/${IMAGE}` };
  for (const node of ["pve1", "pve2"])
    await task(proxmox, "POST", `/nodes/${node}/storage/local/download-url`, image);
}

/** Takes it down; nothing of it is left. */
export async function after(): Promise<void> {
  for (const name of [LAB, OTHER]) await down(name, ignore);
  deepEqual([...traces(LAB), ...traces(OTHER)], []);
}

async function made(): Promise<void> {
  await ONE.make({ ciupgrade: "0" });
  equal(ONE.output("cloud-init", "status", "--wait").split("\n").at(-1), "status: done");
  equal(ONE.output("hostname", "--fqdn"), "one.lab.example");
  ok(ONE.output("ip", "-brief", "link", "show", "eth0").includes("bc:24:11:00:00:65"));
}

async function suspended(): Promise<void> {
  const boot = ONE.boot();
  await ONE.power("suspend");
  equal(answers(proxmox.lab, ONE.address), false);
  deepEqual(await ONE.status(), ["running", "paused"]);
  await ONE.power("resume");
  await until(() => answers(proxmox.lab, ONE.address), 20);
  equal(ONE.boot(), boot);
}

async function hostsFile(): Promise<void> {
  const [boot, key] = [ONE.boot(), ONE.hostKey()];
  ONE.output("sudo", "sed", "-i", "'$a 192.168.0.114 two'", "/etc/hosts");
  equal(ONE.output("getent", "hosts", "two"), "192.168.0.114   two");
  ONE.output("sudo", "systemctl", "--no-block", "reboot");
  await ONE.booted(boot);
  equal(ONE.ssh("getent", "hosts", "two").status, 2);
  equal(ONE.output("getent", "hosts", "one"), "127.0.1.1       one.lab.example one");
  equal(ONE.hostKey(), key);
}

async function anotherInstance(): Promise<void> {
  const [boot, key] = [ONE.boot(), ONE.hostKey()];
  const form = { nameserver: "192.168.0.2" };
  equal((await proxmox.call({ method: "PUT", path: `${ONE.path}/config`, form })).status, 200);
  equal((await proxmox.call({ method: "PUT", path: `${ONE.path}/cloudinit` })).status, 200);
  await ONE.power("reboot");
  await ONE.booted(boot);
  ok(ONE.hostKey() !== key);
}

async function offFromInside(): Promise<void> {
  ONE.output("sudo", "systemctl", "--no-block", "poweroff");
  await until(() => containers(LAB).length === 0 && namespaces(LAB).length === 1, 60);
  deepEqual(await ONE.status(), ["stopped", "stopped"]);
  equal(answers(proxmox.lab, ONE.address), false);
  await ONE.power("start");
  await ONE.booted();
}

async function upgrading(): Promise<void> {
  await TWO.make();
  const lock = "/var/lib/dpkg/lock-frontend";
  const isHeld = () => TWO.ssh("sudo", "fuser", "--silent", lock).status === 0;
  await until(isHeld, 60);
  const { status, stderr } = TWO.ssh("sudo", "apt-get", "install", "--yes", "fence-agents");
  deepEqual([status, stderr.includes(`Could not get lock ${lock}`)], [100, true]);
  equal(TWO.output("cloud-init", "status", "--wait").split("\n").at(-1), "status: done");
  equal(isHeld(), false);
}

async function fencing(): Promise<void> {
  TWO.output("sudo", "apt-get", "install", "--yes", "--quiet", "--no-install-recommends", "fence-agents");
  deepEqual(fence("status"), { code: 0, said: "Status: ON" });
  deepEqual(fence("off"), { code: 0, said: "Success: Powered OFF" });
  deepEqual(containers(LAB), ["two"]);
  deepEqual(fence("status"), { code: 2, said: "Status: OFF" });
  deepEqual(fence("on"), { code: 0, said: "Success: Powered ON" });
  await ONE.booted();
  const boot = ONE.boot();
  deepEqual(fence("reboot"), { code: 0, said: "Success: Rebooted" });
  await ONE.booted(boot);
}

async function lockedByBackup(): Promise<void> {
  const fault = await proxmox.break({ kind: "locked", vmid: ONE.vmid, lock: "backup" });
  const { code, said } = fence("off", "--power-timeout=3");
  deepEqual([code, said.includes("Timed out waiting to power OFF")], [1, true]);
  deepEqual(containers(LAB), ["one", "two"]);
  await proxmox.mend(fault);
}

async function powerLost(): Promise<void> {
  await proxmox.break({ kind: "node-down", node: ONE.node, power: "lost" });
  deepEqual(containers(LAB), ["two"]);
  const { status, reason } = await proxmox.call({ method: "GET", path: `${ONE.path}/status/current` });
  deepEqual([status, reason], [595, "No route to host"]);
  await proxmox.mend();
  await ONE.booted();
}

async function removed(): Promise<void> {
  if (containers(LAB).includes("one")) await ONE.power("stop");
  equal(answers(proxmox.lab, ONE.address), false);
  await task(proxmox, "DELETE", `${ONE.path}/?purge=1`);
  const path = `/nodes/${ONE.node}/storage/local-lvm/content`;
  deepEqual((await proxmox.call({ method: "GET", path })).body, { data: [] });
  const left = traces(LAB).filter((trace) => /[./-]one\b/.test(trace));
  deepEqual(left, []);
}

async function adopted(): Promise<void> {
  const lab = await upLab({ name: OTHER, nodes: 1, say: ignore });
  const other = await up({ name: OTHER, say: ignore });
  const node = { vmid: 101, node: "pve1", name: "testdb01" };
  deepEqual(await other.machines(), [{ ...node, state: "running" }]);
  await task(other, "POST", "/nodes/pve1/qemu/101/status/stop");
  deepEqual([containers(OTHER), answers(lab, "192.168.0.113")], [[], false]);
  await task(other, "POST", "/nodes/pve1/qemu/101/status/start");
  await until(() => answers(lab, "192.168.0.113") && greeting(lab, "192.168.0.113") !== undefined, 120);
  deepEqual(await other.machines(), [{ ...node, state: "running" }]);
}

function fence(action: string, ...options: readonly string[]) {
  const { user, password } = proxmox.fenceUser;
  const who = [`--username=${user}`, `--password=${password}`, "--ip=192.168.0.1", "--ssl-insecure"];
  const what = [`--plug=${ONE.vmid}`, "--pve-node-auto", `--action=${action}`, "--shell-timeout=30"];
  const { status, stdout, stderr } = TWO.ssh("/usr/sbin/fence_pve", ...who, ...what, ...options);
  return { code: status, said: `${stdout}${stderr}`.trim() };
}

function ignore(): void {}
