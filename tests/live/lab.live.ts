import { deepEqual, ok } from "node:assert/strict";
import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { down, type Lab, open, status, up } from "../../lab/index.js";
import { labName } from "./lab-name.js";
import { answers, containers, greeting, namespaces, traces, until } from "./lab-seen.js";

const CLI = join(__dirname, "../../lab/cli.js");
const [ONE, TWO] = [labName("one"), labName("two")] as const;

/** The lab itself: that it is what it says, and that nothing is left of it. */
export const cases: { name: string; run: () => Promise<void> }[] = [
  { name: "a second up is quick and says that the lab runs", run: alone(secondUp) },
  { name: "two labs at once have the same addresses and do not see each other", run: alone(twoLabs) },
  { name: "status tells which node is off, and up completes the lab", run: alone(truth) },
  { name: "a pulled cable silences a node, which can still be looked into", run: alone(cable) },
  { name: "a node that restarts itself comes back with its own address only", run: alone(restart) },
  { name: "after kill -9 of an up that boots, down leaves nothing", run: alone(() => killed(booting)) },
  {
    name: "after kill -9 of an up that builds, down leaves nothing",
    run: alone(() => withEmptyCache(killedBuild)),
  },
  { name: "an interrupted up leaves nothing", run: alone(() => interrupted("SIGINT", booting)) },
  { name: "an ended up that builds leaves nothing", run: alone(() => withEmptyCache(interruptedBuild)) },
  { name: "an up after kill -9 of another makes the lab anew", run: alone(upAfterKill) },
];

async function secondUp(): Promise<void> {
  await up({ name: ONE, say: ignore });
  const said: string[] = [];
  const began = Date.now();
  const lab = await up({ name: ONE, say: (line) => said.push(line) });
  ok(Date.now() - began < 1000, `took ${Date.now() - began} ms`);
  deepEqual(said, [`lab ${ONE}: already running`]);
  deepEqual(namespaces(ONE), ["node-testdb01", "node-testdb02", "switch"]);
  deepEqual(
    lab.nodes.map((node) => greeting(lab, node.address)),
    lab.nodes.map((node) => node.hostKey),
  );
}

async function twoLabs(): Promise<void> {
  const labs = await Promise.all([ONE, TWO].map((name) => up({ name, say: ignore })));
  const [one, two] = labs as [Lab, Lab];
  deepEqual(
    one.nodes.map((node) => node.addresses),
    two.nodes.map((node) => node.addresses),
  );
  for (const lab of labs) {
    deepEqual(
      lab.nodes.map((node) => greeting(lab, node.address)),
      lab.nodes.map((node) => node.hostKey),
    );
  }
  deepEqual(new Set([...one.nodes, ...two.nodes].map((node) => node.hostKey)).size, 4);
  await down(ONE, ignore);
  deepEqual(traces(ONE), []);
  deepEqual(namespaces(TWO), ["node-testdb01", "node-testdb02", "switch"]);
  deepEqual(answers(two, "192.168.0.113"), true);
}

async function truth(): Promise<void> {
  const lab = await up({ name: ONE, say: ignore });
  await lab.powerOff("testdb02");
  deepEqual(states(), { state: "degraded", testdb01: true, testdb02: false });
  deepEqual(containers(ONE), ["testdb01"]);
  deepEqual(answers(lab, "192.168.0.114"), false);
  await up({ name: ONE, say: ignore });
  deepEqual(states(), { state: "running", testdb01: true, testdb02: true });
  deepEqual(containers(ONE), ["testdb01", "testdb02"]);
  deepEqual(answers(lab, "192.168.0.114"), true);
  await down(ONE, ignore);
  deepEqual(status(ONE), []);
}

async function cable(): Promise<void> {
  const lab = await up({ name: ONE, say: ignore });
  const both = () => [answers(lab, "192.168.0.113"), answers(lab, "192.168.1.113")];
  await lab.link("testdb01", "down", 0);
  deepEqual(both(), [false, true]);
  await lab.link("testdb01", "down");
  deepEqual(both(), [false, false]);
  deepEqual(await lab.exec("testdb01", ["hostname"]), { code: 0, stdout: "testdb01\n", stderr: "" });
  await lab.link("testdb01", "up");
  deepEqual(both(), [true, true]);
}

async function restart(): Promise<void> {
  const lab = await up({ name: ONE, say: ignore });
  const boot = async () => (await lab.exec("testdb01", ["cat", "/proc/1/stat"])).stdout.split(" ")[21];
  const before = await boot();
  await lab.exec("testdb01", ["ip", "address", "add", "192.168.0.115/24", "dev", "eth0"]);
  deepEqual(answers(lab, "192.168.0.115"), true);
  await lab.exec("testdb01", ["systemctl", "reboot"]);
  await until(() => !answers(lab, "192.168.0.115"), 30);
  await until(() => greeting(lab, "192.168.0.113") === lab.nodes[0]?.hostKey, 60);
  ok((await boot()) !== before);
}

async function killed(reached: () => boolean): Promise<void> {
  const child = start();
  await until(reached, 120);
  child.kill("SIGKILL");
  await ended(child);
  deepEqual(
    status(ONE).map(({ state }) => state),
    ["half-made"],
  );
  deepEqual(spawnSync(process.execPath, [CLI, "down", "--name", ONE]).status, 0);
  deepEqual(traces(ONE), []);
}

async function killedBuild(cache: string): Promise<void> {
  await killed(() => building(cache));
  deepEqual(readdirSync(join(cache, "pulumi-pacemaker/lab/roots")), []);
}

async function interrupted(signal: "SIGINT" | "SIGTERM", reached: () => boolean): Promise<void> {
  const child = start();
  await until(reached, 120);
  child.kill(signal);
  deepEqual(await ended(child), signal === "SIGINT" ? 130 : 143);
  deepEqual(traces(ONE), []);
}

async function interruptedBuild(cache: string): Promise<void> {
  await interrupted("SIGTERM", () => building(cache));
  deepEqual(readdirSync(join(cache, "pulumi-pacemaker/lab/roots")), []);
}

async function upAfterKill(): Promise<void> {
  const child = start();
  await until(booting, 120);
  child.kill("SIGKILL");
  await ended(child);
  await up({ name: ONE, say: ignore });
  deepEqual(containers(ONE), ["testdb01", "testdb02"]);
  deepEqual(
    (await open(ONE)).nodes.map(({ name }) => name),
    ["testdb01", "testdb02"],
  );
}

/** A case begins and ends without labs of its own, however it ends. */
function alone(test: () => Promise<void>): () => Promise<void> {
  return async () => {
    for (const name of [ONE, TWO]) await down(name, ignore);
    try {
      await test();
    } finally {
      for (const name of [ONE, TWO]) await down(name, ignore);
    }
    deepEqual([...traces(ONE), ...traces(TWO)], []);
  };
}

async function withEmptyCache(test: (cache: string) => Promise<void>): Promise<void> {
  const before = process.env["XDG_CACHE_HOME"];
  const cache = mkdtempSync(join(tmpdir(), "lab-cache-"));
  process.env["XDG_CACHE_HOME"] = cache;
  try {
    await test(cache);
  } finally {
    if (before === undefined) delete process.env["XDG_CACHE_HOME"];
    else process.env["XDG_CACHE_HOME"] = before;
    rmSync(cache, { recursive: true, force: true });
  }
}

function booting(): boolean {
  return containers(ONE).length === 2;
}

// Half way: the packages are being unpacked, mmdebstrap has children and mounts of its own.
function building(cache: string): boolean {
  const roots = join(cache, "pulumi-pacemaker/lab/roots");
  return (
    existsSync(roots) && readdirSync(roots).some((name) => existsSync(join(roots, name, "usr/bin/dpkg")))
  );
}

function states(): Record<string, unknown> {
  const [lab] = status(ONE);
  return {
    state: lab?.state,
    ...Object.fromEntries((lab?.nodes ?? []).map((node) => [node.name, node.running])),
  };
}

function start(): ChildProcess {
  return spawn(process.execPath, [CLI, "up", "--name", ONE], { stdio: "ignore" });
}

function ended(child: ChildProcess): Promise<number | null> {
  return new Promise((resolve) => child.on("close", resolve));
}

function ignore(): void {}
