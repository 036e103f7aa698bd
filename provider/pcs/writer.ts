import type { Cib } from "./cib.js";
import { commandFailure, PcsFailure, toolText } from "./failure.js";

/** One change of the configuration as pcs commands (without `pcs`): all of them happen, or none. */
export type Edit = readonly (readonly string[])[];

/** What the program on the node says of each edit. */
export interface WriteAnswer {
  readonly busy?: boolean;
  /** `moved`: somebody else has written since the edit was decided on, and it was not tried. */
  readonly results?: readonly { readonly code: number; readonly said: string; readonly moved?: boolean }[];
  /** The configuration as it was read afterwards, without its status. */
  readonly after?: string | null;
}

/** What came of a batch. */
export interface Written {
  readonly node: string;
  readonly answer: WriteAnswer;
  /** The configuration afterwards, where it could be read. */
  readonly after?: Cib | undefined;
}

/** An edit, and the version of the configuration that it was decided on, where that matters. */
export interface Decided {
  readonly edit: Edit;
  readonly seen?: Cib["version"] | undefined;
}

/** Somebody else has written since an edit was decided on: nothing of it was done, and it is to be decided anew. */
export class Moved extends Error {
  override readonly name = "Moved";
}

interface Waiting extends Decided {
  readonly resolve: (after: Cib | undefined) => void;
  readonly reject: (failure: unknown) => void;
}

// The engine asks for several things one after the other: who comes this soon after another goes along with it.
const gapMs = 8;
// As many as came before come again, because the engine goes on with as many as were done; a little later than at once.
const longGapMs = 25;
// How long those who wait do so for others.
const patienceMs = 600;

/**
 * The cluster's one writer in this process: edits that wait while another batch is being written go together as the next
 * one. What is refused fails its own edit only.
 */
export class Writer {
  private waiting: Waiting[] = [];
  private writing = false;
  private before = 0;

  /**
   * @param send hands a batch to the node that writes; answers with a result for each edit
   * @param othersCome whether somebody is about to ask for an edit
   * @param ready when the node can take a batch: what comes until then goes with it
   */
  constructor(
    private readonly send: (edits: readonly Decided[]) => Promise<Written>,
    private readonly othersCome: () => boolean = () => false,
    private readonly ready: () => Promise<unknown> = () => Promise.resolve(),
  ) {}

  /**
   * Writes one edit and answers the configuration as it was read afterwards, where it was.
   * @param seen the configuration's version that it was decided on: it is not written where somebody else has written since
   * @throws PcsFailure when pcs or Pacemaker refuses it; Moved; SshFailure "lost" or "timeout" when the outcome is unknown
   */
  write(edit: Edit, seen?: Cib["version"]): Promise<Cib | undefined> {
    return new Promise((resolve, reject) => {
      this.waiting.push({ edit, seen, resolve, reject });
      void this.drain();
    });
  }

  private async drain(): Promise<void> {
    if (this.writing) return;
    this.writing = true;
    while (this.waiting.length > 0) {
      await this.ready();
      await this.gathered();
      const batch = this.waiting;
      this.waiting = [];
      this.before = batch.length;
      await this.sendBatch(batch);
    }
    this.writing = false;
  }

  // A batch costs the same for one edit as for ten: it is worth a moment to have all of them in it.
  private async gathered(): Promise<void> {
    const end = performance.now() + patienceMs;
    let count = 0;
    while ((this.waiting.length > count || this.othersCome()) && performance.now() < end) {
      count = this.waiting.length;
      const gap = count < this.before ? longGapMs : gapMs;
      await new Promise((resolve) => setTimeout(resolve, gap));
    }
  }

  private async sendBatch(batch: readonly Waiting[]): Promise<void> {
    try {
      const { node, answer, after } = await this.send(batch);
      batch.forEach(({ edit, resolve, reject }, index) => {
        const failure = refusal(edit, node, answer, index);
        if (failure) reject(failure);
        else resolve(after);
      });
    } catch (failure) {
      for (const { reject } of batch) reject(failure);
    }
  }
}

function refusal(edit: Edit, node: string, answer: WriteAnswer, index: number): Error | undefined {
  if (answer.busy)
    return new PcsFailure(
      "conflict",
      `Unable to write on ${node}: another writer has held its lock all the time.`,
    );
  const result = answer.results?.[index];
  if (!result) return new PcsFailure("unknown", `Unable to write on ${node}: no answer for this change.`);
  if (result.code === 0) return undefined;
  if (result.moved) return new Moved("somebody else has written since it was decided on");
  const said = toolText({ stderr: result.said, stdout: "" });
  return commandFailure(doing(edit), node, { code: result.code, stderr: said, stdout: "" });
}

// Only the words that name the object: values may be secret.
function doing(edit: Edit): string {
  const named = (edit[0] ?? []).filter((word) => !word.includes("=")).slice(0, 3);
  return `apply \`pcs ${named.join(" ")}\``;
}
