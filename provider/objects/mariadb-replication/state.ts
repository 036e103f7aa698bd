import { channelOf, channelTrouble } from "../../mariadb/channel.js";
import { isDown, say, surveyServer } from "../../mariadb/server.js";
import type { ReachableNode } from "../../pcs/nodes.js";
import type { Declared } from "./mariadb-replication.js";

/** How a server is that does what it should. */
export const replicates = "replicates";

/** What was seen of a server. */
export interface Seen {
  readonly node: ReachableNode;
  /** Whether it answers. */
  readonly runs: boolean;
  /** Whether it takes writes from clients. */
  readonly isWriter: boolean;
  /** Whether its data are of this pair, empty, or somebody's. */
  readonly data: "ours" | "empty" | "theirs";
  readonly databases: readonly string[];
  /** Where its copy ends, as long as its replication does not begin there yet. */
  readonly pending?: string;
  /** Whether its configuration was changed after its start. */
  readonly isOutdated: boolean;
  /** How its channel is; undefined where it replicates. */
  readonly trouble: string | undefined;
}

const status = "information_schema.GLOBAL_STATUS WHERE VARIABLE_NAME = 'UPTIME'";

/** Looks at a server and changes nothing. */
export async function seenAt(node: ReachableNode, args: Declared): Promise<Seen> {
  const { layout, configuration, pair, user } = args;
  const { mark, databases, configured, pending } = await surveyServer(node, [configuration]);
  const data = mark === pair ? "ours" : mark === null && databases.length === 0 ? "empty" : "theirs";
  const seen = { node, data, databases, ...(pending === undefined ? {} : { pending }) } as const;
  try {
    const [[readOnly = "", started = ""] = []] = await say(node, layout, "look at the server", [
      `SELECT @@global.read_only, UNIX_TIMESTAMP() - VARIABLE_VALUE FROM ${status}`,
    ]);
    const trouble = channelTrouble(await channelOf(node, layout), otherThan(node.name, args), user);
    // The server counts whole seconds.
    const isOutdated = configured > Number(started) + 1;
    return { ...seen, runs: true, isWriter: readOnly === "0", isOutdated, trouble };
  } catch (failure) {
    if (!isDown(failure)) throw failure;
    return { ...seen, runs: false, isWriter: false, isOutdated: false, trouble: "does not run" };
  }
}

/** How a server is, in words for the state. */
export async function stateOf(node: ReachableNode, args: Declared): Promise<string> {
  const { data, isOutdated, trouble, pending } = await seenAt(node, args);
  if (pending !== undefined) return "has a copy, and does not replicate yet";
  if (data !== "ours") return data === "empty" ? "has no data" : "has data of somebody else";
  return trouble ?? (isOutdated ? "runs with an older configuration" : replicates);
}

/** The name of the other node. */
export function otherThan(name: string, { nodes }: Pick<Declared, "nodes">): string {
  return nodes.find((node) => node.name !== name)?.name ?? "";
}
