import type { ClientChannel } from "ssh2";
import type { SshArgs } from "./arguments.js";
import { commandLine } from "./command-line.js";
import { destination, needsSudo } from "./arguments.js";
import type { Connection } from "./connection.js";
import { SshFailure } from "./failure.js";
import { connected } from "./pool.js";

/** A program that stays on a node and answers each message by one. A message is its length in a line, then its text. */
export class Talk {
  private said = "";
  private over = false;
  private waiting: { readonly heard: (text: string) => void; readonly lost: () => void } | undefined;

  constructor(
    private readonly ssh: SshArgs,
    private readonly program: string,
    private readonly connection: Connection,
    private readonly channel: ClientChannel,
  ) {
    channel.setEncoding("utf8");
    channel.on("data", (data: string) => {
      this.said += data;
      this.listen();
    });
    channel.stderr.resume();
    channel.on("error", () => undefined);
    channel.on("close", () => {
      this.over = true;
      this.waiting?.lost();
    });
  }

  /** Whether it has ended, for whatever reason. */
  get ended(): boolean {
    return this.over || this.connection.closed;
  }

  /**
   * Sends a message (none: only listens) and answers the next one that comes. One at a time; ASCII only.
   * @throws SshFailure "lost" or "timeout" when none came: whether the message took effect is unknown
   */
  async exchange(message: string | undefined, seconds: number): Promise<string> {
    this.connection.use();
    let timer: NodeJS.Timeout | undefined;
    try {
      return await new Promise<string>((resolve, reject) => {
        const fail = (kind: "lost" | "timeout", what: string): void => reject(this.failure(kind, what));
        timer = setTimeout(() => fail("timeout", `no answer within ${seconds} s`), seconds * 1000);
        this.waiting = { heard: resolve, lost: () => fail("lost", "it ended before it answered") };
        if (this.ended) return this.waiting.lost();
        if (message !== undefined) this.channel.write(`${message.length}\n${message}`);
        this.listen();
      });
    } finally {
      clearTimeout(timer);
      this.waiting = undefined;
      this.connection.leave();
    }
  }

  /** Ends it: the program sees the end of its input. */
  close(): void {
    this.over = true;
    this.channel.end();
  }

  private listen(): void {
    const start = this.said.indexOf("\n") + 1;
    const end = start + Number(this.said.slice(0, start));
    if (start === 0 || this.said.length < end || !this.waiting) return;
    const text = this.said.slice(start, end);
    this.said = this.said.slice(end);
    this.waiting.heard(text);
  }

  private failure(kind: "lost" | "timeout", what: string): SshFailure {
    this.close();
    return new SshFailure(
      kind,
      this.ssh.host,
      `Lost ${this.program} on ${destination(this.ssh)} (${what}): whether it took effect is unknown. ` +
        "Look at the node's state before trying again.",
    );
  }
}

/** Starts a program on a node and hands it the beginning of its input; it ends with the connection, or after `seconds`. */
export async function talk(
  ssh: SshArgs,
  argv: readonly string[],
  input: string,
  seconds: number,
): Promise<Talk> {
  const line = commandLine(argv, { seconds, sudo: needsSudo(ssh) });
  const connection = await connected(ssh);
  const channel = await connection.open(line);
  channel.write(input);
  return new Talk(ssh, argv[0] ?? "", connection, channel);
}
