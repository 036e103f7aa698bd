import { equal, ok } from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import { createInterface } from "node:readline";
import { ping } from "../../../lab/demo-ping.js";
import type { Lab } from "../../../lab/index.js";
import { SERVICE_IP, theGround } from "./ground.js";

/** What a client of the service IP saw. */
export interface Seen {
  /**
   * How long each time without an answer of over two seconds was, in seconds: a planned move takes about one on a busy
   * machine, and a node that is lost is not noticed before the three seconds of Corosync's token.
   */
  readonly silences: readonly number[];
  /** How often another machine had the address. */
  readonly moves: number;
}

/** Uses the service IP from outside of the cluster while something is done, and answers what a client saw. */
export async function usedBy(work: () => Promise<void>): Promise<Seen> {
  const { lab } = theGround().proxmox;
  const client = ping(lab, SERVICE_IP);
  let holders: Holders | undefined;
  try {
    equal(await client.answeredAfter(0, 30), true, "the service IP answers before");
    holders = holdersIn(lab);
    const began = Date.now();
    await work();
    equal(await client.answeredAfter(Date.now(), 60), true, "the service IP answers after");
    return { silences: client.silencesSince(began, 2), moves: holders.seen.length - 1 };
  } finally {
    client.stop();
    holders?.stop();
  }
}

/** Asserts that the service IP was lost once at most, and moved no more often than planned. */
export function goesOn({ silences, moves }: Seen, planned: number): void {
  ok(silences.length <= 1, `times without an answer, in seconds: ${silences.join(", ")}`);
  ok(moves <= planned, `the service IP moved ${moves} times`);
}

interface Holders {
  /** The hardware addresses that the client's kernel has used for the service IP, in order. */
  readonly seen: readonly string[];
  stop(): void;
}

function holdersIn(lab: Lab): Holders {
  const seen: string[] = [];
  const note = (line: string) => {
    const card = line.startsWith(`${SERVICE_IP} `) ? / lladdr (\S+)/.exec(line)?.[1] : undefined;
    if (card !== undefined && card !== seen.at(-1)) seen.push(card);
  };
  const [program = "", ...rest] = lab.inNamespace(["ip", "monitor", "neigh"]);
  const child = spawn(program, rest, { stdio: ["ignore", "pipe", "ignore"] });
  createInterface({ input: child.stdout }).on("line", note);
  const [shown = "", ...now] = lab.inNamespace(["ip", "neigh", "show", "to", SERVICE_IP]);
  note(spawnSync(shown, now, { encoding: "utf8" }).stdout);
  return { seen, stop: () => void child.kill() };
}
