import { run } from "../ssh/index.js";
import { clusterOf } from "./cluster.js";
import { commandFailure } from "./failure.js";
import { messageOf, reachableNodes, type Handle, type ReachableNode } from "./nodes.js";
import type { ClusterStatus } from "./status.js";

const lookEveryMs = 500;
const commandSeconds = 30;

/** Whether a node belongs to a cluster, as far as its files tell. */
export async function isInCluster(node: ReachableNode): Promise<boolean> {
  return (await run(node.ssh, ["test", "-s", "/etc/corosync/corosync.conf"])).code === 0;
}

/**
 * Waits until a node is a full, healthy member as it sees it itself: with quorum, every member online, nothing starting or
 * stopping any more. Answers what is still lacking when the seconds are over.
 */
export async function awaitMember(
  handle: Handle,
  name: string,
  seconds: number,
): Promise<string | undefined> {
  const deadline = Date.now() + seconds * 1000;
  for (;;) {
    const lacking = await clusterOf(handle)
      .status()
      .then((status) => notYet(status, name), messageOf);
    if (lacking === undefined || Date.now() > deadline) return lacking;
    await pause();
  }
}

/**
 * Has a node run nothing until it boots next, and waits until all that can move has left it. Answers what is still there
 * when the seconds are over.
 */
export async function moveAway(handle: Handle, name: string, seconds: number): Promise<readonly string[]> {
  await standby(handle, name, ["--update", "on"]);
  const deadline = Date.now() + seconds * 1000;
  for (;;) {
    const status = await clusterOf(handle).status();
    const left = [...status.resources].filter(([, at]) => at.managed && at.nodes.includes(name));
    const isSettled = [...status.resources.values()].every(({ pending }) => pending === undefined);
    if ((left.length === 0 && isSettled) || Date.now() > deadline) return left.map(([id]) => id);
    await pause();
  }
}

/** Has a node run again what it may, also when it has not booted since `moveAway`. */
export function moveBack(handle: Handle, name: string): Promise<void> {
  return standby(handle, name, ["--delete"]);
}

/** Has Pacemaker forget what failed on a node: it is tried there again at once. */
export async function forgetFailures(handle: Handle, name: string): Promise<void> {
  const [node] = reachableNodes(handle);
  if (!node) return;
  const ran = await run(node.ssh, ["crm_resource", "--cleanup", "--node", name], { timeout: commandSeconds });
  if (ran.code !== 0) throw commandFailure(`forget what failed on ${name}`, node.name, ran);
}

// An attribute of the node's status: it ends with the node's next boot by itself, and pcs has no word for it.
async function standby(handle: Handle, name: string, change: readonly string[]): Promise<void> {
  const [node] = reachableNodes(handle);
  if (!node) return;
  const argv = ["crm_attribute", "--node", name, "--name", "standby", "--lifetime", "reboot", ...change];
  const ran = await run(node.ssh, argv, { timeout: commandSeconds });
  if (ran.code !== 0) throw commandFailure(`change what ${name} runs`, node.name, ran);
}

function notYet(status: ClusterStatus, name: string): string | undefined {
  const own = status.nodes.find((node) => node.name === name);
  const away = status.nodes.filter(({ online, pending, unclean }) => !online || pending || unclean);
  const busy = [...status.resources].filter(([, { pending }]) => pending !== undefined);
  if (!own) return `${name} is no member of the cluster`;
  if (away.length > 0) return `${away.map((node) => node.name).join(" and ")} is not online`;
  if (own.standby || own.maintenance) return `${name} is in ${own.standby ? "standby" : "maintenance"}`;
  if (!status.quorate || status.dc === undefined) return "the cluster has no quorum or no DC";
  return busy.length > 0 ? `${busy.map(([id]) => id).join(", ")} is changing` : undefined;
}

function pause(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, lookEveryMs));
}
