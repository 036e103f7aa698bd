import { spawn } from "node:child_process";
import { once } from "node:events";
import type { Lab } from "../lab/index.js";

const EVERY_MS = 20;
const LIMIT_SECONDS = 120;

/** Waits until an address answers a ping. */
export async function firstAnswer(lab: Lab, address: string): Promise<void> {
  const words = ["-n", "-c", "1", "-i", "0.02", "-w", String(LIMIT_SECONDS), address];
  const [program = "", ...rest] = lab.inNamespace(["ping", ...words]);
  const [code] = (await once(spawn(program, rest, { stdio: "ignore" }), "exit")) as [number];
  if (code !== 0) throw new Error(`${address} did not answer within ${LIMIT_SECONDS} s`);
}

/** A client that pings an address fifty times a second. */
export class Client {
  private readonly answers: number[] = [];
  private readonly child;

  constructor(lab: Lab, address: string) {
    const [program = "", ...rest] = lab.inNamespace(["ping", "-n", "-i", String(EVERY_MS / 1000), address]);
    this.child = spawn(program, rest, { stdio: ["ignore", "pipe", "ignore"] });
    this.child.stdout.setEncoding("utf8").on("data", (text: string) => {
      for (const _answer of text.matchAll(/bytes from/g)) this.answers.push(performance.now());
    });
  }

  /** Waits until it has not been answered for this long. */
  async silent(milliseconds: number): Promise<void> {
    const deadline = performance.now() + LIMIT_SECONDS * 1000;
    while (performance.now() - (this.answers.at(-1) ?? 0) < milliseconds) {
      if (performance.now() > deadline)
        throw new Error(`The address went on answering for ${LIMIT_SECONDS} s`);
      await new Promise((resolve) => setTimeout(resolve, EVERY_MS));
    }
  }

  /** Waits until it has been answered again and again for this long. */
  async steady(milliseconds: number): Promise<void> {
    const deadline = performance.now() + LIMIT_SECONDS * 1000;
    while (performance.now() < deadline) {
      const now = performance.now();
      const lately = this.answers.filter((at) => at > now - milliseconds).length;
      if (lately >= (0.8 * milliseconds) / EVERY_MS) return;
      await new Promise((resolve) => setTimeout(resolve, EVERY_MS));
    }
    throw new Error(`The address did not answer for ${milliseconds} ms within ${LIMIT_SECONDS} s`);
  }

  /** The longest time without an answer since then, in seconds. */
  longestGap(since: number): number {
    const before = this.answers.filter((at) => at < since).at(-1) ?? since;
    const times = [before, ...this.answers.filter((at) => at >= since)];
    const gaps = times.slice(1).map((at, place) => at - (times[place] ?? at));
    return Math.max(0, ...gaps) / 1000;
  }

  /** Ends it. */
  stop(): void {
    this.child.kill("SIGKILL");
  }
}
