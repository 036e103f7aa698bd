import type { Reached } from "../../lifecycle/managed.js";
import { Refusal } from "../../lifecycle/outcome.js";
import { channelStatements } from "../../mariadb/channel.js";
import { copied } from "../../mariadb/copy.js";
import { isDown, markServer, say } from "../../mariadb/server.js";
import { literal } from "../../mariadb/words.js";
import { awaitMember, forgetFailures, moveAway, moveBack } from "../../pcs/membership.js";
import { reachableNodes, type ReachableNode } from "../../pcs/nodes.js";
import type { Declared } from "./mariadb-replication.js";
import { otherThan, replicates, seenAt, type Seen } from "./state.js";

export { replicates };

type Args = Declared & Reached;

// What the other one's log no longer holds.
const purged = "1236";

/** Makes a pair of two servers that run: of empty ones by replication alone, else by a copy of the one that has data. */
export async function begin(args: Args): Promise<void> {
  const all = await seenBoth(args);
  const full = all.filter(({ data, databases }) => data === "ours" || databases.length > 0);
  const [first] = full;
  if (full.length === 0) {
    for (const { node } of all) await channel(node, args, "");
    for (const { node } of all) await markServer(node, args.layout, args.pair);
  } else if (first && full.length === 1) {
    await markServer(first.node, args.layout, args.pair);
    await rebuild(first.node, otherSeen(all, first).node, args);
  }
  await repair(args, { ...args, channels: {} });
}

/** Brings both servers in step again, and restarts those whose configuration has changed. */
export async function repair(args: Args, old: Declared): Promise<void> {
  let all = await seenBoth(args);
  refuseForeign(all, args);
  const lost = lostData(all, args, old);
  if (lost) await rebuild(otherSeen(all, lost).node, lost.node, args);
  const copy = all.find(({ pending }) => pending !== undefined);
  if (copy && copy !== lost) await beginAtCopy(otherSeen(all, copy).node, copy.node, args);
  if (lost ?? copy) all = await seenBoth(args);
  for (const seen of all) {
    if (!seen.runs) await started(seen.node, args);
    const isOther = args.password !== old.password || args.user !== old.user;
    if (isOther || (seen.trouble !== undefined && seen.runs)) await channel(seen.node, args);
  }
  await inStep(args);
  const outdated = (await seenBoth(args)).filter(({ isOutdated }) => isOutdated);
  for (const { node } of outdated.sort((a, b) => Number(a.isWriter) - Number(b.isWriter)))
    await restart(node, args);
}

/** Ends a server's replication; one that does not run has none. */
export async function stop(node: ReachableNode, { layout }: Declared): Promise<void> {
  await say(node, layout, "end the replication", ["STOP SLAVE", "RESET SLAVE ALL"]).catch(
    (failure: unknown) => {
      if (!isDown(failure)) throw failure;
    },
  );
}

function refuseForeign(all: readonly Seen[], { pair }: Args): void {
  const foreign = all.find(({ data }) => data === "theirs");
  if (foreign)
    throw new Refusal(
      `${foreign.node.name} has databases that are not of this pair (${foreign.databases.join(", ")}): nothing of them is changed. Take them away, and the server is rebuilt from the other one. The pair is ${pair}.`,
    );
  if (all.every(({ data }) => data === "empty"))
    throw new Refusal("Both servers are empty, and were not before: there is nothing to rebuild one from.");
}

// A server whose data are to be had from the other one.
function lostData(all: readonly Seen[], args: Args, old: Declared): Seen | undefined {
  const named = args.rebuild !== old.rebuild ? all.find(({ node }) => node.name === args.rebuild) : undefined;
  const empty = all.find(({ data }) => data === "empty");
  const late = all.find(({ trouble, isWriter }) => !isWriter && trouble === `is stopped by error ${purged}`);
  return empty ?? named ?? late;
}

async function rebuild(from: ReachableNode, to: ReachableNode, args: Args): Promise<void> {
  process.stdout.write(`the server of ${to.name} is rebuilt from that of ${from.name}\n`);
  await whileStopped(to, args, () => copied(from, to, args.layout, args.pair, args.timeout));
  await beginAtCopy(from, to, args);
}

async function beginAtCopy(from: ReachableNode, to: ReachableNode, args: Args): Promise<void> {
  await started(to, args);
  const { pending: position = "" } = await seenAt(to, args);
  // Its own log begins where the copy ends: the other one finds there what it has already.
  const begins = position === "" ? [] : [`SET GLOBAL gtid_binlog_state = ${literal(position)}`];
  await say(to, args.layout, "set where its log begins", ["STOP SLAVE", "RESET MASTER", ...begins]);
  await channel(to, args, position);
  await channel(from, args, position);
  await markServer(to, args.layout, args.pair);
}

async function restart(node: ReachableNode, args: Args): Promise<void> {
  process.stdout.write(`the server of ${node.name} is restarted with its new configuration\n`);
  await whileStopped(node, args, async () => undefined);
  await started(node, args);
  await inStep(args);
}

// The cluster moves what runs there to the other node first, and is told to run it again whatever happens.
async function whileStopped<T>(node: ReachableNode, args: Args, act: () => Promise<T>): Promise<T> {
  try {
    const left = await moveAway(args, node.name, args.timeout);
    if (left.length > 0)
      throw new Refusal(`${left.join(", ")} does not leave ${node.name}: see \`pcs status\` there.`);
    return await act();
  } finally {
    await moveBack(args, node.name);
  }
}

async function started(node: ReachableNode, args: Args): Promise<void> {
  await forgetFailures(args, node.name);
  const lacking = await awaitMember(args, node.name, args.timeout);
  if (lacking !== undefined)
    throw new Refusal(`${node.name} is not ready: ${lacking}. See \`pcs status\` there.`);
  await until(args, `the server of ${node.name} does not run`, async () => (await seenAt(node, args)).runs);
}

function channel(node: ReachableNode, args: Args, position?: string): Promise<unknown> {
  const { user, password, layout } = args;
  const host = otherThan(node.name, args);
  return say(node, layout, "set the replication", channelStatements({ host, user, password }, position));
}

async function inStep(args: Args): Promise<void> {
  let last = "";
  const inOrder = async () => {
    const all = await seenBoth(args);
    const ailing = all.filter(({ trouble }) => trouble !== undefined);
    last = ailing.map(({ node, trouble }) => `${node.name} ${trouble}`).join(", ");
    const failed = ailing.find(({ trouble }) => /stopped by error/.test(trouble ?? ""));
    if (failed)
      throw new Refusal(
        `The replication of ${failed.node.name} ${failed.trouble}: its data differ from the other one's. See SHOW SLAVE STATUS there; \`rebuild: "${failed.node.name}"\` gives them up for a copy.`,
      );
    return ailing.length === 0;
  };
  await until(args, () => `the servers are not in step: ${last}`, inOrder);
}

async function until(
  { timeout }: Args,
  lacking: string | (() => string),
  isSo: () => Promise<boolean>,
): Promise<void> {
  const deadline = Date.now() + timeout * 1000;
  while (!(await isSo())) {
    if (Date.now() > deadline)
      throw new Refusal(`After ${timeout} s ${typeof lacking === "string" ? lacking : lacking()}.`);
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
}

function seenBoth(args: Args): Promise<Seen[]> {
  return Promise.all(reachableNodes(args).map((node) => seenAt(node, args)));
}

function otherSeen(all: readonly Seen[], one: Seen): Seen {
  const other = all.find(({ node }) => node.name !== one.node.name);
  if (!other) throw new Refusal("A pair has two nodes.");
  return other;
}
