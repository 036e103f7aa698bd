import { readdirSync } from "node:fs";
import { constants } from "node:os";
import { join } from "node:path";
import { inspect } from "node:util";
import type { Case, Result, Suite } from "./suite.js";
import { valued } from "./words.js";

const USAGE = "usage: npm run test:live -- [--core [--whole NAME]] [--case TEXT] [--list] [NAME...]";
const ENDING = ".live.js";

let current: { name: string; suite: Suite } | undefined;

for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
  process.once(signal, () => {
    say(`\n${signal}: taking down ${current?.name ?? "nothing"}`);
    void closed(current?.suite).finally(() => process.exit(128 + constants.signals[signal]));
  });
}

void main(process.argv.slice(2)).then((code) => {
  process.exitCode = code;
});

async function main(all: readonly string[]): Promise<number> {
  // Only the cases whose name has the text; this suite is run wholly in spite of `--core`.
  const { words: some, value: part } = valued(all, "--case");
  const { words, value: whole } = valued(some, "--whole");
  const options = words.filter((word) => word.startsWith("-"));
  const known = suiteNames();
  const names = words.filter((word) => !word.startsWith("-"));
  const wrong = [
    ...options.filter((word) => !["--core", "--list"].includes(word)),
    ...[...names, ...(whole === "" ? [] : [whole])].filter((name) => !known.includes(name)),
  ];
  if (wrong.length > 0) {
    say(`unknown: ${wrong.join(" ")}\n${USAGE}\nsuites: ${known.join(" ")}`);
    return 2;
  }
  if (options.includes("--list")) {
    for (const name of known) say(name);
    return 0;
  }
  const results: Result[] = [];
  for (const name of names.length > 0 ? names : known) {
    const asked = ({ core, name: each }: Case) =>
      (core === true || name === whole || !options.includes("--core")) && each.includes(part);
    results.push(...(await ranSuite(name, asked)));
  }
  if (part !== "" && results.length === 0) {
    say(`no case has "${part}" in its name`);
    return 2;
  }
  return summed(results);
}

async function ranSuite(name: string, asked: (each: Case) => boolean): Promise<readonly Result[]> {
  const suite = (await import(join(__dirname, name + ENDING))) as Suite;
  const cases = suite.cases.filter(asked);
  if (cases.length === 0) return [];
  current = { name, suite };
  say(`${name}: ${cases.length} cases`);
  const results: Result[] = [];
  const made = await tried(name, { name: "before the first case", run: async () => suite.before?.() });
  if (made.failure === undefined) {
    for (const each of cases) results.push(told(await tried(name, each)));
  } else {
    told(made);
    for (const each of cases) results.push({ suite: name, name: each.name, seconds: 0, failure: "not run" });
  }
  const taken = await tried(name, { name: "after the last case", run: () => closed(suite) });
  if (taken.failure !== undefined) results.push(told(taken));
  current = undefined;
  return results;
}

async function tried(suite: string, { name, run }: Case): Promise<Result> {
  const began = Date.now();
  const seconds = () => (Date.now() - began) / 1000;
  try {
    await run();
    return { suite, name, seconds: seconds() };
  } catch (error) {
    return {
      suite,
      name,
      seconds: seconds(),
      failure: error instanceof Error ? textOf(error) : inspect(error),
    };
  }
}

async function closed(suite: Suite | undefined): Promise<void> {
  await suite?.after?.();
}

function told(result: Result): Result {
  say(line(result));
  if (result.failure !== undefined) say(result.failure.replace(/^/gm, "    "));
  return result;
}

function summed(results: readonly Result[]): number {
  const failed = results.filter(({ failure }) => failure !== undefined);
  say("");
  for (const result of results) say(`${result.suite.padEnd(12)} ${line(result)}`);
  say(`${results.length - failed.length} passed, ${failed.length} failed`);
  return failed.length > 0 ? 1 : 0;
}

function line({ failure, seconds, name }: Result): string {
  return `${failure === undefined ? "ok    " : "FAILED"} ${seconds.toFixed(1).padStart(6)} s  ${name}`;
}

// An assertion's message holds both values; the place in the suite is what else a reader needs.
function textOf(error: Error): string {
  const place = error.stack?.split("\n").find((each) => each.includes(ENDING));
  return place ? `${error.message}\n${place}` : error.message;
}

// The pair comes first: the other suites are of little use while it fails.
function suiteNames(): readonly string[] {
  const names = readdirSync(__dirname)
    .filter((file) => file.endsWith(ENDING))
    .map((file) => file.slice(0, -ENDING.length));
  return names.sort((a, b) => Number(b === "pair") - Number(a === "pair") || a.localeCompare(b));
}

function say(text: string): void {
  process.stdout.write(`${text}\n`);
}
