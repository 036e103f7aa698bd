/** What kind of thing went wrong between here and a node. */
export type SshFailureKind = "unreachable" | "host-key" | "authentication" | "lost" | "timeout";

/** A node that could not be spoken to; a command's non-zero exit is never one of these. */
export class SshFailure extends Error {
  constructor(
    readonly kind: SshFailureKind,
    readonly host: string,
    message: string,
  ) {
    super(message);
    this.name = "SshFailure";
    // Pulumi prints the stack of a failing check, diff, read and delete to the user.
    this.stack = `SshFailure: ${message}`;
  }
}

/** A connecting attempt that may succeed a moment later, for instance on a node that is booting. */
export class NotYet extends Error {}

/** A command that provably never left this machine, so that it may be given to a new connection. */
export class NotSent extends Error {}
