import { spawn } from "node:child_process";
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
import { environment, succeed } from "./command.js";
import { type Lab } from "./lab.js";

/** The lab of the demo. */
export const DEMO_LAB = "demo";

/** The demo's stack of the root program; its settings are the clone's Pulumi.lab.yaml. */
const STACK = "lab";

const CLONE = join(__dirname, "../..");
// Beside the tracked files, not in them: Pulumi writes into a project's folder.
const FOLDER = join(CLONE, ".demo");

// The lab's own default. No one outside of this machine can reach a node with it.
const HACLUSTER_PASSWORD = "hacluster";
// It guards that one password, in a folder that is thrown away.
const PASSPHRASE = "demo";

const SIGNALS = ["SIGINT", "SIGTERM"] as const;

/** Whether an earlier demo has left its project. */
export function hasProject(): boolean {
  return existsSync(join(FOLDER, "Pulumi.yaml"));
}

/** Removes the demo's project with its state. */
export function removeProject(): void {
  rmSync(FOLDER, { recursive: true, force: true });
}

/** Makes the demo's project: the root program, with settings and a state of its own; what is there already stays. */
export async function makeProject(lab: Lab): Promise<void> {
  for (const name of ["home", "state"]) mkdirSync(join(FOLDER, name), { recursive: true, mode: 0o700 });
  const project = readFileSync(join(CLONE, "Pulumi.yaml"), "utf8");
  writeFileSync(join(FOLDER, "Pulumi.yaml"), project.replace(/^main: /m, "main: ../"));
  const config = `Pulumi.${STACK}.yaml`;
  if (!existsSync(join(FOLDER, config))) copyFileSync(join(CLONE, config), join(FOLDER, config));
  await quietly(lab, ["stack", "select", "--create", STACK]);
  await quietly(lab, ["config", "set", "--secret", "haclusterPassword"], HACLUSTER_PASSWORD);
}

/** Takes away the lock that a run which was killed has left. */
export async function unlock(lab: Lab): Promise<void> {
  const locks = join(FOLDER, "state/.pulumi/locks");
  const left = existsSync(locks) ? readdirSync(locks, { recursive: true }) : [];
  if (left.some((name) => String(name).endsWith(".json"))) await quietly(lab, ["cancel", "--yes", STACK]);
}

/** Runs Pulumi on the demo's stack, where it reaches the nodes, in this terminal; answers its exit code. */
export async function pulumi(lab: Lab, words: readonly string[]): Promise<number> {
  const [program = "", ...rest] = lab.inNamespace(["pulumi", "-C", FOLDER, ...words]);
  const env = { ...environment(), ...(await settings()) };
  const child = spawn(program, rest, { env, stdio: "inherit" });
  // A terminal interrupts the whole group, and Pulumi takes a second interrupt for "at once".
  const interrupt = () => process.stdin.isTTY || child.kill("SIGINT");
  for (const signal of SIGNALS) process.on(signal, interrupt);
  try {
    return await new Promise((resolve, reject) => {
      child.on("error", reject).on("close", (code) => resolve(code ?? 130));
    });
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
  return { ...added, PATH: `${bin}:${environment()["PATH"]}` };
}
