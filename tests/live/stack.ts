import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import type { Lab } from "../../lab/index.js";
import { changesOf, eventsIn, type Step, stepsOf } from "./engine-events.js";
import {
  addSettings,
  copyExample,
  makeProject,
  pluginFolders,
  PROJECT,
  REPOSITORY,
  type StackOptions,
} from "./stack-project.js";

/** How a run of the CLI ended. */
export interface Outcome {
  readonly code: number;
  /** All text of the run, without colors. */
  readonly output: string;
  readonly seconds: number;
  /** What the engine did (in a preview: would do), in order; a step that failed is not among them. */
  readonly steps: readonly Step[];
  /** How many resources each operation had, the stack itself among them; empty when the run ended before its end. */
  readonly changes: Readonly<Record<string, number>>;
}

/** The state as it lies on disk: secrets are encrypted. */
export interface Deployment {
  readonly resources?: readonly {
    readonly urn: string;
    readonly type: string;
    readonly id?: string;
    readonly inputs?: Readonly<Record<string, unknown>>;
    readonly outputs?: Readonly<Record<string, unknown>>;
  }[];
}

const STACK = "live";
/** The root program of the repository. */
export const ROOT_PROGRAM = `module.exports = require(${JSON.stringify(join(REPOSITORY, "dist/program/index.js"))});\n`;

/** A stack of its own with the real CLI, in folders outside of the repository, run where it reaches a lab's nodes. */
export class Stack {
  private readonly running = new Set<ChildProcess>();
  private runs = 0;

  private constructor(
    private readonly lab: Lab,
    /** Everything that the CLI writes is below it, but for a state that is kept beside another one's: project, state, events. */
    readonly folder: string,
    private readonly environment: NodeJS.ProcessEnv,
    private readonly project: string,
    private readonly states: string,
  ) {}

  /** Makes a stack; nothing is deployed yet. */
  static async create(lab: Lab, options: StackOptions = {}): Promise<Stack> {
    const folder = await mkdtemp(join(tmpdir(), "pulumi-pacemaker-live-"));
    const { pulumiBin, pulumiEnvironment } = await import("../../tools/pulumi.mjs");
    const keeper = options.beside?.folder ?? folder;
    const [home, state] = [join(keeper, "home"), join(keeper, "state")];
    for (const each of [home, state]) await mkdir(each, { recursive: true });
    const bin = [...(options.proxmox ? await pluginFolders() : []), await pulumiBin()].join(delimiter);
    const environment = {
      ...pulumiEnvironment({ home, state, passphrase: "live", bin }),
      // Its certificate is its own authority.
      ...(options.proxmox && { SSL_CERT_FILE: options.proxmox.certificateFile }),
    };
    // The flag that writes the engine's own events is only there with this; the automation API sets it too.
    const events = { PULUMI_DEBUG_COMMANDS: "true" };
    const { example, program = ROOT_PROGRAM } = options;
    const all = { ...process.env, ...environment, ...events };
    const stack = new Stack(lab, folder, all, example ?? PROJECT, state);
    if (example === undefined) {
      await makeProject(join(folder, "project"));
      await stack.program(program);
    } else await copyExample(example, join(folder, "project"));
    await stack.succeed(["stack", "init", STACK]);
    await addSettings(join(folder, `project/Pulumi.${STACK}.yaml`), options.settings);
    await stack.configure(options.config ?? {}, options.secrets);
    return stack;
  }

  /** Replaces the program's text. */
  async program(source: string): Promise<void> {
    await writeFile(join(this.folder, "project/index.js"), source);
  }

  /** Sets configuration beside what is there. */
  async configure(
    config: Readonly<Record<string, unknown>>,
    secrets: Readonly<Record<string, string>> = {},
  ): Promise<void> {
    const plain = Object.entries(config).flatMap(([key, value]) => ["--plaintext", `${key}=${text(value)}`]);
    const secret = Object.entries(secrets).flatMap(([key, value]) => ["--secret", `${key}=${value}`]);
    if (plain.length + secret.length > 0) await this.succeed(["config", "set-all", ...plain, ...secret]);
  }

  /** `pulumi preview` */
  preview(...args: readonly string[]): Promise<Outcome> {
    return this.deploy(["preview", ...args]);
  }

  /** `pulumi up` without a preview before it */
  up(...args: readonly string[]): Promise<Outcome> {
    return this.deploy(["up", "--yes", "--skip-preview", ...args]);
  }

  /** `pulumi refresh` without a preview before it */
  refresh(...args: readonly string[]): Promise<Outcome> {
    return this.deploy(["refresh", "--yes", "--skip-preview", ...args]);
  }

  /** `pulumi destroy` without a preview before it */
  destroy(...args: readonly string[]): Promise<Outcome> {
    return this.deploy(["destroy", "--yes", "--skip-preview", ...args]);
  }

  /** `pulumi cancel`: takes away the lock that a killed run has left */
  async cancel(): Promise<void> {
    await this.succeed(["cancel", "--yes", STACK]);
  }

  /** The deployment in the state. */
  async state(): Promise<Deployment> {
    const whole = JSON.parse(await this.stateFile()) as { checkpoint: { latest?: Deployment | null } };
    return whole.checkpoint.latest ?? {};
  }

  /** The text of the state's file. */
  stateFile(): Promise<string> {
    return readFile(join(this.states, `.pulumi/stacks/${this.project}/${STACK}.json`), "utf8");
  }

  /** The stack's outputs, secrets among them. */
  async outputs(): Promise<Record<string, unknown>> {
    const shown = await this.succeed(["stack", "output", "--json", "--show-secrets"]);
    return JSON.parse(shown) as Record<string, unknown>;
  }

  /** Ends what runs and removes its folders; what is deployed stays. */
  async close(): Promise<void> {
    await Promise.all([...this.running].map(end));
    await rm(this.folder, { recursive: true, force: true, maxRetries: 5 });
  }

  private async deploy([verb = "", ...args]: readonly string[]): Promise<Outcome> {
    const log = join(this.folder, `events-${++this.runs}.json`);
    const began = Date.now();
    const { code, output } = await this.pulumi([verb, "--event-log", log, "--stack", STACK, ...args]);
    const seconds = (Date.now() - began) / 1000;
    const events = eventsIn(await readFile(log, "utf8").catch(() => ""));
    return { code, output, seconds, steps: stepsOf(events), changes: changesOf(events) };
  }

  private async succeed(argv: readonly string[]): Promise<string> {
    const { code, output } = await this.pulumi(argv);
    if (code !== 0) throw new Error(`pulumi ${argv.slice(0, 2).join(" ")} failed (exit ${code}): ${output}`);
    return output;
  }

  private async pulumi(argv: readonly string[]): Promise<{ code: number; output: string }> {
    const call = ["pulumi", "--non-interactive", "--color", "never", ...argv];
    const [program = "", ...rest] = this.lab.inNamespace(call);
    const child = spawn(program, rest, {
      cwd: join(this.folder, "project"),
      env: this.environment,
      stdio: ["ignore", "pipe", "pipe"],
      // A Ctrl-C is for the runner, which then closes the stack.
      detached: true,
    });
    this.running.add(child);
    let output = "";
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding("utf8").on("data", (part: string) => (output += part));
    const [code] = (await once(child, "close")) as [number | null];
    this.running.delete(child);
    return { code: code ?? 137, output };
  }
}

function text(value: unknown): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}

async function end(child: ChildProcess): Promise<void> {
  const ended = once(child, "close");
  child.kill("SIGINT");
  const timer = setTimeout(() => child.kill("SIGKILL"), 10_000);
  await ended;
  clearTimeout(timer);
}
