import { isIP } from "node:net";
import type { Reached } from "../../lifecycle/managed.js";
import { Refusal } from "../../lifecycle/outcome.js";
import type { CorosyncConf } from "../../pcs/corosync-conf.js";
import { fencingFailures } from "../../pcs/fencing-failures.js";
import { isForeign, messageOf, reachableNodes } from "../../pcs/nodes.js";
import { asDeclared } from "../../pcs/options.js";
import { holding, surveyNode, type NodeSurvey } from "../../pcs/survey.js";
import { hostKey } from "../../ssh/index.js";
import { optionGroups, type Declared, type Observed } from "./arguments.js";
import { foundOptions } from "./changes.js";
import { foreignOf } from "./contents.js";

/** Looks at every node; all of them must answer, because what one holds decides about all. */
export async function surveyAll(args: Declared & Reached): Promise<NodeSurvey[]> {
  const names = args.nodes
    .flatMap(({ name, addresses }) => [name, ...addresses])
    .filter((name) => !isIP(name));
  return Promise.all(reachableNodes(args).map((node) => surveyNode(node, names)));
}

/**
 * Whether the nodes are in this very cluster already.
 * @throws Refusal when a node is in another one, or in this one without `adopt`
 */
export function refuseForeign(args: Declared, surveys: readonly NodeSurvey[], adopt: boolean): boolean {
  const ours = surveys.filter(({ conf }) => conf && isThis(args, conf));
  const others = surveys.filter(({ conf, configured, packagedConf }) =>
    conf ? !isThis(args, conf) : configured && !packagedConf && ours.length === 0,
  );
  if (others.length > 0)
    throw new Refusal(
      `${others.map(holding).join("; ")}. That is not the cluster "${args.clusterName}" of this stack, and nothing was changed. If nothing of it is needed, run \`pcs cluster destroy\` on that node yourself.`,
    );
  if (ours.length === 0) return false;
  if (!adopt)
    throw new Refusal(
      `${ours.map(holding).join("; ")}. It was not made by this stack and nothing was changed. Give \`adopt: true\` to take it over.`,
    );
  return true;
}

/**
 * Refuses to take over a cluster with nodes that are not declared: the next step would remove them from it, and they are
 * somebody's. A cluster of the stack's own is another matter.
 */
export function refuseStrangers(args: Declared, surveys: readonly NodeSurvey[]): void {
  const known = args.nodes.map(({ name }) => name);
  const mixed = surveys.filter(({ conf }) => conf?.nodes.some(({ name }) => !known.includes(name)));
  if (mixed.length > 0)
    throw new Refusal(
      `${mixed.map(holding).join("; ")}; this stack declares ${known.join(", ")} only, so the others would be removed from it, and nothing was changed. Declare all of its nodes to take it over.`,
    );
}

/**
 * The cluster as its nodes show it; `found` is undefined when it is surely gone: every node answered, and none has it.
 * @param complete whether every node must answer
 */
export async function observe(args: Declared & Reached, complete: boolean): Promise<Observation> {
  const nodes = reachableNodes(args);
  const looks = await Promise.allSettled(nodes.map((node) => surveyNode(node, [])));
  const surveys = looks.flatMap((look) => (look.status === "fulfilled" ? [look.value] : []));
  const failures = looks.flatMap((look, index) =>
    look.status === "rejected" ? [`- ${nodes[index]?.name}: ${messageOf(look.reason)}`] : [],
  );
  const first =
    surveys.find(({ conf, status }) => conf && isThis(args, conf) && status) ??
    surveys.find(({ conf }) => conf && isThis(args, conf));
  const foreign = looks.some((look) => look.status === "rejected" && isForeign(look.reason));
  if (failures.length > 0 && (complete || foreign || !first))
    throw new Refusal(
      `Unable to tell the state of the cluster "${args.clusterName}":\n${failures.join("\n")}`,
    );
  const outputs = await outputsOf(args, first, surveys, complete);
  return first?.conf
    ? { found: declaredAs(args, first.conf, surveys), outputs }
    : { found: undefined, outputs };
}

/** What was seen of a cluster. */
export interface Observation {
  readonly found: Declared | undefined;
  readonly outputs: Observed;
}

/** Whether a corosync.conf is of this cluster: its name, and at least one node that is ours. */
export function isThis(args: Declared & { readonly clusterUuid?: string }, conf: CorosyncConf): boolean {
  const names = args.nodes.map(({ name }) => name);
  const sameUuid = !args.clusterUuid || !conf.clusterUuid || args.clusterUuid === conf.clusterUuid;
  return (
    conf.clusterName === args.clusterName && sameUuid && conf.nodes.some(({ name }) => names.includes(name))
  );
}

/** A corosync.conf in the words of the declaration. */
export function declaredAs(args: Declared, conf: CorosyncConf, surveys: readonly NodeSurvey[]): Declared {
  const options = optionGroups.map((group) => [group, foundOptions(conf, group, args[group])]);
  const links = conf.links.map((link, index) => asDeclared(link, args.links?.[index]));
  const place = (name: string) => {
    const index = args.nodes.findIndex((node) => node.name === name);
    return index < 0 ? args.nodes.length : index;
  };
  const members = surveys.filter((survey) => survey.conf);
  // Listed by the others, and itself in no cluster: it was made anew, or its cluster was destroyed by hand.
  const lost = surveys.filter((survey) => !survey.conf).map(({ node }) => node.name);
  // A cluster that was set up by its nodes' names has these as addresses: as long as they lead to the declared ones, moving
  // to addresses is not worth a restart.
  const spelled = (name: string, found: readonly string[]) => {
    const wanted = args.nodes.find((node) => node.name === name)?.addresses ?? [];
    return found.map((address, link) => {
      const same = members.every(({ resolved }) => resolved?.[address]?.includes(wanted[link] ?? ""));
      return same && members.length > 0 ? (wanted[link] ?? address) : address;
    });
  };
  return {
    clusterName: conf.clusterName,
    haclusterPassword: args.haclusterPassword,
    transport: conf.transport,
    ...(Object.fromEntries(options) as Pick<Declared, (typeof optionGroups)[number]>),
    ...(args.links ? { links } : {}),
    ...(args.destroyForeign === undefined ? {} : { destroyForeign: args.destroyForeign }),
    enable: members.every(({ services }) => services.corosync.enabled && services.pacemaker.enabled),
    nodes: conf.nodes
      .filter(({ name }) => !lost.includes(name))
      .map(({ name, addresses }) => ({ name, addresses: spelled(name, addresses) }))
      .sort((a, b) => place(a.name) - place(b.name)),
  };
}

async function outputsOf(
  args: Declared & Reached,
  first: NodeSurvey | undefined,
  surveys: readonly NodeSurvey[],
  now: boolean,
): Promise<Observed> {
  const foreign = await foreignOf(args, surveys, now);
  const keys = await Promise.all(surveys.map(async ({ node }) => [node.name, await hostKey(node.ssh)]));
  const online = new Map(first?.status?.nodes.map((node) => [node.name, node.online]));
  return {
    members: args.nodes.map(({ name }) => ({ name, online: online.get(name) ?? false })),
    ...(first?.status?.dc ? { dc: first.status.dc } : {}),
    quorate: first?.status?.quorate ?? false,
    versions: { pcs: first?.pcs ?? "", pacemaker: first?.pacemaker ?? "", corosync: first?.corosync ?? "" },
    ...(first?.conf?.clusterUuid ? { clusterUuid: first.conf.clusterUuid } : {}),
    ...(foreign ? { foreign } : {}),
    fencingFailures: first?.status
      ? fencingFailures(
          first.status,
          surveys.map(({ fencing = {} }) => fencing),
        )
      : {},
    hostKeys: { ...args.hostKeys, ...(Object.fromEntries(keys) as Record<string, string>) },
  };
}
