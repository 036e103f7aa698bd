import type { Problem } from "../../lifecycle/cib-object.js";
import type { Reached } from "../../lifecycle/managed.js";
import { Refusal } from "../../lifecycle/outcome.js";
import { dialectFor, type Dialect, type Setup } from "../../pcs/dialect.js";
import { installedPcs } from "../../pcs/installed.js";
import { firstAnswer, reachableNodes } from "../../pcs/nodes.js";
import type { Values } from "../../pcs/options.js";
import type { NodeSurvey } from "../../pcs/survey.js";
import type { Declared } from "./arguments.js";
import { changesOf } from "./changes.js";

/** What of a declaration the pcs of its nodes cannot do; nothing where there is none yet. */
export async function beyondInstalled(args: Declared & Reached, old?: Declared): Promise<readonly Problem[]> {
  const { version } = await firstAnswer(reachableNodes(args), installedPcs);
  if (version === "") return [];
  const dialect = dialectFor(version, args.nodes[0]?.name ?? "");
  const stays = old?.clusterName === args.clusterName && old.transport === args.transport;
  return old && stays
    ? dialect.beyondChange(changedIn(args, old))
    : dialect.beyondSetup(setupOf(args, dialect));
}

/** How the nodes talk, where nothing is said of it: as they do, else as their pcs does by default. */
export async function chosenByNodes(
  { transport, ...args }: Declared & Reached,
  old?: Declared,
): Promise<Partial<Declared>> {
  if (transport !== undefined) return {};
  if (old) return old.transport === undefined ? {} : { transport: old.transport };
  const { version } = await firstAnswer(reachableNodes(args), installedPcs);
  return version === "" ? {} : { transport: dialectFor(version, args.nodes[0]?.name ?? "").transport };
}

/**
 * Refuses to make a cluster that the node's pcs cannot make, before anything is changed.
 * @throws Refusal that names the argument, or the node on which a name leads elsewhere
 */
export function refuseBeyondSetup(args: Declared, first: NodeSurvey, surveys: readonly NodeSurvey[]): void {
  const dialect = dialectFor(first.pcs, first.node.name);
  const [problem] = dialect.beyondSetup(setupOf(args, dialect));
  if (problem) throw new Refusal(`${problem.property}: ${problem.reason}.`);
  if (!dialect.byNames) return;
  for (const { node, resolved = {} } of surveys)
    for (const { name, addresses } of args.nodes) {
      const found = resolved[name] ?? [];
      if (found.includes(addresses[0] ?? "")) continue;
      throw new Refusal(
        `nodes: on ${node.name} the name ${name} leads to ${found.join(", ") || "nothing"}, not to ${addresses[0]}; pcs ${first.pcs} makes clusters by names: write ${name} into /etc/hosts of every node (PacemakerHost does).`,
      );
    }
}

/** A declaration as pcs's `cluster setup` takes it; how the nodes talk is the dialect's choice where it is not said. */
export function setupOf(args: Declared, { transport: byDefault }: Pick<Dialect, "transport">): Setup {
  const { clusterName, transport = byDefault, nodes, links = [] } = args;
  const strings = (values: Values = {}) =>
    Object.fromEntries(Object.entries(values).map(([name, value]) => [name, String(value)]));
  return {
    clusterName,
    transport,
    nodes,
    links: links.map(strings),
    totem: strings(args.totem),
    transportOptions: strings(args.transportOptions),
    crypto: strings(transport === "knet" ? wholeCrypto(args.crypto) : args.crypto),
    compression: strings(args.compression),
    quorum: strings(args.quorum),
  };
}

// pcs has defaults for all of it together, and none for a part.
function wholeCrypto(crypto: Values | undefined): Values | undefined {
  return crypto && crypto["cipher"] !== "none" ? { cipher: "aes256", hash: "sha256", ...crypto } : crypto;
}

// The arguments whose change would be sent to pcs.
function changedIn(args: Declared, old: Declared): string[] {
  const { live, quorum, links, linksAdded, linksRemoved, linkOptions } = changesOf(args, old);
  const groups = Object.keys(live).map((group) => (group === "transport" ? "transportOptions" : group));
  const addresses = links.length + linksAdded.length + linksRemoved.length > 0;
  return [
    ...groups,
    ...(Object.keys(quorum).length > 0 ? ["quorum"] : []),
    ...(addresses ? ["nodes"] : []),
    ...(linkOptions.length > 0 ? ["links"] : []),
  ];
}
