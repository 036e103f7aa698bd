import { run } from "../ssh/index.js";
import { Cib } from "./cib.js";
import { readCorosyncConf, type CorosyncConf } from "./corosync-conf.js";
import { PcsFailure } from "./failure.js";
import type { FencingSaid } from "./fencing-failures.js";
import type { ReachableNode } from "./nodes.js";
import { ask } from "./program.js";
import { readStatus, type ClusterStatus } from "./status.js";

/** The state of a systemd unit. */
export interface ServiceState {
  readonly installed: boolean;
  readonly active: boolean;
  readonly enabled: boolean;
}

interface Answer {
  readonly pcs: string;
  readonly pacemaker: string;
  readonly corosync: string;
  readonly services: Readonly<Record<"pcsd" | "corosync" | "pacemaker", ServiceState>>;
  readonly corosyncConf: string | null;
  readonly packagedConf: boolean;
  readonly configured: boolean;
  readonly unresolved: readonly string[];
  /** What each address of its corosync.conf is there, where it has one; a name has the addresses that it resolves to. */
  readonly resolved?: Readonly<Record<string, readonly string[]>>;
  /** How the quorum device's daemon stands to its witness, "Connected" or not; missing where there is no device. */
  readonly witness?: string | null;
  /** The ledger of a stack's objects in the cluster, as it is kept there. */
  readonly objects?: string | null;
  readonly crm_mon: string | null;
  /** Why nodes and fencing devices failed last, by their own logs. */
  readonly fencing?: FencingSaid;
}

/** What one node is and holds. */
export interface NodeSurvey extends Omit<Answer, "corosyncConf" | "crm_mon"> {
  readonly node: ReachableNode;
  /** Its corosync.conf, unless that is the unmodified one of Debian's package. */
  readonly conf: CorosyncConf | undefined;
  /** The cluster as it sees it; undefined where Pacemaker does not run. */
  readonly status: ClusterStatus | undefined;
}

/** Looks at a node and changes nothing. `names` are looked up in its hosts file or DNS. */
export async function surveyNode(node: ReachableNode, names: readonly string[]): Promise<NodeSurvey> {
  const { corosyncConf, crm_mon, ...rest } = await ask<Answer>(node.ssh, node.name, "survey", { names }, 60);
  const conf = corosyncConf === null || rest.packagedConf ? undefined : readCorosyncConf(corosyncConf);
  return { node, ...rest, conf, status: crm_mon === null ? undefined : readStatus(crm_mon) };
}

/** Pacemaker's configuration as it lies on a node; undefined where there is none. */
export async function storedCib({ ssh }: ReachableNode): Promise<Cib | undefined> {
  const { code, stdout } = await run(ssh, ["cat", "/var/lib/pacemaker/cib/cib.xml"], { timeout: 60 });
  return code === 0 && stdout !== "" ? new Cib(stdout) : undefined;
}

/**
 * Refuses a node on which no cluster can be made, with all that is missing and what to do.
 * @throws PcsFailure "not-configured"
 */
export function refuseUnprepared({ node, pcs, services, unresolved }: NodeSurvey): void {
  const missing = [
    ...(pcs ? [] : ["pcs is not installed: install the packages pcs, pacemaker and corosync"]),
    ...(["pacemaker", "corosync"] as const).flatMap((name) =>
      services[name].installed ? [] : [`${name} is not installed: install its package`],
    ),
    ...(pcs && !services.pcsd.active ? ["pcsd does not run: `systemctl enable --now pcsd`"] : []),
    ...(unresolved.length
      ? [`it does not resolve ${unresolved.join(", ")}: name every node in /etc/hosts`]
      : []),
  ];
  if (missing.length > 0)
    throw new PcsFailure(
      "not-configured",
      `${node.name} is not prepared for a cluster: ${missing.join("; ")}.`,
    );
}

/** What a node holds of a cluster, in words. */
export function holding({ node, conf, configured }: NodeSurvey): string {
  if (conf)
    return `${node.name} is in the cluster "${conf.clusterName}" of ${conf.nodes.map(({ name }) => name).join(", ")}`;
  return configured
    ? `${node.name} has Pacemaker's configuration of an earlier cluster (/var/lib/pacemaker/cib) and no corosync.conf`
    : `${node.name} is in no cluster`;
}
