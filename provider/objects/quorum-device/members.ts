import { Refusal } from "../../lifecycle/outcome.js";
import type { CorosyncConf } from "../../pcs/corosync-conf.js";
import { messageOf, reachableNodes } from "../../pcs/nodes.js";
import { holding, surveyNode, type NodeSurvey } from "../../pcs/survey.js";
import type { Declared } from "./arguments.js";

/** A node that is in the cluster. */
export type Member = NodeSurvey & { readonly conf: CorosyncConf };

/**
 * The nodes of the cluster, each of which must answer: pcs tells all of them of the device.
 * @throws Refusal when they are in none, or in another
 */
export async function membersOf(args: Declared): Promise<readonly [Member, ...Member[]]> {
  const surveys = await Promise.all(reachableNodes(args).map((node) => surveyNode(node, [])));
  const members = surveys.filter((survey): survey is Member => isMember(args, survey));
  const [first, ...others] = members;
  if (!first || members.length < surveys.length) {
    const outside = surveys.filter((survey) => !isMember(args, survey));
    throw new Refusal(
      `${outside.map(holding).join("; ")}, not in the cluster ${args.clusterName === undefined ? "" : `"${args.clusterName}" `}that is to have the quorum device; nothing was changed.`,
    );
  }
  return [first, ...others];
}

/**
 * The nodes of the cluster that can be seen, none when it is surely gone.
 * @throws Refusal when none is seen, and one that does not answer may be in it
 */
export async function seenMembers(args: Declared): Promise<readonly NodeSurvey[]> {
  const nodes = reachableNodes(args);
  const looks = await Promise.allSettled(nodes.map((node) => surveyNode(node, [])));
  const seen = looks.flatMap((look) => (look.status === "fulfilled" ? [look.value] : []));
  const members = seen.filter((survey) => isMember(args, survey));
  if (members.length > 0 || seen.length === nodes.length) return members;
  const failures = looks.flatMap((look, index) =>
    look.status === "rejected" ? [`- ${nodes[index]?.name}: ${messageOf(look.reason)}`] : [],
  );
  throw new Refusal(`Unable to tell whether the cluster has its quorum device:\n${failures.join("\n")}`);
}

function isMember({ clusterName }: Declared, { conf }: NodeSurvey): boolean {
  return conf !== undefined && (clusterName === undefined || conf.clusterName === clusterName);
}
