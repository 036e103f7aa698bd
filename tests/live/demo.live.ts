import { deepEqual, match } from "node:assert/strict";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { run } from "../../lab/command.js";
import { open, status } from "../../lab/index.js";
import { answers, traces } from "./lab-seen.js";
import type { Case } from "./suite.js";

const CLONE = join(__dirname, "../../..");
const DEMO = join(CLONE, "dist/lab/demo.js");
const SERVICE_IP = "192.168.0.115";

let ours = false;
let tracked: readonly string[] = [];

/** What a newcomer sees first. */
export const cases: readonly Case[] = [
  { name: "the demo ends with the service IP answering, from one node", core: true, run: whole },
  { name: "a second demo finds nothing to change", core: true, run: again },
  { name: "the demo changes no tracked file", core: true, run: untouched },
  { name: "demo:down leaves nothing", core: true, run: gone },
  {
    name: "without a Proxmox plugin or Go modules the pair is made of two prepared hosts",
    run: withoutPlugin,
  },
];

/** A demo that somebody is looking at is not ours to take down. */
export async function before(): Promise<void> {
  deepEqual(status("demo"), [], "a demo is on this machine: take it down first (npm run demo:down)");
  ours = true;
  tracked = trackedFiles();
}

/** Also when a case has failed half way. */
export async function after(): Promise<void> {
  if (ours) await demo("down");
}

async function whole(): Promise<void> {
  const said = await demo("up");
  for (const made of ["testdb-testdb02-vm", "testdb-testdb01 ", "testdb-cluster", "testdb-ip"])
    match(said, new RegExp(`Where the time went:[^]*\\n  ${made} +\\w+ +\\|`));
  match(said, /192\.168\.0\.115 answers again after \d+\.\d s, from testdb0[12]\./);
  match(said, /After \d+\.\d s both are members of one cluster, and testdb0[12] alone has it\./);
  const lab = await open("demo");
  deepEqual(answers(lab, SERVICE_IP), true);
  const shown = await Promise.all(
    lab.nodes.map(({ name }) => lab.exec(name, ["ip", "-o", "address", "show", "to", SERVICE_IP])),
  );
  deepEqual(shown.filter(({ stdout }) => stdout !== "").length, 1);
}

async function again(): Promise<void> {
  const said = await demo("up");
  match(said, /There was nothing to do\./);
  deepEqual(answers(await open("demo"), SERVICE_IP), true);
}

async function untouched(): Promise<void> {
  deepEqual(trackedFiles(), tracked);
}

async function gone(): Promise<void> {
  match(await demo("down"), /\d+ deleted/);
  deepEqual(traces("demo"), []);
  deepEqual(existsSync(join(CLONE, ".demo")), false);
}

async function withoutPlugin(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "pulumi-pacemaker-bare-"));
  try {
    const { cachePath } = await import("../../tools/cache.mjs");
    const cache = join(folder, "pulumi-pacemaker");
    mkdirSync(cache);
    // All that is built once but the plugin.
    for (const name of readdirSync(cachePath()).filter((each) => each !== "proxmoxve"))
      symlinkSync(cachePath(name), join(cache, name));
    const path = (process.env["PATH"] ?? "").split(delimiter);
    const env = {
      ...{ XDG_CACHE_HOME: folder, PULUMI_HOME: join(folder, "home"), LAB_PLUGINS: "" },
      PATH: path.filter((each) => !existsSync(join(each, "pulumi-resource-proxmoxve"))).join(delimiter),
      ...{ GOPROXY: "off", GOMODCACHE: join(folder, "modules"), GOFLAGS: "-modcacherw" },
    };
    const said = await demo("up", env);
    match(said, /Unable to build \w+ \(go build, exit \d+\):[^]*GOPROXY=off/);
    match(said, /So without virtual machines: the pair is made of two hosts that are prepared already\./);
    match(said, /After \d+\.\d s both are members of one cluster, and testdb0[12] alone has it\./);
    deepEqual(answers(await open("demo"), SERVICE_IP), true);
    match(await demo("down", env), /\d+ deleted/);
    deepEqual(traces("demo"), []);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function trackedFiles(): readonly string[] {
  return ["Pulumi.yaml", "Pulumi.lab.yaml", "Pulumi.lab-hosts.yaml"].map((name) =>
    readFileSync(join(CLONE, name), "utf8"),
  );
}

async function demo(verb: "up" | "down", env: Readonly<Record<string, string>> = {}): Promise<string> {
  const { code, stdout, stderr } = await run([process.execPath, DEMO, verb], { env });
  deepEqual(code, 0, `demo ${verb} ended with ${code}:\n${stdout}${stderr}`);
  return stdout;
}
