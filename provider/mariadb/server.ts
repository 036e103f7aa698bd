import { PcsFailure } from "../pcs/failure.js";
import { onHost } from "../pcs/host.js";
import { askMariadb } from "../pcs/mariadb.js";
import type { ReachableNode } from "../pcs/nodes.js";
import { keysFolder, type Layout, layoutOf } from "./layout.js";

/** What a node has of a server, whether it runs or not. */
export interface ServerSurvey {
  readonly osRelease: string;
  /** What the server says of its version; empty where none is installed. */
  readonly version: string;
  /** Programs that a copy takes, and whether they are there. */
  readonly programs: Readonly<Record<string, boolean>>;
  /** The host's clock in seconds. */
  readonly time: number;
  /** Databases that somebody has made. */
  readonly databases: readonly string[];
  /** Whether it has been told to replicate from somewhere. */
  readonly replicates: boolean;
  /** The pair that its data belong to; null where they belong to none. */
  readonly mark: string | null;
  /** Where a copy ends in the log (GTIDs, one for each domain) as long as the replication does not begin there yet. */
  readonly pending?: string;
  /** Its certificate, and those that it trusts; PEM. */
  readonly certificate: string | null;
  readonly peers: string;
  /** When its configuration was last changed, by the host's clock in seconds. */
  readonly configured: number;
}

/** A node with its layout and what was seen there. */
export interface SeenServer extends ServerSurvey {
  readonly node: ReachableNode;
  readonly layout: Layout;
  /** The host's clock compared with this machine's, in seconds. */
  readonly ahead: number;
}

const copyTools = ["mariadb-backup", "mbstream", "socat"];

/** Looks at a node and changes nothing. */
export async function surveyServer(
  node: ReachableNode,
  configuration: readonly string[] = [],
): Promise<SeenServer> {
  const { stdout } = await onHost(node, "look at the system", ["cat", "/etc/os-release"]);
  const layout = layoutOf(stdout);
  if (!layout)
    throw new PcsFailure(
      "not-configured",
      `${node.name} runs a system whose MariaDB is not known here: Debian, Ubuntu, CentOS, RHEL and its rebuilds are.`,
    );
  const began = Date.now();
  const request = {
    act: "survey",
    datadir: layout.dataFolder,
    keys: keysFolder,
    programs: copyTools,
    configuration,
  };
  const { mark: noted, ...survey } = await askMariadb<ServerSurvey>(node, request, 60);
  // The clock was read at the end of the question's way there and back, at most.
  const ahead = survey.time - (began + Date.now()) / 2000;
  const [mark = null, copied] = noted?.split(" copied:") ?? [];
  return { ...survey, mark, ...(copied === undefined ? {} : { pending: copied }), node, layout, ahead };
}

/** Makes a node's key and certificate where it has none; answers the certificate. */
export async function certify(node: ReachableNode): Promise<string> {
  const request = { act: "certify", keys: keysFolder, name: node.name };
  const { certificate, failure } = await askMariadb<{ certificate?: string; failure?: string }>(
    node,
    request,
    60,
  );
  if (certificate === undefined)
    throw new PcsFailure("unknown", `Unable to make a certificate on ${node.name}: ${failure}`);
  return certificate;
}

/** Notes on a node that its data belong to a pair. */
export async function markServer(node: ReachableNode, layout: Layout, pair: string): Promise<void> {
  await askMariadb(node, { act: "mark", datadir: layout.dataFolder, pair }, 30);
}

/** A statement that a server refused, or a server that could not be asked. */
export class StatementFailure extends PcsFailure {
  constructor(
    /** MariaDB's number of the failure; 0 where it has none. */
    readonly number: number,
    message: string,
  ) {
    super("unknown", message);
  }
}

/**
 * Has a server do statements, as root by its socket; answers its rows, a word for each column.
 * @param how.names whether the first row is the columns' names
 * @param how.seconds the time limit, default 60
 */
export async function say(
  node: ReachableNode,
  { client, socket }: Pick<Layout, "client" | "socket">,
  doing: string,
  statements: readonly string[],
  { names = false, seconds = 60 }: { readonly names?: boolean; readonly seconds?: number } = {},
): Promise<string[][]> {
  const text = statements.map((one) => `${one};\n`).join("");
  const request = { act: "say", client, socket, statements: text, names };
  const { code, out, err } = await askMariadb<{ code: number; out: string; err: string }>(
    node,
    request,
    seconds,
  );
  if (code !== 0) {
    const [, number = "0"] = /^ERROR (\d+)/m.exec(err) ?? [];
    // The server quotes the statement around a mistake in it, and that may hold a password.
    const said = err.trim().replace(/ near '[\s\S]*' at line/g, " near [not shown] at line");
    throw new StatementFailure(Number(number), `Unable to ${doing} on ${node.name}: ${said || "no output"}`);
  }
  return out
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => line.split("\t"));
}

/** Waits until a server answers: it does a moment after it was started. */
export async function answering(
  node: ReachableNode,
  layout: Pick<Layout, "client" | "socket">,
  seconds = 90,
): Promise<void> {
  const deadline = Date.now() + seconds * 1000;
  for (;;) {
    try {
      await say(node, layout, "reach the server", ["SELECT 1"]);
      return;
    } catch (failure) {
      if (!isDown(failure) || Date.now() > deadline) throw failure;
    }
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
}

/** True where no server answers by its socket. */
export function isDown(failure: unknown): boolean {
  return failure instanceof StatementFailure && [2002, 2003, 2013].includes(failure.number);
}
