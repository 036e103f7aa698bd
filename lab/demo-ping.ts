import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { until } from "./command.js";
import { type Lab } from "./lab.js";

const INTERVAL_SECONDS = 0.1;

/** A ping that runs on and remembers when it was answered. */
export interface Ping {
  /** Waits for an answer that comes after that moment; false when there is none within the seconds given. */
  answeredAfter(moment: number, seconds: number): Promise<boolean>;
  /** The longest time without an answer since that moment, in seconds. */
  silenceSince(moment: number): number;
  /** How long each time without an answer since that moment was, in seconds, as far as it was longer than those given. */
  silencesSince(moment: number, longerThan: number): readonly number[];
  /** Ends it. */
  stop(): void;
}

/** Pings an address ten times a second from the lab's switch, as a client of it would see it. */
export function ping(lab: Lab, address: string): Ping {
  const argv = lab.inNamespace(["ping", "-n", "-i", String(INTERVAL_SECONDS), address]);
  const [program = "", ...rest] = argv;
  const child = spawn(program, rest, { stdio: ["ignore", "pipe", "ignore"] });
  const answers: number[] = [];
  createInterface({ input: child.stdout }).on("line", (line) => {
    if (line.includes(" bytes from ")) answers.push(Date.now());
  });
  const gapsSince = (moment: number): readonly number[] => {
    const seen = [...answers.filter((answer) => answer > moment), Date.now()];
    const before = answers.filter((answer) => answer <= moment).at(-1) ?? moment;
    return seen.map((answer, index) => (answer - (seen[index - 1] ?? before)) / 1000);
  };
  return {
    answeredAfter: (moment, seconds) => until(() => (answers.at(-1) ?? 0) > moment, seconds),
    silenceSince: (moment) => Math.max(...gapsSince(moment)),
    silencesSince: (moment, longerThan) => gapsSince(moment).filter((seconds) => seconds > longerThan),
    stop: () => void child.kill(),
  };
}
