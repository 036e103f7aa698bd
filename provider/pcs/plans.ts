import { run } from "../ssh/index.js";
import type { ReachableNode } from "./nodes.js";

const seconds = 30;

/**
 * The resources with which Pacemaker is about to do something, by what its scheduler makes of this moment: right after a
 * change the status still tells of what ran before it. Nothing is known where the tool fails.
 */
export async function plansOn({ ssh }: ReachableNode): Promise<ReadonlySet<string>> {
  const { code, stdout } = await run(ssh, ["crm_simulate", "-L"], { timeout: seconds });
  return code === 0 ? readPlans(stdout) : new Set();
}

/** Reads the summary that `crm_simulate` prints: a line for each resource that is started, stopped, restarted, moved. */
export function readPlans(text: string): ReadonlySet<string> {
  const [, summary = ""] = text.split(/^Transition Summary:\s*$/m);
  const lines = summary.split("\n").map((line) => /^\s*\* (\S+)\s+(\S+)(.*)$/.exec(line) ?? []);
  return new Set(
    lines
      .filter(([, verb = "Fence", , rest = ""]) => verb !== "Fence" && !/\bblocked\b/i.test(rest))
      // An instance of a clone has its number behind the name.
      .map(([, , resource = ""]) => resource.replace(/:\d+$/, "")),
  );
}
