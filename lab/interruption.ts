import { constants } from "node:os";
import { LabFailure } from "./command.js";

const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/** Work that a signal ended; what it had made is removed. */
export class Interrupted extends LabFailure {
  /** The exit code of a process that a signal ended. */
  readonly exitCode: number;

  constructor(signal: NodeJS.Signals) {
    super(`Interrupted by ${signal}; what was made is removed`);
    this.exitCode = 128 + constants.signals[signal];
  }
}

/** Does work that makes things: when it fails or a signal comes, what it made is removed before the failure goes on. */
export async function undoneOnFailure<T>(
  work: (signal: AbortSignal) => Promise<T>,
  undo: () => Promise<void>,
): Promise<T> {
  const abortion = new AbortController();
  let caught: NodeJS.Signals | undefined;
  const onSignal = (signal: NodeJS.Signals) => {
    caught ??= signal;
    abortion.abort();
  };
  for (const signal of SIGNALS) process.on(signal, onSignal);
  try {
    const made = await work(abortion.signal);
    abortion.signal.throwIfAborted();
    return made;
  } catch (error) {
    await undo();
    throw caught ? new Interrupted(caught) : error;
  } finally {
    for (const signal of SIGNALS) process.off(signal, onSignal);
  }
}
