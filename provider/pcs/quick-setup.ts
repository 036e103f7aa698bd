import { dialectFor, type Setup } from "./dialect.js";
import { commandFailure } from "./failure.js";
import type { ReachableNode } from "./nodes.js";
import { ask } from "./program.js";
import type { NodeSurvey } from "./survey.js";

const seconds = 60;
// Pacemaker waits this long for a DC that is there already before it elects one; it waits 20 s by default, in vain where
// all nodes begin.
const deadtime = "1s";
const seed = "pulumi-pacemaker-start";
const seedPath = `//nvpair[@id='${seed}'][@value='${deadtime}']`;

/** A cluster's files as pcs drafted them; the keys are secret. */
export interface Draft {
  readonly conf: string;
  readonly corosyncKey: string;
  readonly pacemakerKey: string;
  /** Pacemaker's empty configuration. */
  readonly cib: string;
}

type Answer = Draft & { readonly instead?: string; readonly code?: number; readonly said?: string };

/**
 * Lets pcs write the new cluster's corosync.conf, and makes its keys; nothing is in place yet. Undefined where the
 * installed pcs does more in a setup than put files in place: then it has to do it.
 * @throws PcsFailure with what pcs says of the arguments
 */
export async function drafted(from: NodeSurvey, cluster: Setup): Promise<Draft | undefined> {
  const { node, pcs } = from;
  const { generation, setup } = dialectFor(pcs, node.name);
  if (generation === "0.9") return undefined;
  const argv = setup(cluster);
  const { instead, code, said = "", ...draft } = await form<Answer>(node, "draft", { argv });
  const doing = `set up the cluster "${cluster.clusterName}"`;
  if (code) throw commandFailure(doing, node.name, { code, stderr: said, stdout: "" });
  return instead === undefined ? draft : undefined;
}

/** Puts the drafted files in place on all nodes at once, and lets the others know the tokens that the first one has. */
export async function install(nodes: readonly ReachableNode[], draft: Draft): Promise<void> {
  const [first] = nodes;
  if (!first) return;
  const known = await form<{ hosts: object; version: number }>(first, "known", {
    names: nodes.map(({ name }) => name),
  });
  const request = { ...draft, cib: seeded(draft.cib) };
  await Promise.all(
    nodes.map((node) => form(node, "install", node === first ? request : { ...request, ...known })),
  );
}

/** Takes the short wait for a DC out of the configuration again; nothing happens where it is not in it. */
export async function unseed(node: ReachableNode): Promise<void> {
  await form(node, "unseed", { xpath: seedPath });
}

function form<T>(node: ReachableNode, step: string, request: object): Promise<T> {
  return ask<T>(node.ssh, node.name, "form", { step, ...request }, seconds);
}

function seeded(cib: string): string {
  const pair = `<nvpair id="${seed}" name="dc-deadtime" value="${deadtime}"/>`;
  const set = `<cluster_property_set id="cib-bootstrap-options">${pair}</cluster_property_set>`;
  return cib.replace("<crm_config/>", `<crm_config>${set}</crm_config>`);
}
