import type { Cib } from "../pcs/cib.js";
import type { Cluster } from "../pcs/cluster.js";
import { remedy } from "../pcs/failure.js";
import type { ClusterStatus, FailedAction } from "../pcs/status.js";
import type { Claim, Running } from "./cib-object.js";
import { Refusal } from "./outcome.js";

// What a stop may take before it is given up: Pacemaker's own limit for a stop is 20 s by default, and it may fence then.
const stopSeconds = 120;

// Somebody who keeps the cluster from settling has changed it again by then.
const starvedSeconds = 2;

const running = ["Started", "Promoted", "Unpromoted", "Master", "Slave"];

/**
 * Waits until a resource runs. One that nobody wants to run (disabled, unmanaged, the cluster in maintenance) is not
 * waited for: that is the operator's intent.
 * @param earlier failures from before the change: they are shown until Pacemaker has taken note of it, and mean nothing
 * @param changed it may have run before the change, and be about to be restarted
 * @throws Refusal with what the agent said, when it cannot start anywhere or the time is over
 */
export async function awaitRunning(
  cluster: Cluster,
  { resource, seconds }: Running,
  earlier: readonly FailedAction[] = [],
  changed = false,
): Promise<void> {
  if (seconds === 0) return;
  const began = await cluster.recentCib();
  if (heldBack(began, resource)) return;
  const start = Date.now();
  if (changed) await cluster.begun(resource, seconds);
  const said = await cluster.until(seconds - (Date.now() - start) / 1000, (status) => {
    const at = status.resources.get(resource);
    if (at?.active && !at.failed && !at.pending && running.includes(at.role)) return "runs";
    return failedEverywhere(since(earlier, status), resource) && !at?.active ? "failed" : undefined;
  });
  if (said === "runs") return;
  const [status, cib] = [await cluster.status(), await cluster.cib()];
  if (
    said !== "failed" &&
    (await isStarved(cluster, began, cib)) &&
    failuresOf(status, resource).length === 0
  ) {
    process.stdout.write(
      `${resource} is not started yet: the configuration is changed again and again, and Pacemaker starts nothing before it has settled.\n`,
    );
    return;
  }
  const reasons = whyNot(status, cib, resource);
  const after = said === "failed" ? "" : ` within ${seconds} s`;
  throw new Refusal(`${resource} does not start${after}: ${reasons.join("; ")}`);
}

/** Disables a resource and waits until it is stopped everywhere, so that it can go; answers whether it ran. */
export async function awaitStopped(cluster: Cluster, { resource }: Running): Promise<boolean> {
  const runs = (status: ClusterStatus) => status.resources.get(resource)?.active ?? false;
  if (!runs(await cluster.status())) return false;
  const cib = await cluster.cib();
  if (
    cib.properties["maintenance-mode"] === "true" ||
    cib.primitive(resource)?.meta["is-managed"] === "false"
  )
    throw new Refusal(
      `${resource} runs and Pacemaker does not manage it (maintenance, or is-managed=false), so it cannot be stopped before it is removed. End that first.`,
    );
  const command = cib.primitive(resource)?.agent.startsWith("stonith:") ? "stonith" : "resource";
  await cluster.write([[command, "disable", resource]]);
  const stopped = await cluster.until(stopSeconds, (status) => (runs(status) ? undefined : true));
  if (stopped) return true;
  const failures = failuresOf(await cluster.status(), resource);
  throw new Refusal(
    `${resource} does not stop within ${stopSeconds} s, so it was not removed: ${failures.join("; ")}`,
  );
}

/** Refuses addresses that another resource has, or that some host answers for. */
export async function refuseTaken(cluster: Cluster, claims: readonly Claim[]): Promise<void> {
  for (const { property, address, nic } of claims) {
    const taken = (await cluster.answering([address], nic)).get(address);
    if (taken)
      throw new Refusal(
        `${property}: ${address} is in use already: ${taken}. Two holders of one address cut each other off; nothing was changed. Choose a free address, or give \`allowInUse: true\` when you know better.`,
      );
  }
}

function heldBack(cib: Cib, resource: string): boolean {
  const meta = cib.primitive(resource)?.meta ?? {};
  return (
    meta["target-role"] === "Stopped" ||
    meta["is-managed"] === "false" ||
    cib.properties["maintenance-mode"] === "true"
  );
}

// Pacemaker plans anew at each change: somebody who changes it twice a second keeps it from starting anything (seen with
// 2.1.5). That is no failure of the resource, which is there as it was declared.
async function isStarved(cluster: Cluster, began: Cib, now: Cib): Promise<boolean> {
  if (began.version[1] === now.version[1]) return false;
  return cluster.changes(now, starvedSeconds);
}

function since(earlier: readonly FailedAction[], status: ClusterStatus): ClusterStatus {
  const known = (one: FailedAction) =>
    earlier.some((other) => other.node === one.node && other.call === one.call);
  return { ...status, failures: status.failures.filter((one) => !known(one)) };
}

function failedEverywhere(status: ClusterStatus, resource: string): boolean {
  const failures = startFailures(status, resource);
  if (failures.some(({ fatal }) => fatal)) return true;
  const candidates = status.nodes.filter((node) => node.online && !node.standby && !node.pending);
  const failed = failures.map(({ node }) => node);
  return candidates.length > 0 && candidates.every(({ name }) => failed.includes(name));
}

function startFailures(status: ClusterStatus, resource: string) {
  return status.failures.filter(({ operation }) => operation.startsWith(`${resource}_start_`));
}

function failuresOf(status: ClusterStatus, resource: string): string[] {
  return status.failures
    .filter(({ operation }) => operation.startsWith(`${resource}_`))
    .map(({ operation, node, reason }) => {
      const help = remedy(reason);
      return `${operation.slice(resource.length + 1).replace(/_\d+$/, "")} on ${node} failed: ${reason}${help ? ` (${help})` : ""}`;
    });
}

function whyNot(status: ClusterStatus, cib: Cib, resource: string): string[] {
  const reasons = failuresOf(status, resource);
  const fencing = [...cib.allPrimitives.values()].some(({ agent }) => agent.startsWith("stonith:"));
  if (!fencing && cib.properties["stonith-enabled"] !== "false")
    reasons.push(
      "there is no fencing device and stonith-enabled is not false, so Pacemaker starts nothing: make a device, or (unsafe) set stonith-enabled=false",
    );
  for (const { name } of status.nodes.filter(({ unclean }) => unclean))
    reasons.push(
      `${name} is lost and not fenced yet, and nothing starts before that: \`pulumi refresh\` shows why in the cluster's fencingFailures`,
    );
  if (!status.quorate) reasons.push("the cluster has no quorum");
  if (!status.nodes.some(({ online, standby }) => online && !standby))
    reasons.push("no node is online and active");
  const role = status.resources.get(resource)?.role ?? "not known to the cluster";
  return reasons.length > 0
    ? reasons
    : [`it is ${role}; see \`pcs status --full\` and constraints that ban it`];
}
