import { createHash } from "node:crypto";

/** The name of a suite's lab: the same in each run of this clone, another in each other clone on the machine. */
export function labName(suite: string): string {
  return `test-${suite}-${createHash("sha256").update(__dirname).digest("hex").slice(0, 4)}`;
}
