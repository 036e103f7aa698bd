import type { Reached } from "../../lifecycle/managed.js";
import { Refusal } from "../../lifecycle/outcome.js";
import { newer, type Cib } from "../../pcs/cib.js";
import { clusterOf } from "../../pcs/cluster.js";
import { foreignIn, runsIn, type Foreign } from "../../pcs/foreign.js";
import { beginLedger, readLedger, type Known } from "../../pcs/ledger.js";
import { storedCib, type NodeSurvey } from "../../pcs/survey.js";
import type { Declared } from "./arguments.js";

type Args = Declared & Reached;

/** What is in the running cluster that no object of this stack made; undefined where that cannot be told. */
export async function foreignOf(
  args: Args,
  surveys: readonly NodeSurvey[],
  now: boolean,
): Promise<readonly Foreign[] | undefined> {
  const known = knownTo(surveys);
  if (!known || !surveys.some(({ status }) => status)) return undefined;
  const cluster = clusterOf(args);
  const cib = await (now ? cluster.cib() : cluster.recentCib()).catch(() => undefined);
  return cib && foreignIn(cib, known);
}

/**
 * Refuses to destroy a cluster with resources that others made, unless the user has said that they go too.
 * @throws Refusal with what was found
 */
export async function refuseForeignContents(args: Args, members: readonly NodeSurvey[]): Promise<void> {
  const known = knownTo(members);
  if (!known || args.destroyForeign) return;
  const cib = await configuration(args, members);
  const foreign = cib ? runsIn(foreignIn(cib, known)) : [];
  if (foreign.length === 0) return;
  const found = foreign.map(({ kind, id }) => `${kind} ${id}`).join(", ");
  throw new Refusal(
    `Refusing to destroy: the cluster "${args.clusterName}" holds what no object of this stack made or took over: ${found}. Nothing was changed. Delete it there (\`pcs resource delete ID\`) or declare it with \`adopt: true\`; to destroy it with the cluster, give the cluster \`destroyForeign: true\` and deploy that first.`,
  );
}

/** Brings the ledger to nodes that have another one or none, such as a machine that was made anew. */
export async function shareLedger(surveys: readonly NodeSurvey[]): Promise<void> {
  const known = knownTo(surveys);
  if (!known) return;
  const behind = surveys.filter(({ objects }) => readLedger([objects])?.text !== known.text);
  await beginLedger(
    behind.map(({ node }) => node),
    known,
  );
}

// A host that is in no cluster may have been in another one: what it has kept is not of this.
function knownTo(surveys: readonly NodeSurvey[]): Known | undefined {
  return readLedger(surveys.filter(({ conf }) => conf).map(({ objects }) => objects));
}

// Of the cluster at work, or as it lies on its nodes: one that is stopped has its resources too.
async function configuration(args: Args, members: readonly NodeSurvey[]): Promise<Cib | undefined> {
  const live = members.some(({ status }) => status) ? clusterOf(args).cib() : Promise.resolve(undefined);
  const cib = await live.catch(() => undefined);
  if (cib) return cib;
  const stored = await Promise.all(members.map(({ node }) => storedCib(node)));
  return stored.filter((one) => one !== undefined).sort(newer)[0];
}
