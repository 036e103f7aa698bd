import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { described, type Suite, SUITES } from "../../lab/index.js";

/** One run of live suites on nodes of one system. */
interface Ran {
  readonly system: Suite;
  readonly suites: readonly string[];
  /** The run's last line: how many passed and failed. */
  readonly result: string;
  readonly code: number;
}

// The pair of the other systems is in suites that are not for any system.
const also: Readonly<Partial<Record<Suite, readonly string[]>>> = { centos7: ["centos7"] };

void main(process.argv.slice(2)).then((code) => {
  process.exitCode = code;
});

/** Runs every object's life on each system that the lab has, one after the other. */
async function main(words: readonly string[]): Promise<number> {
  if (words.some((word) => word !== "--core")) {
    process.stdout.write("usage: npm run matrix [-- --core]\n");
    return 2;
  }
  const all: Ran[] = [];
  for (const system of SUITES) all.push(await ran(system, words));
  process.stdout.write("\n");
  for (const { system, suites, result } of all)
    process.stdout.write(`${described(system).padEnd(50)} ${suites.join(", ").padEnd(18)} ${result}\n`);
  return all.some(({ code }) => code !== 0) ? 1 : 0;
}

async function ran(system: Suite, words: readonly string[]): Promise<Ran> {
  const suites = ["objects", ...(also[system] ?? [])];
  process.stdout.write(`on ${described(system)}\n`);
  const child = spawn(process.execPath, [join(__dirname, "run.js"), ...words, ...suites], {
    env: { ...process.env, LAB_SUITE: system },
    stdio: ["ignore", "pipe", "inherit"],
  });
  let output = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    output += text;
    process.stdout.write(text);
  });
  const [code] = (await once(child, "close")) as [number | null];
  return { system, suites, result: output.trim().split("\n").at(-1) ?? "", code: code ?? 137 };
}
