import { spawn } from "node:child_process";
import { once } from "node:events";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { described, type Suite, SUITES } from "../../lab/index.js";
import { compatibility, compatibilityPath } from "../generations/compatibility.js";
import { note, type Run } from "../generations/runs.js";
import { type Installed, installedOn } from "./installed.js";
import { trees, versionOf } from "./old-pcs/tree.js";
import { valued } from "./words.js";

/** One suite that was run. */
interface Ran {
  readonly where: string;
  readonly suite: string;
  /** The run's last line: how many passed and failed. */
  readonly result: string;
  readonly code: number;
  readonly minutes: number;
}

// What is run once, on nodes of several systems.
const ACROSS = "across";
const USAGE = `usage: npm run matrix [-- [--core] [--only SUITE] [SYSTEM...] [${ACROSS}]]\nsystems: ${SUITES.join(" ")}; suites: objects, and centos7 on centos7 or pair on the others`;

/** Every object's life, and the pair's, on nodes of one system. People type other words where pcs is 0.9. */
const suitesOn = (system: Suite) => ["objects", system === "centos7" ? "centos7" : "pair"];
const across: readonly { suite: string; on: string; systems: readonly Suite[]; pcs?: string }[] = [
  { suite: "generations", on: "two nodes of each of these, one after the other", systems: SUITES },
  {
    suite: "upgrade",
    on: "two nodes of Debian 11 that become ones of Debian 12",
    systems: ["bullseye", "bookworm"],
  },
  ...(trees().length === 0
    ? []
    : [
        {
          suite: "old-pcs",
          on: "two nodes of Debian 11, a real pcs from its source tree",
          systems: ["bullseye"] as const,
          pcs: trees().map(versionOf).join(", "),
        },
      ]),
];

void main(process.argv.slice(2)).then((code) => {
  process.exitCode = code;
});

/**
 * Runs the life of every object and of the pair on each system that the lab has, or on those asked for; one suite of these
 * with `--only`.
 */
async function main(all: readonly string[]): Promise<number> {
  const { words, value: only } = valued(all, "--only");
  const core = words.includes("--core");
  const names = words.filter((word) => word !== "--core");
  const asked = SUITES.filter((system) => names.length === 0 || names.includes(system));
  const suites = new Set(["", ...asked.flatMap(suitesOn)]);
  if (names.some((name) => ![...SUITES, ACROSS].includes(name)) || !suites.has(only)) {
    process.stdout.write(`${USAGE}\n`);
    return 2;
  }
  const done: Ran[] = [];
  for (const system of asked) {
    const installed = await installedOn(system);
    for (const suite of suitesOn(system).filter((each) => only === "" || each === only)) {
      const one = await ran(suite, described(system), core, system);
      done.push(one);
      if (!core) written([noted(one, nodesOf(system), installed)]);
    }
  }
  if (!core && (names.length === 0 || names.includes(ACROSS))) done.push(...(await ranAcross()));
  process.stdout.write("\n");
  for (const { where, suite, result, minutes } of done)
    process.stdout.write(
      `${where.padEnd(50)} ${suite.padEnd(12)} ${minutes.toFixed(1).padStart(5)} min  ${result}\n`,
    );
  const failed = done.filter(({ code }) => code !== 0).length;
  process.stdout.write(`${done.length - failed} suites passed, ${failed} failed\n`);
  return failed > 0 ? 1 : 0;
}

async function ranAcross(): Promise<readonly Ran[]> {
  const all: Ran[] = [];
  for (const { suite, on, systems, pcs } of across) {
    const one = await ran(suite, "several systems", false);
    all.push(one);
    written([noted(one, on, { ...(await installedOnAll(systems)), ...(pcs === undefined ? {} : { pcs }) })]);
  }
  return all;
}

/** The releases of several systems, in their order. */
async function installedOnAll(systems: readonly Suite[]): Promise<Installed> {
  const all: Installed[] = [];
  for (const system of systems) all.push(await installedOn(system));
  const each = (name: keyof Installed) => [...new Set(all.map((one) => one[name]))].join(", ");
  return { pcs: each("pcs"), pacemaker: each("pacemaker"), python: each("python") };
}

async function ran(suite: string, where: string, core: boolean, system?: Suite): Promise<Ran> {
  process.stdout.write(`${suite} on ${where}\n`);
  const began = Date.now();
  const child = spawn(process.execPath, [join(__dirname, "run.js"), ...(core ? ["--core"] : []), suite], {
    env: { ...process.env, ...(system === undefined ? {} : { LAB_SUITE: system }) },
    stdio: ["ignore", "pipe", "inherit"],
  });
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => child.kill(signal));
  let output = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    output += text;
    process.stdout.write(text);
  });
  const [code] = (await once(child, "close")) as [number | null];
  const result = output.trim().split("\n").at(-1) ?? "";
  return { where, suite, result, code: code ?? 137, minutes: (Date.now() - began) / 60_000 };
}

function noted({ suite, result }: Ran, on: string, installed: Installed): Run {
  return { ...installed, on, suite, result };
}

// After each suite: what was run counts, also when the next one is interrupted.
function written(now: readonly Run[]): void {
  note(now);
  writeFileSync(compatibilityPath, compatibility());
}

function nodesOf(system: Suite): string {
  const releases = { bullseye: "Debian 11", bookworm: "Debian 12", trixie: "Debian 13" };
  return system === "centos7"
    ? "two nodes of Debian 11 that show themselves as CentOS 7, its words over pcs 0.10.8"
    : `nodes of ${releases[system]}`;
}
