// All tests, from a fresh clone: format, lint, compiler, unit tests, and on real nodes the core of the live suites, the
// objects' wholly, and its core on each other system.
// The last line of the output is the sum of all, `N passed, N failed`.
import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { giveUp } from "./say.mjs";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const sum = /^(\d+) passed, (\d+) failed$/;
// Far more than they take; a live suite that hangs must still end in a sum.
const liveMinutes = 70;
const otherMinutes = 15;

/** @typedef {{ name: string, passed: number, failed: number, seconds: number, notRun?: string }} Part */

/** @type {import("node:child_process").ChildProcess | undefined} */
let running;
let interrupted = false;
for (const signal of /** @type {const} */ (["SIGINT", "SIGTERM", "SIGHUP"])) {
  process.on(signal, () => {
    interrupted = true;
    // A terminal's interrupt reaches the whole group by itself.
    if (signal !== "SIGINT" || !process.stdin.isTTY) running?.kill(signal);
  });
}

main().catch(giveUp);

async function main() {
  const parts = [];
  for (const part of [compiled, formatted, linted, unitTested, liveTested]) {
    if (!interrupted) parts.push(await part());
  }
  for (const system of otherSystems()) {
    if (!interrupted) parts.push(await objectsTested(system));
  }
  if (interrupted) parts.push({ name: "interrupted", passed: 0, failed: 1, seconds: 0 });
  process.stdout.write(`\n${parts.map(told).join("\n")}\n`);
  const [passed, failed] = [total(parts, "passed"), total(parts, "failed")];
  process.stdout.write(`${passed} passed, ${failed} failed\n`);
  process.exitCode = failed > 0 ? 1 : 0;
}

// First, because the others need what it installs.
function compiled() {
  return checked("compiler", [join(root, "tools/ready.mjs")]);
}

function formatted() {
  return checked("format", [inPackage("prettier", "bin/prettier.cjs"), "--check", "--log-level=warn", "."]);
}

function linted() {
  return checked("lint", [inPackage("eslint", "bin/eslint.js"), "."]);
}

/** @returns {Promise<Part>} */
async function unitTested() {
  const folder = mkdtempSync(join(tmpdir(), "pulumi-pacemaker-test-"));
  const results = join(folder, "results.json");
  try {
    const argv = [inPackage("jest", "bin/jest.js"), "--json", `--outputFile=${results}`];
    // With --json jest says on stdout again what the file has.
    const { code, seconds } = await run("unit", argv, { shown: false });
    const told = existsSync(results) ? JSON.parse(readFileSync(results, "utf8")) : undefined;
    const [passed, failed] = [told?.numPassedTests ?? 0, told?.numFailedTests ?? 0];
    // A file that does not even load has no tests to fail.
    const broken = told?.numRuntimeErrorTestSuites ?? 0;
    return { name: "unit", passed, failed: Math.max(failed + broken, code === 0 ? 0 : 1), seconds };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function liveTested() {
  const environment = { LIVE_ROUNDS: "2" };
  return live("live", ["--core", "--whole", "objects"], { minutes: liveMinutes, environment });
}

/** @param {string} system */
function objectsTested(system) {
  const environment = { LAB_SUITE: system };
  return live(`on ${system}`, ["--core", "objects"], { minutes: otherMinutes, environment });
}

/** The systems of the lab that the suites do not run on unless they are asked to. */
function otherSystems() {
  const name = join(root, "dist/tests/live/lab-name.js");
  if (labProblem() || !existsSync(name)) return [];
  const require = createRequire(import.meta.url);
  const { SUITES } = require(join(root, "dist/lab/index.js"));
  return SUITES.filter((/** @type {string} */ system) => system !== require(name).labSuite());
}

/**
 * @param {string} name
 * @param {readonly string[]} words
 * @param {{ minutes: number, environment?: Record<string, string> }} options
 * @returns {Promise<Part>}
 */
async function live(name, words, options) {
  const problem = labProblem();
  if (problem) return { name, passed: 0, failed: 0, seconds: 0, notRun: problem };
  const argv = [join(root, "dist/tests/live/run.js"), ...words];
  const { code, last, seconds } = await run(name, argv, options);
  const [, passed = 0, failed = 0] = (sum.exec(last) ?? []).map(Number);
  return { name, passed, failed: Math.max(failed, code === 0 && sum.test(last) ? 0 : 1), seconds };
}

/** Why the live suites cannot be run on this machine, if so. */
function labProblem() {
  if (!existsSync("/etc/os-release")) return "The lab needs Debian 12 or Ubuntu 24.04 or newer.";
  const lab = join(root, "dist/lab/host-packages.js");
  if (!existsSync(lab)) return undefined;
  const { hostProblem } = createRequire(import.meta.url)(lab);
  return hostProblem(readFileSync("/etc/os-release", "utf8"), process.getuid?.() ?? -1);
}

/**
 * A check that is one test by itself.
 * @param {string} name
 * @param {readonly string[]} argv
 * @returns {Promise<Part>}
 */
async function checked(name, argv) {
  const { code, seconds } = await run(name, argv);
  return { name, passed: code === 0 ? 1 : 0, failed: code === 0 ? 0 : 1, seconds };
}

/**
 * Runs a script to its end, shows what it says and answers its last line.
 * @param {string} name
 * @param {readonly string[]} argv
 * @param {{ shown?: boolean, minutes?: number, environment?: Record<string, string> }} [options]
 */
async function run(name, argv, { shown = true, minutes, environment = {} } = {}) {
  process.stdout.write(`\n=== ${name}\n`);
  const start = Date.now();
  const child = spawn(process.execPath, argv, {
    cwd: root,
    env: { ...process.env, ...environment },
    stdio: ["ignore", "pipe", "inherit"],
  });
  running = child;
  const limit = minutes && setTimeout(() => child.kill("SIGTERM"), minutes * 60_000);
  let said = "";
  child.stdout.setEncoding("utf8").on("data", (/** @type {string} */ text) => {
    said = (said + text).slice(-10_000);
    if (shown) process.stdout.write(text);
  });
  const code = await new Promise((resolve, reject) => child.on("error", reject).on("close", resolve));
  clearTimeout(limit);
  return { code, last: said.trim().split("\n").at(-1) ?? "", seconds: (Date.now() - start) / 1000 };
}

/**
 * @param {string} name
 * @param {string} file
 */
function inPackage(name, file) {
  return join(root, "node_modules", name, file);
}

/** @param {Part} part */
function told({ name, passed, failed, seconds, notRun }) {
  const counts = notRun ? `not run: ${notRun}` : `${passed} passed, ${failed} failed`;
  return `${name.padEnd(12)} ${seconds.toFixed(0).padStart(5)} s  ${counts}`;
}

/**
 * @param {readonly Part[]} parts
 * @param {"passed" | "failed"} what
 */
function total(parts, what) {
  return parts.reduce((all, part) => all + part[what], 0);
}
