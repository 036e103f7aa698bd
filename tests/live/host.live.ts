import { deepEqual, match, ok } from "node:assert/strict";
import {
  addressOf,
  bootHosts,
  holdLock,
  notReady,
  on,
  OTHER_PASSWORD,
  PASSWORD,
  programOn,
  ready,
  repaired,
  said,
  takeDown,
  TEMPLATE,
  TEMPLATE_TEXT,
  theHosts,
} from "./host/hosts.js";
import { changesIn } from "./pair/pair.js";
import type { Case } from "./suite.js";

const NODES = ["testdb01", "testdb02"] as const;
const service = "--remove-service=high-availability";

/** What people undo by hand: the step that it touches, what it is, a command and its stdin. */
const undone: readonly (readonly [string, string, readonly string[], string?])[] = [
  ["pcsd", "pcsd was stopped", ["systemctl", "disable", "--now", "pcsd"]],
  ["password", "the password was changed", ["chpasswd"], `hacluster:${OTHER_PASSWORD}\n`],
  ["hosts", "an entry left the hosts file", ["sed", "-i", "/192.168.0.114/d", "/etc/hosts"]],
  ["hosts", "cloud-init's template was overwritten", ["tee", TEMPLATE], TEMPLATE_TEXT],
  ["packages", "a package was removed", ["apt-get", "remove", "--yes", "fence-agents"]],
  ["firewall", "the firewall was closed", ["firewall-cmd", service]],
  ["firewall", "the firewall closes at its next start", ["firewall-cmd", "--permanent", service]],
];

/** Hosts without anything of a cluster become ready for one, and stay so. */
export const cases: readonly Case[] = [
  { name: "bare hosts become ready, also one that boots late", core: true, run: fromBare },
  { name: "hosts that are ready are left alone by up and refresh", core: true, run: unchanged },
  { name: "the hosts file that cloud-init makes of its template names the nodes", run: rendered },
  ...undone.map(([step, what, argv, stdin], index) => ({
    name: `${what}: seen by refresh, repaired alone by up`,
    core: index === 0,
    run: () => drift(step, argv, stdin),
  })),
  { name: "whoever holds the packages' lock is waited for", run: heldLock },
  { name: "a lock that is not given up is an error that names its holder", run: lockForEver },
  { name: "cloud-init is waited for", run: cloudInit },
  { name: "a new password is set on both hosts, and nothing else", run: newPassword },
  { name: "all packages are brought up to date once", run: updated },
  { name: "the hosts become a pair, which is no drift of theirs", core: true, run: pair },
  { name: "destroyed hosts keep what is installed and lose the nodes' names", core: true, run: destroyed },
];

/** Boots hosts without a cluster's software. */
export const before = bootHosts;

/** Takes hosts and stack down. */
export const after = takeDown;

async function fromBare(): Promise<void> {
  const { lab, stack } = theHosts();
  await lab.powerOff("testdb02");
  const [outcome] = await Promise.all([stack.up(), bootedLate()]);
  deepEqual(
    changesIn(outcome).filter((change) => change.includes("PacemakerHost")),
    NODES.map((name) => `create PacemakerHost ${name}`),
  );
  match(outcome.output, /PacemakerHost testdb01: packages: pcs, .* not installed/);
  for (const text of [outcome.output, await stack.stateFile()]) ok(!text.includes(PASSWORD));
  for (const name of NODES) await ready(name, PASSWORD);
}

// Long after a preview's look has given up; what is installed on the other host by then tells that the run is on its way.
async function bootedLate(): Promise<void> {
  while ((await on("testdb01", ["ls", "/usr/bin/python3"], "", true)) === "")
    await new Promise((resolve) => setTimeout(resolve, 1000));
  await theHosts().lab.powerOn("testdb02");
}

async function unchanged(): Promise<void> {
  const { stack } = theHosts();
  const outcome = await stack.up();
  deepEqual([changesIn(outcome), said(outcome)], [[], []]);
  deepEqual(changesIn(await stack.refresh()), []);
}

async function rendered(): Promise<void> {
  const names = ["-e", "s/{{fqdn}}/testdb01.local/", "-e", "s/{{hostname}}/testdb01/"];
  const text = await on("testdb01", ["sed", "-e", "1d", ...names, TEMPLATE]);
  await on("testdb01", ["tee", "/etc/hosts"], `${text}\n`);
  deepEqual(await addressOf("testdb01", "testdb01"), "192.168.0.113");
  deepEqual(changesIn(await theHosts().stack.refresh()), []);
}

async function drift(step: string, argv: readonly string[], stdin?: string): Promise<void> {
  const { stack } = theHosts();
  await on("testdb01", argv, stdin);
  deepEqual(changesIn(await stack.refresh()), ["update PacemakerHost testdb01"]);
  deepEqual(await notReady("testdb01"), [step]);
  const outcome = await stack.up();
  deepEqual(changesIn(outcome), ["update PacemakerHost testdb01"]);
  deepEqual(said(outcome), [`testdb01 ${step}`]);
  deepEqual(await notReady("testdb01"), []);
  await ready("testdb01", PASSWORD);
}

async function heldLock(): Promise<void> {
  await on("testdb02", ["apt-get", "remove", "--yes", "fence-agents"]);
  await holdLock("testdb02", 40);
  const { output } = await repaired("testdb02");
  match(output, /testdb02: waiting: python3 \(process \d+\) holds the lock of the packages/);
  await ready("testdb02", PASSWORD);
}

async function lockForEver(): Promise<void> {
  const { lab, stack } = theHosts();
  await on("testdb02", ["apt-get", "remove", "--yes", "fence-agents"]);
  await holdLock("testdb02", 3600);
  await stack.program(programOn(lab, { waitTimeout: 3 }));
  deepEqual(changesIn(await stack.refresh()), ["update PacemakerHost testdb02"]);
  const { code, output } = await stack.up();
  deepEqual(code !== 0, true);
  match(output, /Unable to prepare testdb02: after 3 s still python3 \(process \d+\) holds the lock/);
  await on("testdb02", ["systemctl", "stop", "held"]);
  await stack.program(programOn(lab));
  deepEqual((await stack.up()).code, 0);
  await ready("testdb02", PASSWORD);
}

async function cloudInit(): Promise<void> {
  const done = "/run/cloud-init/result.json";
  await on("testdb01", ["mkdir", "-p", "/run/cloud-init"]);
  await on("testdb01", ["touch", "/run/cloud-init/enabled"]);
  await on("testdb01", ["systemctl", "stop", "pcsd"]);
  await on("testdb01", ["systemd-run", "--collect", "--on-active=40", "touch", done]);
  match((await repaired("testdb01")).output, /testdb01: waiting: cloud-init is at work/);
  deepEqual(await on("testdb01", ["ls", done]), done);
  await ready("testdb01", PASSWORD);
}

async function newPassword(): Promise<void> {
  const { stack } = theHosts();
  await stack.configure({}, { password: OTHER_PASSWORD });
  const outcome = await stack.up();
  deepEqual(
    changesIn(outcome),
    NODES.map((name) => `update PacemakerHost ${name}`),
  );
  deepEqual(
    said(outcome),
    NODES.map((name) => `${name} password`),
  );
  for (const name of NODES) await ready(name, OTHER_PASSWORD);
}

async function updated(): Promise<void> {
  const { lab, stack } = theHosts();
  await stack.program(programOn(lab, { update: true }));
  const first = await stack.up();
  deepEqual([first.code, /testdb02: updating all packages/.test(first.output)], [0, true]);
  await stack.program(programOn(lab, { update: true, waitTimeout: 500 }));
  const second = await stack.up();
  deepEqual([second.code, /updating all packages/.test(second.output)], [0, false]);
  await stack.program(programOn(lab));
  deepEqual((await stack.up()).code, 0);
}

async function pair(): Promise<void> {
  const { lab, stack } = theHosts();
  await stack.program(programOn(lab, {}, true));
  deepEqual(changesIn(await stack.up()), ["create PcsCluster testdb"]);
  match(await on("testdb01", ["pcs", "status", "nodes"]), /Online: testdb01 testdb02/);
  deepEqual(changesIn(await stack.refresh()), []);
  const again = await stack.up();
  deepEqual([changesIn(again), said(again)], [[], []]);
}

async function destroyed(): Promise<void> {
  deepEqual((await theHosts().stack.destroy()).code, 0);
  for (const name of NODES) {
    deepEqual(await on(name, ["cat", TEMPLATE]), TEMPLATE_TEXT.trim());
    ok(!(await on(name, ["cat", "/etc/hosts"])).includes("pulumi-pacemaker"));
    deepEqual(await on(name, ["systemctl", "is-active", "pcsd"]), "active");
  }
}
