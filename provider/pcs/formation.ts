import { run } from "../ssh/index.js";
import { command } from "./command.js";
import { readCorosyncConf } from "./corosync-conf.js";
import { dialectFor, type Setup } from "./dialect.js";
import { commandFailure, PcsFailure, remedy } from "./failure.js";
import { complaints, isDeaf } from "./journal.js";
import { look } from "./look.js";
import type { ReachableNode } from "./nodes.js";
import type { NodeSurvey } from "./survey.js";

// pcs's own limits: 60 s for a request to another node, several of them in a setup.
const commandSeconds = 180;
const daemonSeconds = 150;
const onlineSeconds = 120;
const settledSeconds = 60;
const pollMs = 40;

/** What authentication is called in failures. */
export function authenticating(to: readonly ReachableNode[]): string {
  return `authenticate to pcsd of ${to.map(({ name }) => name).join(", ")}`;
}

/** Authenticates a node's pcs to others; the password goes by stdin. */
export async function authenticate(
  from: NodeSurvey,
  to: readonly ReachableNode[],
  password: string,
): Promise<void> {
  const argv = dialectFor(from.pcs, from.node.name).auth(to);
  await command(from.node, authenticating(to), argv, { stdin: `${password}\n`, timeout: commandSeconds });
}

/**
 * Does something while the corosync.conf of Debian's package is out of the way: pcs keeps no token while it takes its host
 * for a node of that cluster (seen with 0.11.5). The file is back when it fails, and gone when it succeeds.
 */
export async function withoutPackaged<T>(
  { node, packagedConf }: NodeSurvey,
  act: () => Promise<T>,
): Promise<T> {
  if (!packagedConf) return act();
  const [conf, aside] = ["/etc/corosync/corosync.conf", "/etc/corosync/corosync.conf.packaged"];
  await command(node, "set the packaged corosync.conf aside", ["mv", conf, aside]);
  try {
    const done = await act();
    await command(node, "remove the packaged corosync.conf", ["rm", "-f", aside]);
    return done;
  } catch (failure) {
    await command(node, "put the packaged corosync.conf back", ["mv", aside, conf]);
    throw failure;
  }
}

/** Makes a new cluster of nodes that are in none; nothing is started. */
export async function setUp(from: NodeSurvey, cluster: Setup): Promise<void> {
  const argv = dialectFor(from.pcs, from.node.name).setup(cluster);
  await command(from.node, `set up the cluster "${cluster.clusterName}"`, argv, { timeout: commandSeconds });
}

/** Runs one of the dialect's commands on a node. */
export async function direct(from: NodeSurvey, doing: string, argv: readonly string[]): Promise<void> {
  await command(from.node, doing, argv, { timeout: commandSeconds });
}

/**
 * Starts the cluster's daemons on these nodes together.
 * @throws PcsFailure with what the daemons complained of; they are stopped again where Corosync has no link
 */
export async function startAll(nodes: readonly ReachableNode[]): Promise<void> {
  await startDaemons(nodes);
  await refuseDeaf(nodes);
}

/**
 * Waits until all of these nodes, which are all of their cluster and were started, are online members and one of them
 * decides.
 * @throws PcsFailure like `startAll`, and "timeout" with what was seen last
 */
export async function awaitStarted(nodes: readonly ReachableNode[]): Promise<void> {
  // Nodes are not waited for when Corosync on one of them cannot hear the others.
  const deaf = new AbortController();
  await Promise.all([
    awaitOnline(nodes, deaf.signal),
    refuseDeaf(nodes).catch((failure: unknown) => {
      deaf.abort();
      throw failure;
    }),
  ]);
}

/** Starts the cluster's daemons on these nodes together; whether Corosync has a link is not looked at. */
export async function startDaemons(nodes: readonly ReachableNode[]): Promise<void> {
  await Promise.all(nodes.map(async (node) => systemctl(node, "start", await daemonsOf(node))));
}

async function refuseDeaf(nodes: readonly ReachableNode[]): Promise<void> {
  await Promise.all(
    nodes.map(async (node) => {
      const said = await complaints(node);
      if (!isDeaf(said)) return;
      await stopAll([node]);
      const doing = `Unable to start corosync on ${node.name}: it had no link and was stopped again. ${said}`;
      throw new PcsFailure("unknown", [doing, remedy(said) ?? ""].join("\n").trim());
    }),
  );
}

/** Lets the cluster start with its nodes, or not. */
export async function enableAll(nodes: readonly ReachableNode[], enabled: boolean): Promise<void> {
  await Promise.all(
    nodes.map(async (node) => {
      const units = await daemonsOf(node);
      if (enabled) await systemctl(node, "enable", await pathsOf(node, units));
      else await systemctl(node, "disable", units);
    }),
  );
}

// By their names Debian's systemd also asks for their start by init scripts, which takes seconds, loads all units anew
// several times, and counts for nothing where systemd boots.
async function pathsOf({ ssh }: ReachableNode, units: readonly string[]): Promise<readonly string[]> {
  const argv = ["systemctl", "show", "-p", "FragmentPath", ...units];
  const { stdout } = await run(ssh, argv, { timeout: commandSeconds });
  const paths = [...stdout.matchAll(/^FragmentPath=(\/.+)$/gm)].map(([, path = ""]) => path);
  return paths.length === units.length ? paths : units;
}

/** Stops all nodes together: first what decides, so that nothing moves to and fro, then what carries it. */
export async function stopAll(nodes: readonly ReachableNode[]): Promise<void> {
  await Promise.all(nodes.map((node) => systemctl(node, "stop", ["pacemaker"])));
  await Promise.all(nodes.map((node) => systemctl(node, "stop", ["corosync"])));
}

/** Takes the cluster's configuration off a node: only what pcs itself calls the cluster's. */
export async function destroyOn(node: ReachableNode): Promise<void> {
  await command(node, "destroy the cluster", ["pcs", "cluster", "destroy"], { timeout: commandSeconds });
}

/**
 * Waits until all these nodes are online members and one of them decides, or it is called off.
 * @throws PcsFailure "timeout" with what was seen last
 */
export async function awaitOnline(nodes: readonly ReachableNode[], off?: AbortSignal): Promise<void> {
  const deadline = Date.now() + onlineSeconds * 1000;
  const [first] = nodes;
  if (!first) return;
  while (!off?.aborted) {
    // Pacemaker may not answer yet.
    const status = await look(first).catch((failure: unknown) => {
      if (!(failure instanceof PcsFailure)) throw failure;
      return undefined;
    });
    const online = status?.nodes.filter((one) => one.online && !one.pending).map(({ name }) => name) ?? [];
    const missing = nodes.map(({ name }) => name).filter((name) => !online.includes(name));
    if (missing.length === 0 && status?.dc) return;
    if (Date.now() > deadline) {
      const what = missing.length ? `${missing.join(", ")} not online` : "no DC elected";
      throw new PcsFailure("timeout", `The cluster is not complete after ${onlineSeconds} s: ${what}.`);
    }
    await new Promise((resolve) => setTimeout(resolve, pollMs));
  }
}

/** Waits until the cluster has nothing more to do, such as start what a restart has stopped; not longer than it makes sense. */
export async function awaitSettled(node: ReachableNode): Promise<void> {
  // What it waits for in vain is seen by whoever declares it; here it is no failure.
  const argv = ["crm_resource", "--wait", `--timeout=${settledSeconds}s`];
  await run(node.ssh, argv, { timeout: settledSeconds + 10 });
}

// The quorum device's daemon goes with Corosync, and does not come back with it by itself.
async function daemonsOf(node: ReachableNode): Promise<string[]> {
  const { stdout } = await run(node.ssh, ["cat", "/etc/corosync/corosync.conf"], { timeout: commandSeconds });
  return ["corosync", ...(readCorosyncConf(stdout).device ? ["corosync-qdevice"] : []), "pacemaker"];
}

async function systemctl(node: ReachableNode, verb: string, units: readonly string[]): Promise<void> {
  const ran = await run(node.ssh, ["systemctl", verb, ...units], { timeout: daemonSeconds });
  if (ran.code === 0) return;
  // systemd's own text only says where to read on.
  const said = verb === "start" ? await complaints(node) : "";
  throw commandFailure(`${verb} ${units.join(" and ")}`, node.name, { ...ran, stdout: said });
}
