import { readFileSync } from "node:fs";
import { join } from "node:path";
import { run, wire, type SshArgs } from "../ssh/index.js";
import { commandFailure, PcsFailure } from "./failure.js";

/** The programs that run on a node, one file each in `node/`. */
export type ProgramName = "write" | "survey" | "claim" | "metadata" | "host" | "victims" | "forget" | "form";

// The first line of stdin is the length of the program, then the program, then its request.
const start =
  "import sys;n=int(sys.stdin.readline());exec(compile(sys.stdin.read(n),'pulumi-pacemaker','exec'))";
// Hosts have Python under one of these names; those with pcs have at least one.
const interpreter = `for p in python3 /usr/libexec/platform-python python2 python; do command -v "$p" >/dev/null 2>&1 && exec "$p" -c "$1"; done; echo "no Python found" >&2; exit 127`;

// Parts that a program is made of beside `tools` and itself.
const parents: Partial<Record<ProgramName, readonly string[]>> = {
  write: ["warm", "cover", "element"],
  survey: ["metadata"],
  host: ["metadata", "survey"],
};

const texts = new Map<ProgramName, string>();

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
  const stdin = `${text.length}\n${text}${asciiJson({ program, ...request })}`;
  const ran = await run(ssh, ["sh", "-c", interpreter, "sh", start], { stdin, timeout: seconds });
  if (ran.code !== 0) throw commandFailure(`run the ${program} program`, node, ran);
  try {
    const { tools, ...answer } = JSON.parse(ran.stdout) as Answer & { tools?: object };
    if (wire.hasSubscribers) wire.publish({ kind: "program", host: ssh.host, program, tools });
    return answer as Answer;
  } catch {
    throw new PcsFailure("unknown", `Unable to understand the ${program} program's answer from ${node}.`);
  }
}

function programText(program: ProgramName): string {
  let text = texts.get(program);
  if (text === undefined) {
    const parts = ["tools", ...(parents[program] ?? []), program].map((part) =>
      readFileSync(join(__dirname, "node", `${part}.py`), "utf8"),
    );
    text = `${parts.join("\n\n")}\n\nanswer({"${program}": ${program}})\n`;
    texts.set(program, text);
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
