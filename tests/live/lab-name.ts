import { createHash } from "node:crypto";
import { SUITES, type Suite } from "../../lab/index.js";

/** The name of a suite's lab: the same in each run of this clone, another in each other clone on the machine. */
export function labName(suite: string): string {
  return `test-${suite}-${createHash("sha256").update(__dirname).digest("hex").slice(0, 4)}`;
}

/** The Debian release that `LAB_SUITE` asks for, for suites that run on any; bookworm without it. */
export function labSuite(): Suite {
  const asked = process.env["LAB_SUITE"] ?? "bookworm";
  const suite = SUITES.find((one) => one === asked);
  if (!suite) throw new Error(`LAB_SUITE is "${asked}"; allowed are ${SUITES.join(", ")}`);
  return suite;
}
