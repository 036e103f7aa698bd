import type { ChildProcessWithoutNullStreams } from "node:child_process";
import { once } from "node:events";
import { createConnection, createServer, type AddressInfo, type Socket } from "node:net";
import { isDeepStrictEqual } from "node:util";
import { Server, type Connection, type ServerChannel } from "ssh2";
import type { SshArgs } from "../provider/ssh/arguments.js";
import { piped, stays } from "./scripted-stay.js";
import { logIn, newKey, publicLine, type Logins } from "./scripted-login.js";

/** What the host answers to a command: `drop` cuts the connection; no `code` and no `signal` closes without. */
export type Answer =
  | { readonly code?: number; readonly signal?: string; readonly stdout?: string; readonly stderr?: string }
  | "drop";

/** A command as it arrived, without the time limit, the environment and sudo around it. */
export interface Asked {
  readonly line: string;
  readonly argv: readonly string[];
  readonly stdin: string;
  readonly sudo: boolean;
  readonly seconds: number;
}

/** One command that must come, and its answer; `argv` is compared, or the whole `line`, and `stdin` (""). */
export interface Exchange {
  readonly argv?: readonly string[];
  readonly line?: string;
  readonly stdin?: string;
  readonly answer: Answer | Promise<Answer>;
}

/** How the host behaves. */
export interface HostOptions extends Partial<Logins> {
  /** Commands in the order in which they must come. */
  readonly expects?: readonly Exchange[];
  /** Answers every command that `expects` does not list; without it such a command is a failure of the test. */
  readonly answers?: (asked: Asked) => Answer | Promise<Answer>;
  /** Runs a program that stays; without it each of its requests is answered by `answers`. */
  readonly stays?: (line: string) => ChildProcessWithoutNullStreams;
  /** Private host keys; default a new ed25519 key. */
  readonly hostKeys?: readonly string[];
  /** Port; default a free one. */
  readonly port?: number;
  /** Sessions that one connection may have at once, as MaxSessions of sshd; default 10. */
  readonly maxSessions?: number;
  /** Whether it forwards to hosts behind it; default true. */
  readonly forwards?: boolean;
}

/** A host that runs in this process on 127.0.0.1. */
export interface ScriptedHost {
  /** Arguments that reach it, its host key pinned. */
  readonly ssh: SshArgs;
  readonly port: number;
  /** Line of its first host key. */
  readonly hostKey: string;
  /** Every command that came. */
  readonly asked: readonly Asked[];
  /** How many connections were opened, and how many sessions were open at once at most. */
  readonly seen: { readonly connections: number; readonly mostSessions: number };
  /** Cuts every connection without a goodbye. */
  drop(): void;
  /** Ends it; throws when a command was not expected or an expected one did not come. */
  close(): Promise<void>;
}

/** Starts a host that expects exact exchanges. */
export async function startHost(options: HostOptions = {}): Promise<ScriptedHost> {
  const hostKeys = options.hostKeys ?? [newKey()];
  const logins = { user: "root", password: "only this host knows", ...options };
  const { user, password } = logins;
  const left = [...(options.expects ?? [])];
  const wrong: string[] = [];
  const asked: Asked[] = [];
  const seen = { connections: 0, mostSessions: 0 };
  const sockets = new Map<number, Socket>();

  const answer = (one: Asked): Answer | Promise<Answer> => {
    asked.push(one);
    const next = left[0];
    if (next !== undefined && fits(next, one)) return (left.shift() as Exchange).answer;
    if (options.answers !== undefined) return options.answers(one);
    wrong.push(`${JSON.stringify(one)} came, ${JSON.stringify(next ?? "nothing")} was expected`);
    return { code: 255, stderr: "not expected\n" };
  };

  const ssh = new Server({ hostKeys: [...hostKeys] }, (connection, info) => {
    seen.connections += 1;
    let sessions = 0;
    connection.on("error", () => undefined);
    connection.on("authentication", (context) => logIn(context, logins));
    connection.on("session", (accept, reject) => {
      if (sessions >= (options.maxSessions ?? 10)) return reject();
      sessions += 1;
      seen.mostSessions = Math.max(seen.mostSessions, sessions);
      const session = accept();
      session.on("close", () => (sessions -= 1));
      session.on("exec", (acceptExec, _reject, { command }) => {
        const stay = options.stays && command.endsWith(" stays") ? options.stays(command) : undefined;
        if (stay) return piped(acceptExec(), stay);
        void serve(acceptExec(), command, answer, () => sockets.get(info.port)?.resetAndDestroy());
      });
    });
    if (options.forwards !== false) forward(connection);
  });
  const tcp = createServer({ noDelay: true }, (socket) => {
    const port = socket.remotePort ?? 0;
    sockets.set(port, socket);
    socket.on("error", () => undefined).on("close", () => sockets.delete(port));
    ssh.injectSocket(socket);
  });
  await once(tcp.listen(options.port ?? 0, "127.0.0.1"), "listening");

  const { port } = tcp.address() as AddressInfo;
  const hostKey = publicLine(hostKeys[0] ?? "");
  const drop = (): void => sockets.forEach((socket) => socket.resetAndDestroy());
  return {
    ssh: { host: "127.0.0.1", port, user, password, hostKey, connectTimeout: 5 },
    port,
    hostKey,
    asked,
    seen,
    drop,
    close: async () => {
      const closed = once(tcp.close(), "close");
      drop();
      await closed;
      wrong.push(...left.map((one) => `${JSON.stringify(one.argv ?? one.line)} did not come`));
      if (wrong.length > 0) throw new Error(wrong.join("\n"));
    },
  };
}

function fits(expected: Exchange, one: Asked): boolean {
  const same =
    expected.line === undefined ? isDeepStrictEqual(expected.argv, one.argv) : expected.line === one.line;
  return same && (expected.stdin ?? "") === one.stdin;
}

async function serve(
  channel: ServerChannel,
  line: string,
  answer: (asked: Asked) => Answer | Promise<Answer>,
  drop: () => unknown,
): Promise<void> {
  const stdin: Buffer[] = [];
  channel.on("error", () => undefined);
  const { argv } = unwrapped(line);
  if (argv.at(-1) === "stays")
    return stays(channel, (stdin) => answer({ line, ...unwrapped(line), stdin }), drop);
  channel.on("data", (data: Buffer) => stdin.push(data));
  await once(channel, "end");
  const said = await answer({ line, ...unwrapped(line), stdin: Buffer.concat(stdin).toString("utf8") });
  if (said === "drop") return void drop();
  channel.stderr.write(said.stderr ?? "");
  channel.write(said.stdout ?? "");
  if (said.signal !== undefined) channel.exit(said.signal, false, "");
  else if (said.code !== undefined) channel.exit(said.code);
  channel.close();
}

function unwrapped(line: string): Pick<Asked, "argv" | "sudo" | "seconds"> {
  const words = [...line.matchAll(/((?:'[^']*'|\\.|[^\s'\\])+)/g)].map(([word]) =>
    word.replace(/'([^']*)'|\\(.)/g, (_all, quoted?: string, escaped?: string) => quoted ?? escaped ?? ""),
  );
  const argv = words.slice(words.findIndex((word) => word.startsWith("LC_ALL=")) + 1);
  return { argv, sudo: words[0] === "sudo", seconds: Number(words[words.indexOf("-k") + 2]) };
}

function forward(connection: Connection): void {
  connection.on("tcpip", (accept, reject, { destIP, destPort }) => {
    const socket = createConnection(destPort, destIP);
    socket.once("error", () => reject());
    socket.once("connect", () => {
      const stream = accept();
      socket.removeAllListeners("error").on("error", () => stream.close());
      stream.on("error", () => socket.destroy()).on("close", () => socket.destroy());
      stream.pipe(socket).pipe(stream);
    });
  });
}
