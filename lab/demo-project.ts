import { spawn } from "node:child_process";
import { X509Certificate } from "node:crypto";
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { environment, LabFailure, succeed } from "./command.js";
import { type Platform, proxmoxSettings } from "./demo-platform.js";
import { type Table } from "./demo-table.js";
import { watch } from "./demo-watch.js";
import { type Lab } from "./lab.js";

// The demo's stacks of the root program; the settings of each are in the clone's Pulumi.<stack>.yaml.
const STACKS: Readonly<Record<Platform, string>> = { proxmox: "lab", hosts: "lab-hosts" };

const CLONE = join(__dirname, "../..");
// Beside the tracked files, not in them: Pulumi writes into a project's folder.
const FOLDER = join(CLONE, ".demo");

// The lab's own default. No one outside of this machine can reach a node with it.
const HACLUSTER_PASSWORD = "hacluster";
// It guards that one password, in a folder that is thrown away.
const PASSPHRASE = "demo";

// The flag that writes the engine's own events is only there with this.
const EVENTS = { PULUMI_DEBUG_COMMANDS: "true" };
const SIGNALS = ["SIGINT", "SIGTERM"] as const;

/** Whether an earlier demo has left its project. */
export function hasProject(): boolean {
  return existsSync(join(FOLDER, "Pulumi.yaml"));
}

/** Removes the demo's project with its state. */
export function removeProject(): void {
  rmSync(FOLDER, { recursive: true, force: true });
}

/** What the pair of an earlier demo is made of; nothing where there is none. */
export function earlierPlatform(): Platform | undefined {
  return (["proxmox", "hosts"] as const).find((platform) => existsSync(join(FOLDER, settingsOf(platform))));
}

/** Makes the demo's project: the root program, with settings and a state of its own; what is there already stays. */
export async function makeProject(lab: Lab, platform: Platform): Promise<void> {
  for (const name of ["home", "state"]) mkdirSync(join(FOLDER, name), { recursive: true, mode: 0o700 });
  const project = readFileSync(join(CLONE, "Pulumi.yaml"), "utf8");
  writeFileSync(join(FOLDER, "Pulumi.yaml"), project.replace(/^main: /m, "main: ../"));
  const file = settingsOf(platform);
  if (!existsSync(join(FOLDER, file))) copyFileSync(join(CLONE, file), join(FOLDER, file));
  await quietly(lab, ["stack", "select", "--create", STACKS[platform]]);
  await quietly(lab, ["config", "set", "--secret", "haclusterPassword"], HACLUSTER_PASSWORD);
  const proxmox = await proxmoxSettings(platform);
  if (!proxmox) return;
  await quietly(lab, ["config", "set", "--secret", "proxmoxToken"], proxmox.token);
  const certificate = new X509Certificate(readFileSync(proxmox.certificateFile));
  const key = readFileSync(proxmox.publicKeyFile, "utf8").trim();
  await quietly(lab, ["config", "set", "--path", "proxmox.fingerprint", certificate.fingerprint256]);
  await quietly(lab, ["config", "set", "--path", "proxmox.sshPublicKeys[0]", key]);
}

/** Takes away the lock that a run which was killed has left. */
export async function unlock(lab: Lab): Promise<void> {
  const locks = join(FOLDER, "state/.pulumi/locks");
  const left = existsSync(locks) ? readdirSync(locks, { recursive: true }) : [];
  const stack = STACKS[earlierPlatform() ?? "proxmox"];
  if (left.some((name) => String(name).endsWith(".json"))) await quietly(lab, ["cancel", "--yes", stack]);
}

function settingsOf(platform: Platform): string {
  return `Pulumi.${STACKS[platform]}.yaml`;
}

/** Runs Pulumi on the demo's stack, where it reaches the nodes, in this terminal; answers its exit code. */
export async function pulumi(lab: Lab, words: readonly string[]): Promise<number> {
  return (await ran(lab, words, "inherit")).code;
}

/**
 * Runs `pulumi up` and shows what it makes while it makes it.
 * @throws LabFailure with all that Pulumi said, when it fails
 */
export async function watchedUp(lab: Lab): Promise<Table> {
  // It holds what the state holds, but not encrypted.
  const log = join(FOLDER, "home/events.json");
  rmSync(log, { force: true });
  const watched = watch(log);
  const words = ["up", "--yes", "--skip-preview", "--non-interactive", "--event-log", log];
  const { code, output } = await ran(lab, words, "pipe", EVENTS);
  const table = watched.stop();
  rmSync(log, { force: true });
  if (code !== 0) throw new LabFailure(`pulumi up ended with exit code ${code}:\n${output}`);
  return table;
}

async function ran(
  lab: Lab,
  words: readonly string[],
  stdio: "inherit" | "pipe",
  added: Readonly<Record<string, string>> = {},
): Promise<{ readonly code: number; readonly output: string }> {
  const [program = "", ...rest] = lab.inNamespace(["pulumi", "-C", FOLDER, ...words]);
  const env = { ...environment(), ...(await settings()), ...added };
  const child = spawn(program, rest, { env, stdio: stdio === "inherit" ? stdio : ["ignore", stdio, stdio] });
  let output = "";
  for (const stream of [child.stdout, child.stderr])
    stream?.setEncoding("utf8").on("data", (part: string) => (output += part));
  // A terminal interrupts the whole group, and Pulumi takes a second interrupt for "at once".
  const interrupt = () => process.stdin.isTTY || child.kill("SIGINT");
  for (const signal of SIGNALS) process.on(signal, interrupt);
  try {
    const code = await new Promise<number>((resolve, reject) => {
      child.on("error", reject).on("close", (ended) => resolve(ended ?? 130));
    });
    return { code, output };
  } finally {
    for (const signal of SIGNALS) process.off(signal, interrupt);
  }
}

async function quietly(lab: Lab, words: readonly string[], stdin = ""): Promise<void> {
  const argv = lab.inNamespace(["pulumi", "-C", FOLDER, "--non-interactive", ...words]);
  await succeed(argv, { stdin, env: await settings() });
}

async function settings(): Promise<Record<string, string>> {
  const { pulumiBin, pulumiEnvironment } = await import("../tools/pulumi.mjs");
  const [home, state] = [join(FOLDER, "home"), join(FOLDER, "state")];
  const bin = await pulumiBin();
  const added = pulumiEnvironment({ home, state, passphrase: PASSPHRASE, bin });
  const proxmox = await proxmoxSettings(earlierPlatform() ?? "hosts");
  // The plugin takes its authorities from here.
  const trusting = proxmox && { SSL_CERT_FILE: proxmox.certificateFile };
  const path = [...(proxmox ? [proxmox.plugin] : []), bin, environment()["PATH"]].join(":");
  return { ...added, ...trusting, PATH: path };
}
