import { constants } from "node:os";
import type { Client, ClientChannel } from "ssh2";

/** A command as it goes over a channel. */
export interface Command {
  /** The whole line for the login shell. */
  readonly line: string;
  /** The name of the program, all that messages may show. */
  readonly program: string;
  readonly stdin: string;
  /** Seconds after which the node ends it. */
  readonly seconds: number;
}

/** How a command ended: `code` is absent when the channel closed without one. */
export interface Ended {
  readonly code: number | undefined;
  readonly stdout: string;
  readonly stderr: string;
  /** How long it ran, in milliseconds. */
  readonly ms: number;
}

/** `not sent`: the connection had ended before. `no channel`: the server allows no further session. */
export type Outcome = Ended | "not sent" | "no channel" | "not allowed";

/** One command on its way: what came of it, and when its channel is free again, which may be later. */
export interface Conversation {
  readonly outcome: Promise<Outcome>;
  readonly over: Promise<void>;
}

// The node's own `timeout` ends a command 10 s after its time at the latest; a node that is too stuck to do
// even that is given up, though its channel stays occupied.
const graceMs = 40_000;

/** Sends a command with its stdin and collects what it answers. */
export function converse(client: Client, command: Command): Conversation {
  let free = (): void => undefined;
  const over = new Promise<void>((resolve) => (free = resolve));
  // Counted from before the node can start to count, so that what its `timeout` ends was never shorter.
  const began = performance.now();
  const outcome = new Promise<Outcome>((resolve) => {
    const settle = (end: Outcome): void => {
      resolve(end);
      free();
    };
    const opened = (error: (Error & { reason?: unknown }) | undefined, stream: ClientChannel): void => {
      if (error === undefined) collect(stream, command, began, resolve, free);
      else if (typeof error.reason === "number") settle("no channel");
      else settle("not allowed");
    };
    try {
      client.exec(command.line, opened);
    } catch {
      // ssh2 throws when its socket is no longer writable, before anything was sent.
      settle("not sent");
    }
  });
  return { outcome, over };
}

function collect(
  stream: ClientChannel,
  command: Command,
  began: number,
  resolve: (end: Ended) => void,
  free: () => void,
): void {
  const stdout: Buffer[] = [];
  const stderr: Buffer[] = [];
  let code: number | undefined;
  const end = (): void =>
    resolve({
      code,
      stdout: Buffer.concat(stdout).toString("utf8"),
      stderr: Buffer.concat(stderr).toString("utf8"),
      ms: performance.now() - began,
    });
  const giveUp = setTimeout(end, command.seconds * 1000 + graceMs);
  stream.on("exit", (status: number | null, signal?: string) => (code = status ?? afterSignal(signal)));
  stream.on("data", (data: Buffer) => stdout.push(data));
  stream.stderr.on("data", (data: Buffer) => stderr.push(data));
  // A program that ends without reading all of its stdin is no failure; `close` follows in any case.
  stream.on("error", () => undefined);
  stream.on("close", () => {
    clearTimeout(giveUp);
    end();
    free();
  });
  stream.end(command.stdin);
}

function afterSignal(signal: string | undefined): number {
  const numbers: Readonly<Record<string, number>> = constants.signals;
  return 128 + (numbers[signal ?? ""] ?? 0);
}
