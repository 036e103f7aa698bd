import { run } from "../ssh/index.js";
import { dialectFor } from "./dialect.js";
import { commandFailure } from "./failure.js";
import type { ReachableNode } from "./nodes.js";
import { ask } from "./program.js";
import type { NodeSurvey } from "./survey.js";

// pcs's own limits: 60 s for a request to another node.
const seconds = 180;

/**
 * Takes away what destroying leaves: the tokens that these nodes have of each other, on both sides, and pcs's backups of
 * the cluster's corosync.conf. `tokens` comes from `recallTokens`, before the cluster is destroyed.
 */
export async function forgetCluster(surveys: readonly NodeSurvey[], tokens: Tokens): Promise<void> {
  const names = surveys.map(({ node }) => node.name);
  await Promise.all(
    surveys.map(async ({ node, pcs, conf }) => {
      const cluster = { name: conf?.clusterName, uuid: conf?.clusterUuid };
      const request = { cluster, tokens: tokens.get(node.name) ?? [] };
      await ask<{ revoked: boolean }>(node.ssh, node.name, "forget", request, seconds);
      await deauthenticate(node, pcs, names);
    }),
  );
}

/** The tokens that each node accepts from the others, by its name. */
export type Tokens = ReadonlyMap<string, readonly string[]>;

/** Reads which tokens the nodes have of each other; nothing is changed. */
export async function recallTokens(surveys: readonly NodeSurvey[]): Promise<Tokens> {
  const names = surveys.map(({ node }) => node.name);
  const recalled = await Promise.all(
    surveys.map(({ node }) =>
      ask<{ tokens: Record<string, string> }>(node.ssh, node.name, "forget", { recall: names }, seconds),
    ),
  );
  return new Map(
    names.map((name) => [name, [...new Set(recalled.flatMap(({ tokens }) => tokens[name] ?? []))]] as const),
  );
}

/** Lets a node forget its tokens for others; it may have none. */
export async function deauthenticate(
  node: ReachableNode,
  pcs: string,
  names: readonly string[],
): Promise<void> {
  const argv = dialectFor(pcs, node.name).deauth(names);
  if (argv.length === 0) return;
  const ran = await run(node.ssh, argv, { timeout: seconds });
  if (ran.code === 0) return;
  const failure = commandFailure(`forget the token for ${names.join(", ")}`, node.name, ran);
  if (!/not found|unable to read/i.test(failure.message)) throw failure;
  // One that is missing may have kept pcs from the others.
  if (names.length > 1) for (const name of names) await deauthenticate(node, pcs, [name]);
}
