import type { Properties } from "./unknown.js";

/** A failure as its user should read it: one text, no stack. */
export class Refusal extends Error {
  override readonly name: string = "Refusal";
  constructor(message: string) {
    super(message);
    this.stack = "";
  }

  // The dynamic provider's server prints errors with their class name in front.
  override toString(): string {
    return this.message;
  }
}

/** What was to be made is there already, and nobody has said to take it over. */
export class Existing extends Refusal {
  override readonly name = "Existing";
}

/** Something was made and is not as it should be: the engine keeps it, and the next update goes on from there. */
export class HalfDone extends Refusal {
  override readonly name = "HalfDone";
  readonly reasons: readonly string[];
  constructor(
    message: string,
    readonly id?: string,
    readonly properties?: Properties,
  ) {
    super(message);
    this.reasons = [message];
  }
}

/** The failure with a clean text, whatever was thrown. */
export function readable(failure: unknown): Refusal {
  if (failure instanceof Refusal) return failure;
  return new Refusal(failure instanceof Error ? failure.message : String(failure));
}

/**
 * What is answered to the engine: plain JSON, because anything else makes the reply fail after the act, and the object is
 * lost from the state.
 */
export function plain(properties: object): Properties {
  return JSON.parse(JSON.stringify(properties)) as Properties;
}

/** What was found, for a message: what may be secret is not shown. */
export function shown(found: unknown): string {
  return JSON.stringify(found, (key, value: unknown) =>
    /pass|secret|token|login|key$/i.test(key) ? "[secret]" : value,
  );
}
