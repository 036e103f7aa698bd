import type { Reached } from "../../lifecycle/managed.js";
import { Refusal } from "../../lifecycle/outcome.js";
import { dialectFor } from "../../pcs/dialect.js";
import {
  authenticate,
  awaitOnline,
  awaitSettled,
  awaitStarted,
  destroyOn,
  direct,
  enableAll,
  setUp,
  startAll,
  startDaemons,
  stopAll,
  withoutPackaged,
} from "../../pcs/formation.js";
import { beginLedger } from "../../pcs/ledger.js";
import { lookAhead } from "../../pcs/installed.js";
import { drafted, install, unseed } from "../../pcs/quick-setup.js";
import { holding, refuseUnprepared, type NodeSurvey } from "../../pcs/survey.js";
import { deauthenticate, forgetCluster, recallTokens } from "../../pcs/tokens.js";
import type { Declared } from "./arguments.js";
import { changesOf, type Changes } from "./changes.js";
import { refuseForeignContents, shareLedger } from "./contents.js";
import { refuseBeyondSetup, setupOf } from "./generations.js";
import { declaredAs, isThis, surveyAll } from "./observation.js";

type Args = Declared & Reached;

/** Makes the cluster on nodes that are in none. */
export async function form(args: Args, surveys: readonly NodeSurvey[]): Promise<void> {
  const nodes = surveys.map(({ node }) => node);
  const [first] = surveys;
  if (!first) return;
  surveys.forEach(refuseUnprepared);
  refuseBeyondSetup(args, first, surveys);
  const setup = setupOf(args, dialectFor(first.pcs, first.node.name));
  const draft = await withoutPackaged(first, () =>
    drafted(first, setup, { to: nodes, password: args.haclusterPassword }),
  );
  // Debian's package brings a cluster of one node; as long as its file is unmodified, it is nobody's. It stays where the
  // password was refused.
  await Promise.all(surveys.filter(({ packagedConf }) => packagedConf).map(({ node }) => destroyOn(node)));
  if (draft) await install(nodes, draft);
  else await setUp(first, setup);
  await bothDone(startDaemons(nodes), beginLedger(nodes));
  // Beside the daemons' wait for each other, as all that is not needed yet.
  void lookAhead(first.node);
  await bothDone(
    awaitStarted(nodes).then(() => unseed(first.node)),
    enableAll(nodes, args.enable),
  );
}

/** Brings a cluster that is there to its declaration, and touches nothing when it is. */
export async function bringTo(args: Args, surveys: readonly NodeSurvey[]): Promise<void> {
  const inCluster = surveys.filter(({ conf }) => conf && isThis(args, conf));
  const first = inCluster.find(({ status }) => status) ?? inCluster[0];
  if (!first?.conf) return;
  const found = declaredAs(args, first.conf, surveys);
  const changes = changesOf(args, found);
  const unclear = surveys.filter(
    ({ conf, configured, packagedConf }) => !conf && configured && !packagedConf,
  );
  if (unclear.length > 0)
    throw new Refusal(
      `${unclear.map(holding).join("; ")}. Nothing was changed. If nothing of it is needed, run \`pcs cluster destroy\` there, then run again: it will join.`,
    );
  await changeMembers(args, first, surveys, changes);
  await changeOptions(first, inCluster, changes);
  const wanted = surveys.map(({ node }) => node);
  const down = surveys.filter(({ services }) => !services.corosync.active || !services.pacemaker.active);
  await startAll(down.map(({ node }) => node));
  if (found.enable !== args.enable || changes.added.length > 0) await enableAll(wanted, args.enable);
  await awaitOnline(wanted);
  await unseed(first.node);
  if (changes.restart) await awaitSettled(first.node);
  await shareLedger(surveys);
}

/**
 * Stops all nodes together and destroys the cluster on each; what is not provably this cluster stays.
 */
export async function destroyAll(args: Args): Promise<void> {
  const surveys = await surveyAll(args);
  const inCluster = surveys.filter(({ conf }) => conf);
  // A node that was seen without its cluster is missing among the nodes, and ours all the same.
  const known = [...new Set([...args.nodes.map(({ name }) => name), ...Object.keys(args.connection ?? {})])];
  for (const { node, conf } of inCluster) {
    const strangers = conf?.nodes.filter(({ name }) => !known.includes(name)) ?? [];
    if (!conf || !isThis(args, conf) || strangers.length > 0)
      throw new Refusal(
        `Refusing to destroy: ${node.name} is in the cluster "${conf?.clusterName}" of ${conf?.nodes.map(({ name }) => name).join(", ")}; this stack's is "${args.clusterName}" of ${known.join(", ")}. Nothing was changed.`,
      );
  }
  await refuseForeignContents(args, inCluster);
  const nodes = inCluster.map(({ node }) => node);
  const tokens = await recallTokens(surveys);
  await stopAll(nodes);
  await Promise.all(nodes.map(destroyOn));
  await forgetCluster(surveys, tokens);
}

async function changeMembers(
  args: Args,
  first: NodeSurvey,
  surveys: readonly NodeSurvey[],
  changes: Changes,
): Promise<void> {
  const dialect = dialectFor(first.pcs, first.node.name);
  for (const name of changes.added) {
    const joining = surveys.find(({ node }) => node.name === name);
    if (!joining) continue;
    refuseUnprepared(joining);
    // A node that is still listed is told of all tokens at once, and refuses them while it is in the package's cluster.
    await withoutPackaged(joining, () => authenticate(first, [joining.node], args.haclusterPassword));
    if (joining.packagedConf) await destroyOn(joining.node);
    // A machine that was made anew under its old name: pcs takes in only who is not listed.
    if (first.conf?.nodes.some((node) => node.name === name))
      await direct(first, `take the former ${name} out of the cluster`, dialect.nodeRemove(name));
    await direct(first, `add ${name} to the cluster`, dialect.nodeAdd(joining.node));
  }
  for (const name of changes.removed) {
    await direct(first, `remove ${name} from the cluster`, dialect.nodeRemove(name));
    // pcs keeps the token of a node that left; nobody would know of it when the cluster is destroyed.
    await Promise.all(surveys.map(({ node, pcs }) => deauthenticate(node, pcs, [name])));
  }
}

async function changeOptions(
  first: NodeSurvey,
  inCluster: readonly NodeSurvey[],
  changes: Changes,
): Promise<void> {
  const { live, quorum, links, linksAdded, linksRemoved, linkOptions, restart } = changes;
  const dialect = dialectFor(first.pcs, first.node.name);
  const nodes = inCluster.map(({ node }) => node).filter(({ name }) => !changes.removed.includes(name));
  if (restart) await stopAll(nodes);
  try {
    if (Object.keys(live).length)
      await direct(first, "change Corosync's options", dialect.configUpdate(live));
    if (Object.keys(quorum).length)
      await direct(first, "change the quorum options", dialect.quorumUpdate(quorum));
    for (const { number, addresses } of links)
      await direct(first, `change link ${number}`, dialect.linkUpdate(number, addresses, {}));
    for (const { number, options } of linkOptions)
      await direct(first, `change link ${number}`, dialect.linkUpdate(number, {}, options));
    for (const { number, addresses } of linksAdded) {
      const pairs = Object.entries(addresses).map(([name, address]) => ({ name, address }));
      await direct(first, `add link ${number}`, dialect.linkAdd(pairs));
    }
    for (const number of linksRemoved)
      await direct(first, `remove link ${number}`, dialect.linkRemove(number));
  } finally {
    if (restart) await startAll(nodes);
  }
}

// Neither goes on while the other has failed already.
async function bothDone<A, B>(one: Promise<A>, other: Promise<B>): Promise<[A, B]> {
  await Promise.allSettled([one, other]);
  return Promise.all([one, other]);
}
