import { connectionIdentity, SshFailure, wire, type Talk } from "../ssh/index.js";
import type { ReachableNode } from "./nodes.js";
import { ask, requestText, stay, understood, type ProgramName } from "./program.js";

const protocol = 1;
// Python and pcs on a busy node.
const startSeconds = 30;
// Longer than a run may take; it ends with the connection in any case.
const lifeSeconds = 12 * 3600;

const writers = new Map<string, Worker>();

/** The program that writes on a node; one for the run. */
export function writerOn(node: ReachableNode): Worker {
  const identity = connectionIdentity(node.ssh);
  let writer = writers.get(identity);
  if (!writer) writers.set(identity, (writer = new Worker(node, "write")));
  return writer;
}

/**
 * A program of ours that stays on a node for the run, so that pcs is loaded once. Where it cannot stay, it is started for
 * each request.
 */
export class Worker {
  private started: Promise<Talk | undefined> | undefined;
  private last: Promise<unknown> = Promise.resolve();
  private notice: string | undefined;

  constructor(
    private readonly node: ReachableNode,
    private readonly program: ProgramName,
  ) {}

  /**
   * Asks it, after all who have asked before; or another program that it has in it.
   * @throws PcsFailure when it fails, SshFailure when the node cannot be reached or what came of it is unknown
   */
  ask<Answer>(
    request: { readonly patience: number },
    seconds: number,
    program = this.program,
  ): Promise<Answer> {
    const answer = this.last.then(() => this.askNow<Answer>(program, request, seconds));
    this.last = answer.catch(() => undefined);
    return answer;
  }

  private async askNow<Answer>(program: ProgramName, request: object, seconds: number): Promise<Answer> {
    const { ssh, name } = this.node;
    const talk = await this.talk();
    this.tell();
    if (!talk) return ask<Answer>(ssh, name, program, request, seconds);
    const began = performance.now();
    const text = await talk.exchange(requestText(program, request), seconds);
    const ms = performance.now() - began;
    if (wire.hasSubscribers)
      wire.publish({ kind: "command", host: ssh.host, argv: [program, "(stays)"], ms });
    return understood<Answer>(text, ssh.host, name, program, ms);
  }

  /** Starts it ahead of the first request, if it does not run; a failure is told to who asks. */
  async prepared(): Promise<void> {
    await this.talk().catch(() => undefined);
  }

  private async talk(): Promise<Talk | undefined> {
    const talk = await this.started;
    if (this.started && !talk?.ended) return talk;
    this.started = this.start();
    this.started.catch(() => (this.started = undefined));
    return this.started;
  }

  private async start(): Promise<Talk | undefined> {
    const talk = await stay(this.node.ssh, this.program, lifeSeconds);
    try {
      const hello = JSON.parse(await talk.exchange(undefined, startSeconds)) as Hello;
      if (hello.protocol === protocol) {
        if (hello.cold) this.notice = `pcs is started for each change, because ${hello.cold}`;
        return talk;
      }
    } catch (failure) {
      if (!(failure instanceof SshFailure || failure instanceof SyntaxError)) throw failure;
    }
    talk.close();
    this.notice = "the program that writes is started for each batch of changes, because it does not stay";
    return undefined;
  }

  // When it matters first. The server's output is the provider's only voice.
  private tell(): void {
    if (this.notice === undefined) return;
    process.stdout.write(`${this.node.name}: ${this.notice}. That is slower, and does the same.\n`);
    this.notice = undefined;
  }
}

interface Hello {
  readonly protocol: number;
  readonly cold: string | null;
}
