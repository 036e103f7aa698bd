import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import { once } from "node:events";
import type { Lab } from "../../lab/index.js";

/** What was seen while something ran. */
export interface Sighting {
  /** How often all processes were looked at. */
  readonly looks: number;
  /** How many different command lines were among them. */
  readonly commands: number;
  /** The start of each text that held a secret, with the place it was seen in. */
  readonly found: readonly string[];
}

// Looks at every process again and again until its input ends. The secrets come by stdin, so that the watcher itself
// shows none; it leaves itself out, because it has to hold them in its memory only.
const WATCHER = `
import json, os, select, subprocess, sys
os.nice(int(sys.argv[1]))
secrets = [secret.encode() for secret in json.loads(sys.stdin.readline())]
looks, commands, found = 0, set(), set()
def content(path):
    try:
        with open(path, "rb") as opened:
            return opened.read()
    except OSError:
        return b""
def look(place, text):
    if any(secret in text for secret in secrets):
        found.add("%s: %s" % (place, text[:60].replace(b"\\0", b" ").decode("utf-8", "replace")))
def over():
    return select.select([sys.stdin], [], [], 0)[0] and not sys.stdin.readline()
while not over():
    looks += 1
    for pid in filter(str.isdigit, os.listdir("/proc")):
        command = content("/proc/%s/cmdline" % pid)
        commands.add(command)
        look("cmdline", command)
        if sys.argv[2] == "node":
            look("environ", content("/proc/%s/environ" % pid))
    if looks % 20 == 1:
        look("ps", subprocess.run(["ps", "axww"], stdout=subprocess.PIPE).stdout)
print(json.dumps({"looks": looks, "commands": len(commands), "found": sorted(found)}))
`;

// Python buffers lines of input that it was not asked for, and select does not see those: none comes but the first.
function watcher(place: "node" | "here"): readonly string[] {
  // This machine's gives way: its processes are many, and ours live long. It looks at no environments, because Pulumi
  // itself hands a program its configuration in one.
  const nice = place === "node" ? "0" : "15";
  return ["python3", "-c", WATCHER, nice, place];
}

/** Watches all processes of a node, or of this machine, for texts; the result stops it and tells what was seen. */
export function watched(secrets: readonly string[], lab?: Lab, node = ""): () => Promise<Sighting> {
  const [program = "", ...rest] = lab ? lab.inNode(node, watcher("node"), Infinity) : watcher("here");
  const child: ChildProcessWithoutNullStreams = spawn(program, rest, { stdio: "pipe" });
  let said = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => (said += text));
  child.stderr.setEncoding("utf8").on("data", (text: string) => (said += text));
  child.stdin.write(`${JSON.stringify(secrets)}\n`);
  return async () => {
    const ended = once(child, "close");
    child.stdin.end();
    await ended;
    return JSON.parse(said) as Sighting;
  };
}
