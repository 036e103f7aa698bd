import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** What was run of the live suites on nodes of one system. */
export interface Run {
  readonly pcs: string;
  readonly pacemaker: string;
  readonly python: string;
  /** What the nodes were. */
  readonly on: string;
  readonly suite: string;
  /** How many cases passed and failed. */
  readonly result: string;
}

/** The folder of the clone; compiled tests are two folders deeper. */
export const root = join(__dirname, __dirname.includes("/dist/") ? "../../.." : "../..");
const path = join(root, "docs/compatibility-runs.json");

/** All that is noted of runs. */
export function runs(): readonly Run[] {
  return JSON.parse(readFileSync(path, "utf8")) as Run[];
}

/** Notes what was run, in place of what was noted of the same suites on the same nodes. */
export function note(now: readonly Run[]): void {
  const again = ({ on, suite, pcs }: Run) =>
    now.some((one) => one.on === on && one.suite === suite && one.pcs === pcs);
  const all = [...runs().filter((one) => !again(one)), ...now];
  // Suites of one generation stand together, oldest first.
  const sorted = all.sort(
    (one, other) =>
      one.pcs.localeCompare(other.pcs, "en", { numeric: true }) ||
      one.on.localeCompare(other.on) ||
      one.suite.localeCompare(other.suite),
  );
  writeFileSync(path, `${JSON.stringify(sorted, null, 2)}\n`);
}
