import { readFileSync } from "node:fs";
import { join } from "node:path";
import { run, talk, wire, type SshArgs, type Talk } from "../ssh/index.js";
import { commandFailure, PcsFailure } from "./failure.js";

/** The programs that run on a node, one file each in `node/`. */
export type ProgramName =
  "write" | "survey" | "claim" | "metadata" | "host" | "victims" | "forget" | "form" | "gluster" | "mariadb";

// The first line of stdin is the length of the program, then the program, then its request.
const start =
  "import sys;n=int(sys.stdin.readline());exec(compile(sys.stdin.read(n),'pulumi-pacemaker','exec'))";
// Hosts have Python under one of these names; those with pcs have at least one.
const interpreter = `for p in python3 /usr/libexec/platform-python python2 python; do command -v "$p" >/dev/null 2>&1 && exec "$p" -c "$1"; done; echo "no Python found" >&2; exit 127`;

const python = ["sh", "-c", interpreter, "sh", start];

// Parts that a program is made of beside `tools` and itself.
const parents: Partial<Record<ProgramName, readonly string[]>> = {
  write: ["warm", "cover", "element", "slices", "versions"],
  survey: ["metadata", "fencing"],
  host: ["metadata", "survey"],
  form: ["warm"],
  gluster: ["bricks"],
};
// A program that stays is several in one: they have pcs together.
const staying: Partial<Record<ProgramName, readonly ProgramName[]>> = { write: ["write", "form"] };

const texts = new Map<string, string>();

/**
 * Runs one of our programs on a node and answers what it says. The request goes by stdin, so it may hold secrets.
 * @param seconds the time limit on the node
 * @throws PcsFailure when the program fails, SshFailure when the node cannot be reached
 */
export async function ask<Answer>(
  ssh: SshArgs,
  node: string,
  program: ProgramName,
  request: object,
  seconds: number,
): Promise<Answer> {
  const text = programText(program);
  const stdin = `${text.length}\n${text}${requestText(program, request)}`;
  const began = performance.now();
  const ran = await run(ssh, python, { stdin, timeout: seconds });
  const ms = performance.now() - began;
  if (ran.code !== 0) throw commandFailure(`run the ${program} program`, node, ran);
  return understood<Answer>(ran.stdout, ssh.host, node, program, ms);
}

/** Starts one of our programs on a node so that it stays, and answers one request after the other. */
export function stay(ssh: SshArgs, program: ProgramName, seconds: number): Promise<Talk> {
  const text = programText(program, "serve");
  return talk(ssh, [...python, "stays"], `${text.length}\n${text}`, seconds);
}

/** A request as it goes to a program, in ASCII. */
export function requestText(program: ProgramName, request: object): string {
  return asciiJson({ program, ...request });
}

/** What a program has answered after so many milliseconds. */
export function understood<Answer>(
  text: string,
  host: string,
  node: string,
  program: ProgramName,
  ms: number,
): Answer {
  try {
    const { tools, ...answer } = JSON.parse(text) as Answer & { tools?: object };
    if (wire.hasSubscribers) wire.publish({ kind: "program", host, program, tools, ms });
    return answer as Answer;
  } catch {
    throw new PcsFailure("unknown", `Unable to understand the ${program} program's answer from ${node}.`);
  }
}

// `answer` answers one request and ends, `serve` (in its own part) goes on until its input ends.
function programText(program: ProgramName, how: "answer" | "serve" = "answer"): string {
  const key = `${how} ${program}`;
  let text = texts.get(key);
  if (text === undefined) {
    const programs = how === "serve" ? (staying[program] ?? [program]) : [program];
    const names = programs.flatMap((each) => [...(parents[each] ?? []), each]);
    const parts = [...new Set(["tools", ...names, ...(how === "serve" ? ["worker"] : [])])].map((part) =>
      readFileSync(join(__dirname, "node", `${part}.py`), "utf8"),
    );
    const table = programs.map((each) => `"${each}": ${each}`).join(", ");
    text = `${parts.join("\n\n")}\n\n${how}({${table}})\n`;
    texts.set(key, text);
  }
  return text;
}

// The length is counted in characters on both sides, whatever encoding the node's Python assumes.
function asciiJson(value: unknown): string {
  return JSON.stringify(value).replace(
    /[\u007f-\uffff]/g,
    (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}
