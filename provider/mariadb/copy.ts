import { PcsFailure } from "../pcs/failure.js";
import { askMariadb } from "../pcs/mariadb.js";
import type { ReachableNode } from "../pcs/nodes.js";
import { copyPort, keysFolder, type Layout } from "./layout.js";

/**
 * Puts a physical copy of a running server's data in place of those of a server that is stopped. The old data go only when
 * the copy is whole and ready to be started; where it ends in the log is noted with the data (`pending`).
 * @param seconds the time limit
 */
export async function copied(
  from: ReachableNode,
  to: ReachableNode,
  layout: Layout,
  pair: string,
  seconds: number,
): Promise<void> {
  const common = { datadir: layout.dataFolder, keys: keysFolder, port: copyPort, socket: layout.socket };
  const receive = { act: "receive", ...common, pair };
  const send = { act: "send", ...common, to: to.name, name: to.name };
  const [received, sent] = await Promise.all([
    askMariadb<{ failure?: string }>(to, receive, seconds),
    askMariadb<{ failure?: string }>(from, send, seconds),
  ]);
  const failures = [sent.failure, received.failure].filter((failure) => failure !== undefined);
  if (failures.length > 0)
    throw new PcsFailure(
      "unknown",
      `Unable to copy the data of ${from.name} to ${to.name}: ${failures.join("\n")}`,
    );
}
