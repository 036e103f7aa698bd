import type { ReachableNode } from "./nodes.js";
import { ask } from "./program.js";

/** Asks the program on a node that knows MariaDB; the request goes by stdin, so it may hold secrets. */
export function askMariadb<Answer>(node: ReachableNode, request: object, seconds: number): Promise<Answer> {
  return ask<Answer>(node.ssh, node.name, "mariadb", request, seconds);
}
