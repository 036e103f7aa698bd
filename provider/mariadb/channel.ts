import type { ReachableNode } from "../pcs/nodes.js";
import { keysFolder, type Layout } from "./layout.js";
import { say } from "./server.js";
import { literal } from "./words.js";

/** How a server replicates from the other one, by the words of SHOW SLAVE STATUS; empty where it does not. */
export async function channelOf(
  node: ReachableNode,
  layout: Layout,
): Promise<Readonly<Record<string, string>>> {
  const doing = "look at the replication";
  const [names = [], values = []] = await say(node, layout, doing, ["SHOW SLAVE STATUS"], { names: true });
  return Object.fromEntries(values.map((value, index) => [names[index] ?? "", value]));
}

/** From whom a server replicates, and as whom. */
export interface Source {
  /** The name of the other node: its certificate says it, and every node of a cluster resolves it. */
  readonly host: string;
  readonly user: string;
  readonly password: string;
}

/** Has a server replicate from the other one, from where it is, or from a position. */
export function channelStatements({ host, user, password }: Source, position?: string): string[] {
  return [
    "STOP SLAVE",
    ...(position === undefined ? [] : setPosition(position)),
    `CHANGE MASTER TO ${[
      `MASTER_HOST = ${literal(host)}`,
      "MASTER_PORT = 3306",
      `MASTER_USER = ${literal(user)}`,
      `MASTER_PASSWORD = ${literal(password)}`,
      "MASTER_USE_GTID = slave_pos",
      "MASTER_CONNECT_RETRY = 2",
      "MASTER_SSL = 1",
      `MASTER_SSL_CA = ${literal(`${keysFolder}/peers.pem`)}`,
      "MASTER_SSL_VERIFY_SERVER_CERT = 1",
    ].join(", ")}`,
    "START SLAVE",
  ];
}

// The source of a copy has written on since, into its own domain: only a server that is not strict takes what was before.
function setPosition(position: string): string[] {
  const strict = (value: number) => `SET GLOBAL gtid_strict_mode = ${value}`;
  return [strict(0), `SET GLOBAL gtid_slave_pos = ${literal(position)}`, strict(1)];
}

/** How a channel is, in words; undefined where it replicates. */
export function channelTrouble(
  seen: Readonly<Record<string, string>>,
  host: string,
  user: string,
): string | undefined {
  if (Object.keys(seen).length === 0) return "does not replicate";
  const { Master_Host: from, Master_User: as, Slave_IO_Running: receives, Slave_SQL_Running: applies } = seen;
  if (from !== host || as !== user) return `replicates as ${as} from ${from}`;
  if (seen["Master_SSL_Allowed"] !== "Yes") return "replicates without TLS";
  const [receiving, applying] = [errorOf(seen, "IO"), errorOf(seen, "SQL")];
  if (applies !== "Yes") return applying === "" ? "is stopped" : `is stopped by error ${applying}`;
  if (receives === "No") return receiving === "" ? "is stopped" : `is stopped by error ${receiving}`;
  return receives === "Yes"
    ? undefined
    : `does not reach ${host}${receiving === "" ? "" : ` (error ${receiving})`}`;
}

function errorOf(seen: Readonly<Record<string, string>>, thread: "IO" | "SQL"): string {
  const number = seen[`Last_${thread}_Errno`] ?? "0";
  return number === "0" ? "" : number;
}
