import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { DIRECTORY, ground, NODES } from "./ground.js";

/** A file whose writer was told that it is on disk. */
export interface Acknowledged {
  readonly name: string;
  readonly sum: string;
  readonly node: string;
  /** Milliseconds: when that was heard. */
  readonly at: number;
}

/** Writers that run on both nodes beside what is done to these. */
export interface Writing {
  readonly acknowledged: readonly Acknowledged[];
  /** The longest time in seconds, since a moment, in which no file was acknowledged on these nodes. */
  pause(since: number, nodes: readonly string[]): number;
  stop(): Promise<void>;
}

// Whoever unmounts ends those who use the mount, and has to find none a second later.
const AGAIN_MS = 3000;

/** Writes one file after the other on the mount of each node, each synced to disk; whoever is ended is begun again. */
export function write(): Writing {
  const acknowledged: Acknowledged[] = [];
  const children = new Map<string, ChildProcess>();
  let stopped = false;
  // Each writing has names of its own.
  const start = Date.now().toString(36);
  let round = 0;
  const writer = async (node: string): Promise<void> => {
    while (!stopped) {
      await oneWriter(node, `${node}-${start}-${++round}`).catch(() => undefined);
      await new Promise((resolve) => setTimeout(resolve, AGAIN_MS));
    }
  };
  const oneWriter = async (node: string, prefix: string): Promise<void> => {
    // A node that is off has no place where a program could run.
    const [program = "", ...rest] = ground().lab.inNode(
      node,
      ["python3", "-u", "-c", WRITER, DIRECTORY, prefix],
      Infinity,
    );
    const child = spawn(program, rest, { stdio: ["ignore", "pipe", "ignore"] });
    children.set(node, child);
    let heard = "";
    child.stdout.setEncoding("utf8").on("data", (text: string) => {
      const lines = (heard + text).split("\n");
      heard = lines.pop() ?? "";
      for (const line of lines) {
        const [name = "", sum = ""] = line.split(" ");
        acknowledged.push({ name, sum, node, at: Date.now() });
      }
    });
    await once(child, "close");
  };
  const running = NODES.map(writer);
  return {
    acknowledged,
    pause: (since, nodes) => {
      const moments = acknowledged.filter(({ node, at }) => nodes.includes(node) && at >= since);
      const all = [since, ...moments.map(({ at }) => at), Date.now()];
      return Math.max(...all.slice(1).map((at, index) => at - (all[index] ?? at))) / 1000;
    },
    stop: async () => {
      stopped = true;
      // What runs in the node outlives what has put it there, and ends when nobody hears it.
      for (const child of children.values()) {
        child.stdout?.destroy();
        child.kill("SIGKILL");
      }
      await Promise.all(running);
    },
  };
}

// The folder is held open, so that nothing is ever written into what lies below the mount.
const WRITER = `
import hashlib, os, sys, time
directory, prefix = sys.argv[1:]
number, at = 0, None
while True:
    try:
        if at is None:
            opened = os.open(directory, os.O_RDONLY | os.O_DIRECTORY)
            if os.fstat(opened).st_dev == os.stat("/").st_dev:
                os.close(opened)
                raise OSError("not mounted")
            at = opened
        number += 1
        name = "%s-%06d" % (prefix, number)
        data = (name * 256).encode()
        file = os.open(name, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o644, dir_fd=at)
        try:
            os.write(file, data)
            os.fsync(file)
        finally:
            os.close(file)
        os.fsync(at)
        print(name, hashlib.sha256(data).hexdigest())
        time.sleep(0.3)
    except BrokenPipeError:
        os._exit(0)
    except OSError:
        if at is not None:
            try:
                os.close(at)
            except OSError:
                pass
            at = None
        time.sleep(0.2)
`;
