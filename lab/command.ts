import { spawn } from "node:child_process";

/** How a program ended and what it said. */
export interface Ran {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** What a program is given. */
export interface RunOptions {
  /** Text for its standard input; nothing by default. */
  readonly stdin?: string;
  /** Seconds after which it is ended and counts as failed; no limit by default. */
  readonly timeout?: number;
  /** Ends the program when aborted. */
  readonly signal?: AbortSignal;
  /** Environment in addition to this process's. */
  readonly env?: Readonly<Record<string, string>>;
}

/** A failure of the lab in words for its user. */
export class LabFailure extends Error {
  override readonly name = "LabFailure";
}

/** Runs a program to its end; a non-zero exit is a result, a program that cannot be started is a failure. */
export function run(argv: readonly string[], options: RunOptions = {}): Promise<Ran> {
  const [program = "", ...rest] = argv;
  return new Promise((resolve, reject) => {
    const child = spawn(program, rest, {
      cwd: "/",
      // A terminal's Ctrl-C is for this process alone: it undoes what it did, and needs programs for that.
      detached: true,
      env: { ...environment(), ...options.env },
      ...(options.signal && { signal: options.signal }),
      ...(options.timeout && { timeout: options.timeout * 1000, killSignal: "SIGKILL" as const }),
    });
    const output = { stdout: "", stderr: "" };
    for (const name of ["stdout", "stderr"] as const) {
      child[name].setEncoding("utf8").on("data", (text: string) => (output[name] += text));
    }
    child.stdin.on("error", () => undefined).end(options.stdin ?? "");
    child.on("error", (error) => reject(new LabFailure(`Unable to run ${program}: ${error.message}`)));
    child.on("close", (code) => resolve({ code: code ?? 137, ...output }));
  });
}

/** Runs a program that has to succeed and answers its standard output. */
export async function succeed(argv: readonly string[], options?: RunOptions): Promise<string> {
  const { code, stdout, stderr } = await run(argv, options);
  if (code !== 0)
    throw new LabFailure(`Unable to run ${argv[0]} (exit ${code}): ${lastLines(stderr || stdout)}`);
  return stdout;
}

/** The environment of every program of the lab: the administrator's programs found, their words untranslated. */
export function environment(): NodeJS.ProcessEnv {
  const path = `${process.env["PATH"] ?? ""}:/usr/local/sbin:/usr/sbin:/sbin:/usr/bin:/bin`;
  return { ...process.env, PATH: path, LC_ALL: "C.UTF-8" };
}

/** Waits until a state is reached, looking again and again, and answers whether it was within the seconds given. */
export async function until(reached: () => boolean | Promise<boolean>, seconds: number): Promise<boolean> {
  const end = Date.now() + seconds * 1000;
  while (!(await reached())) {
    if (Date.now() > end) return false;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  return true;
}

function lastLines(text: string): string {
  return text.trim().split("\n").slice(-15).join("\n");
}
