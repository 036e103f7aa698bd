import { Arrivals } from "./arrivals.js";
import { bestCib, type CibSeen } from "./best-cib.js";
import { answering } from "./claim.js";
import { Cib } from "./cib.js";
import { differs, translated } from "./edit-dialect.js";
import { mayBeLimited, refuseBeyond } from "./edit-limits.js";
import { PcsFailure } from "./failure.js";
import { type Installed, LookUps, type Questions } from "./installed.js";
import { firstAnswer, isUnreachable, reachableNodes, type Handle, type ReachableNode } from "./nodes.js";
import { secretNames } from "./options.js";
import { polled } from "./polled.js";
import { Shared } from "./shared.js";
import { hostKey } from "../ssh/index.js";
import { look } from "./look.js";
import { plansOn } from "./plans.js";
import type { ClusterStatus } from "./status.js";
import { type Fencer, type Victims, victimsOf } from "./victims.js";
import { writerOn } from "./worker.js";
import { Writer, type Decided, type Edit, type WriteAnswer, type Written } from "./writer.js";

// The lock and Pacemaker's own votes: what a batch may take in all on a busy cluster.
const writeSeconds = 240;
// A refresh asks for every object in the same second: all of them see one read.
const sharedForMs = 3000;

const clusters = new Map<string, Cluster>();

/** The cluster behind a handle: one for all objects of it in this process, so that they share reads and the writer. */
export function clusterOf(handle: Handle): Cluster {
  const { clusterName, nodes, connection, hostKeys } = handle;
  const key = JSON.stringify([clusterName, nodes, connection, hostKeys]);
  let cluster = clusters.get(key);
  if (!cluster) clusters.set(key, (cluster = new Cluster(clusterName, reachableNodes(handle))));
  return cluster;
}

/** A running cluster: its configuration, its status, and the one writer. */
export class Cluster {
  private readonly cibs = new Shared(() => this.fromBestNode());
  private readonly statuses = new Shared(() => this.onSomeNode(look));
  private readonly plans = new Shared(() => this.onSomeNode(plansOn));
  /** Who is about to write. */
  readonly arrivals = new Arrivals();
  private readonly writer = new Writer(
    (edits) => this.send(edits),
    () => this.arrivals.coming,
    // Only a node that has answered is waited for.
    () => this.prepareWrite(this.preferred ?? null),
  );
  private readonly lookUps = new LookUps((ask) => this.onSomeNode(ask));
  private reached: Promise<boolean> | undefined;
  private preferred: ReachableNode | undefined;

  constructor(
    private readonly name: string | undefined,
    private readonly nodes: readonly ReachableNode[],
  ) {}

  /** The configuration as it is now. */
  async cib(): Promise<Cib> {
    return (await this.cibs.fresh()).cib;
  }

  /** The configuration as it was a moment ago, for reads that change nothing. */
  async recentCib(): Promise<Cib> {
    return (await this.cibs.recent(sharedForMs)).cib;
  }

  /** What runs where, as it is now. */
  status(): Promise<ClusterStatus> {
    return this.statuses.fresh();
  }

  /** What runs where, as it was a moment ago. */
  recentStatus(): Promise<ClusterStatus> {
    return this.statuses.recent(sharedForMs);
  }

  /** What is installed on one of the nodes, or on a certain one; each question is asked once. */
  installed(questions: Questions, on?: ReachableNode): Promise<Installed> {
    return this.lookUps.answer(questions, on);
  }

  /** What is installed, or nothing when no node could be reached: hosts may not exist yet when a change is previewed. */
  async installedWhenReachable(questions: Questions): Promise<Installed> {
    if (!(await this.isReachable())) return {};
    // A node that cannot answer this question may answer others.
    return this.installed(questions).catch(() => ({}));
  }

  /** Whether one of its nodes could be connected to when this was asked first. */
  isReachable(): Promise<boolean> {
    this.reached ??= Promise.any(this.nodes.map(({ ssh }) => hostKey(ssh))).then(
      () => true,
      () => false,
    );
    return this.reached;
  }

  /**
   * Writes one edit, together with all others that wait; answers the configuration afterwards, where it was read.
   * @param decidedOn nothing is written where somebody else has changed the configuration since this version of it
   * @throws PcsFailure when it is refused; Moved; SshFailure when the outcome is unknown: read, then decide
   */
  async write(edit: Edit, decidedOn?: Cib["version"]): Promise<Cib | undefined> {
    if (mayBeLimited(edit)) refuseBeyond(edit, (await this.installed({ pcs: true })).pcs);
    return this.writer.write(edit, decidedOn);
  }

  /** The same as `prepareWrite`, where one of its nodes could be connected to when that was asked first. */
  async prepareWhenReachable(): Promise<void> {
    if (await this.isReachable()) await this.prepareWrite();
  }

  /** Lets what writes get ready, because something is about to be written. */
  async prepareWrite(node = this.preferred ?? this.nodes[0] ?? null): Promise<void> {
    if (!node) return;
    // What decides about an edit's spelling is asked for beside the start of what writes, not after it.
    const asked = [this.installed({ pcs: true }), this.installed({ pcs: true }, node)];
    await Promise.allSettled([writerOn(node).prepared(), ...asked]);
  }

  /** Waits until the status says so; answers what it said, or undefined when the time is over. */
  async until<T>(seconds: number, said: (status: ClusterStatus) => T | undefined): Promise<T | undefined> {
    return polled(seconds, async () => said(await this.status()));
  }

  /** Waits until Pacemaker has begun what it is about to do with a resource because of a change. */
  async begun(resource: string, seconds: number): Promise<void> {
    await polled(seconds, async () => !(await this.plans.fresh()).has(resource) || undefined);
  }

  /** Whether the configuration becomes another than this within some seconds. */
  async changes({ version }: Cib, seconds: number): Promise<boolean> {
    const changed = async () => (await this.cib()).version[1] !== version[1] || undefined;
    return (await polled(seconds, changed)) ?? false;
  }

  /** Which of these addresses some host already answers for, and what was seen. */
  answering(addresses: readonly string[], nic?: string): Promise<ReadonlyMap<string, string>> {
    return this.onSomeNode((node) => answering(node, addresses, nic));
  }

  /** How a fencing device's agent sees the nodes that it can fence. */
  async victims(fencer: Fencer): Promise<Victims> {
    const { agentOptions } = await this.installed({ agent: `stonith:${fencer.agent}` });
    return this.onSomeNode((node) => victimsOf(node, fencer, agentOptions?.has("plug") ? "plug" : "port"));
  }

  private async fromBestNode(): Promise<CibSeen> {
    const { preferred } = this;
    const ordered = [preferred, ...this.nodes.filter((node) => node !== preferred)].filter((one) => !!one);
    const best = await bestCib(ordered, this.name);
    if (best.cib.quorate) this.preferred = best.node;
    return best;
  }

  private async send(decided: readonly Decided[]): Promise<Written> {
    const { cib, node } = await this.cibs.recent(sharedForMs);
    if (!cib.quorate)
      throw new PcsFailure(
        "quorum",
        `Unable to write on ${node.name}: its part of the cluster has no quorum or no DC, so the change could be lost. Start the other nodes, or see \`pcs quorum status\`.`,
      );
    try {
      const differ = decided.some(({ edit }) => differs(edit));
      const { pcs } = differ ? await this.installed({ pcs: true }, node) : {};
      const edits = decided.map(({ edit }) => translated(edit, pcs));
      const seen = decided.map(({ seen }) => seen?.slice(0, 2) ?? null);
      const request = { edits, seen, patience: writeSeconds - 60, secret: secretNames.source };
      const answer = await writerOn(node).ask<WriteAnswer>(request, writeSeconds);
      const after = answer.after ? new Cib(answer.after) : undefined;
      this.learned(after && { cib: after, node });
      return { node: node.name, answer, after };
    } catch (failure) {
      this.learned(undefined);
      if (isUnreachable(failure)) this.preferred = undefined;
      throw failure;
    }
  }

  private learned(seen: CibSeen | undefined): void {
    this.statuses.forget();
    if (seen) this.cibs.know(seen);
    else this.cibs.forget();
  }

  private onSomeNode<T>(act: (node: ReachableNode) => Promise<T>): Promise<T> {
    const { preferred } = this;
    const ordered = preferred ? [preferred, ...this.nodes.filter((node) => node !== preferred)] : this.nodes;
    return firstAnswer(ordered, act);
  }
}
