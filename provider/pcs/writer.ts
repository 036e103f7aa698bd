import { commandFailure, PcsFailure, toolText } from "./failure.js";

/** One change of the configuration as pcs commands (without `pcs`): all of them happen, or none. */
export type Edit = readonly (readonly string[])[];

/** What the program on the node says of each edit. */
export interface WriteAnswer {
  readonly busy?: boolean;
  readonly results?: readonly { readonly code: number; readonly said: string }[];
}

interface Waiting {
  readonly edit: Edit;
  readonly resolve: () => void;
  readonly reject: (failure: unknown) => void;
}

/**
 * The cluster's one writer in this process: edits that wait while another batch is being written go together as the next
 * one. What is refused fails its own edit only.
 */
export class Writer {
  private waiting: Waiting[] = [];
  private writing = false;

  /** @param send hands a batch to the node that writes; answers with a result for each edit */
  constructor(
    private readonly send: (edits: readonly Edit[]) => Promise<{ node: string; answer: WriteAnswer }>,
  ) {}

  /**
   * Writes one edit.
   * @throws PcsFailure when pcs or Pacemaker refuses it; SshFailure "lost" or "timeout" when the outcome is unknown
   */
  write(edit: Edit): Promise<void> {
    return new Promise((resolve, reject) => {
      this.waiting.push({ edit, resolve, reject });
      // Whoever asks in the same turn of the event loop goes along.
      if (!this.writing) setImmediate(() => void this.drain());
    });
  }

  private async drain(): Promise<void> {
    if (this.writing) return;
    this.writing = true;
    while (this.waiting.length > 0) {
      const batch = this.waiting;
      this.waiting = [];
      await this.sendBatch(batch);
    }
    this.writing = false;
  }

  private async sendBatch(batch: readonly Waiting[]): Promise<void> {
    try {
      const { node, answer } = await this.send(batch.map(({ edit }) => edit));
      batch.forEach(({ edit, resolve, reject }, index) => {
        const failure = refusal(edit, node, answer, index);
        if (failure) reject(failure);
        else resolve();
      });
    } catch (failure) {
      for (const { reject } of batch) reject(failure);
    }
  }
}

function refusal(edit: Edit, node: string, answer: WriteAnswer, index: number): PcsFailure | undefined {
  if (answer.busy)
    return new PcsFailure(
      "conflict",
      `Unable to write on ${node}: another writer has held its lock all the time.`,
    );
  const result = answer.results?.[index];
  if (!result) return new PcsFailure("unknown", `Unable to write on ${node}: no answer for this change.`);
  if (result.code === 0) return undefined;
  const said = toolText({ stderr: result.said, stdout: "" });
  return commandFailure(doing(edit), node, { code: result.code, stderr: said, stdout: "" });
}

// Only the words that name the object: values may be secret.
function doing(edit: Edit): string {
  const named = (edit[0] ?? []).filter((word) => !word.includes("=")).slice(0, 3);
  return `apply \`pcs ${named.join(" ")}\``;
}
