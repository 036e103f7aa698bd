import { dialectFor, type Setup } from "./dialect.js";
import { commandFailure } from "./failure.js";
import { authenticate, authenticating } from "./formation.js";
import type { ReachableNode } from "./nodes.js";
import { ask } from "./program.js";
import type { NodeSurvey } from "./survey.js";
import { writerOn } from "./worker.js";

const seconds = 60;
// pcs's own limit for a request to another node is 60 s.
const patience = 180;
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

interface Ended {
  readonly code?: number | undefined;
  readonly said?: string | undefined;
}
type Answer = Draft & Ended & { readonly instead?: string; readonly auth?: Ended };

/** Whose pcsd is authenticated to, and with what. */
export interface Entry {
  readonly to: readonly ReachableNode[];
  /** That of the user hacluster. */
  readonly password: string;
}

/**
 * Lets pcs write the new cluster's corosync.conf, and makes its keys, while it authenticates where that is asked for;
 * nothing of the cluster is in place yet. Undefined where the installed pcs does more in a setup than put files in place:
 * then it has to do it.
 * @throws PcsFailure with what pcs says of the password or the arguments
 */
export async function drafted(from: NodeSurvey, cluster: Setup, entry?: Entry): Promise<Draft | undefined> {
  const { node, pcs } = from;
  const { generation, setup, auth } = dialectFor(pcs, node.name);
  if (generation === "0.9") {
    if (entry) await authenticate(from, entry.to, entry.password);
    return undefined;
  }
  const request = {
    ...{ step: "draft", setup: setup(cluster).slice(1), patience },
    ...(entry ? { auth: auth(entry.to).slice(1), password: entry.password } : {}),
  };
  const answer = await writerOn(node).ask<Answer>(request, patience + seconds, "form");
  const { instead, code, said, auth: entered = {}, ...draft } = answer;
  refuseEnded(authenticating(entry?.to ?? []), node.name, entered);
  refuseEnded(`set up the cluster "${cluster.clusterName}"`, node.name, { code, said });
  return instead === undefined ? draft : undefined;
}

function refuseEnded(doing: string, node: string, { code, said = "" }: Ended): void {
  if (code) throw commandFailure(doing, node, { code, stderr: said, stdout: "" });
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
