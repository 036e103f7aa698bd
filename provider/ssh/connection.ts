import type { Socket } from "node:net";
import type { Duplex } from "node:stream";
import type { Client, ClientChannel } from "ssh2";
import { destination, type SshArgs } from "./arguments.js";
import { converse, type Command, type Ended } from "./channel.js";
import { forwarded } from "./dial.js";
import { NotSent, NotYet, SshFailure } from "./failure.js";
import type { LoggedIn } from "./handshake.js";
import { keepAlive } from "./keepalive.js";
import { Places } from "./queue.js";

// sshd allows 10 sessions a connection (MaxSessions); two stay free for what else goes over it.
const channels = 8;

// How long an idle node may take to say that it is there, before a new connection is tried.
const answerMs = 5_000;

/** One open connection to a node; it keeps the process alive only while something runs over it. */
export class Connection {
  /** Resolves when the connection has ended. */
  readonly ended: Promise<void>;
  /** The host key that the node has proven to own. */
  readonly hostKey: string;
  private readonly client: Client;
  private readonly places = new Places(channels);
  private users = 0;
  private over = false;
  private alive = Promise.resolve(true);

  constructor(
    private readonly ssh: SshArgs,
    loggedIn: LoggedIn,
    private readonly socket: Duplex | Socket,
    private readonly via?: Connection,
  ) {
    this.client = loggedIn.client;
    this.hostKey = loggedIn.hostKey;
    const stop = keepAlive(
      (answered) => this.ask(answered),
      () => this.abandon(),
    );
    this.ended = new Promise((resolve) => {
      this.client.once("close", () => {
        this.over = true;
        stop();
        resolve();
      });
    });
    if ("unref" in this.socket) this.socket.unref();
  }

  /** Whether the connection has ended, for whatever reason. */
  get closed(): boolean {
    return this.over || this.socket.destroyed;
  }

  /** Runs one command when a place is free; throws NotSent when the connection had ended before. */
  async execute(command: Command): Promise<Ended> {
    this.use();
    try {
      if (this.users === 1) this.alive = this.answers();
      if (!(await this.alive)) throw new NotSent();
      await this.places.take();
      return await this.occupy(command);
    } finally {
      this.leave();
    }
  }

  /** Opens a channel for a program that stays; it keeps its place until it ends. */
  async open(line: string): Promise<ClientChannel> {
    await this.places.take();
    try {
      return await new Promise((resolve, reject) => {
        this.client.exec(line, (error, channel) => {
          if (error) return reject(this.noSession());
          channel.once("close", () => this.places.giveBack());
          resolve(channel);
        });
      });
    } catch (failure) {
      this.places.giveBack();
      throw failure;
    }
  }

  /** Opens a stream from the node to another one behind it, within the milliseconds that are left. */
  async forward(to: SshArgs, leftMs: number): Promise<Duplex> {
    this.use();
    try {
      // A jump host that has gone would look like a node that does not answer.
      if (!(await this.answers())) throw new NotYet(`the connection to ${destination(this.ssh)} was lost`);
      return await forwarded(this.client, this.ssh, to, leftMs);
    } finally {
      this.leave();
    }
  }

  /** Marks a user, so that the process stays until it leaves. */
  use(): void {
    this.users += 1;
    if (this.users === 1) this.keepProcess(true);
  }

  /** The opposite of `use`. */
  leave(): void {
    this.users -= 1;
    if (this.users === 0) this.keepProcess(false);
  }

  /** Says goodbye and closes, without waiting for a node that may not answer any more. */
  async close(): Promise<void> {
    this.use();
    this.socket.once("finish", () => this.socket.destroy());
    this.client.end();
    await this.ended;
  }

  /** Says goodbye as far as that is possible at once, for the end of the process or of a silent node. */
  abandon(): void {
    this.over = true;
    this.client.end();
    this.socket.destroy();
  }

  // The node may have gone while nothing was said. A command that meets that is one of unknown outcome, a
  // question that meets it is none, and it costs one round trip.
  private async answers(): Promise<boolean> {
    const answered = await new Promise<boolean>((resolve) => {
      const giveUp = setTimeout(() => resolve(false), answerMs);
      this.ask(() => {
        clearTimeout(giveUp);
        resolve(true);
      });
    });
    if (!answered) this.abandon();
    return !this.closed;
  }

  // A request that every server must answer and that changes nothing: to cancel what was never asked for.
  // ssh2 also calls back when the connection ends.
  private ask(answered: () => void): void {
    try {
      this.client.unforwardIn("127.0.0.1", 1, answered);
    } catch {
      answered();
    }
  }

  private async occupy(command: Command): Promise<Ended> {
    for (;;) {
      if (this.closed) {
        this.places.giveBack();
        throw new NotSent();
      }
      const { outcome, over } = converse(this.client, command);
      const result = await outcome;
      if (result === "no channel" && this.places.shrink()) {
        // The server allows fewer sessions than usual: go on with those it gave.
        this.places.giveBack();
        await this.places.take(true);
        continue;
      }
      void over.then(() => this.places.giveBack());
      if (result === "not sent") throw new NotSent();
      if (this.closed) throw this.lost(command);
      if (result === "no channel" || result === "not allowed") throw this.noSession();
      return result;
    }
  }

  private lost(command: Command): SshFailure {
    return new SshFailure(
      "lost",
      this.ssh.host,
      `Lost the connection to ${destination(this.ssh)} while ${command.program} ran: ` +
        "whether it took effect is unknown. Look at the node's state before trying again.",
    );
  }

  private noSession(): SshFailure {
    const message = `Unable to run commands on ${destination(this.ssh)}: it opens no session. Check MaxSessions and ForceCommand of its sshd.`;
    return new SshFailure("unreachable", this.ssh.host, message);
  }

  // A stream through a jump host has no handle of its own; the socket below it counts.
  private keepProcess(alive: boolean): void {
    if (alive) this.via?.use();
    else this.via?.leave();
    if (!("ref" in this.socket)) return;
    if (alive) this.socket.ref();
    else this.socket.unref();
  }
}
