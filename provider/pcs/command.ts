import { run, type Ran, type RunOptions } from "../ssh/index.js";
import { commandFailure } from "./failure.js";
import type { ReachableNode } from "./nodes.js";

/** Runs a command on a node; a non-zero exit is a failure. The command holds the cluster's lock while it runs. */
export async function command(
  node: ReachableNode,
  doing: string,
  argv: readonly string[],
  options?: RunOptions,
): Promise<Ran> {
  const seconds = options?.timeout ?? 60;
  const locked = ["flock", "-w", String(seconds), "/run/lock/pulumi-pacemaker.lock", ...argv];
  const ran = await run(node.ssh, locked, { ...options, timeout: seconds });
  if (ran.code !== 0) throw commandFailure(doing, node.name, ran);
  return ran;
}
