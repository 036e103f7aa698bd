import { destination, needsSudo, type SshArgs } from "./arguments.js";
import type { Command, Ended } from "./channel.js";
import { commandLine } from "./command-line.js";
import { NotSent, SshFailure } from "./failure.js";
import { wire } from "./observed.js";
import { connected } from "./pool.js";

/** What a command answered. */
export interface Ran {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** What goes with a command. */
export interface RunOptions {
  /** Data for its standard input; default empty, which ends at once. The only way for a secret. */
  readonly stdin?: string;
  /** Seconds after which the node ends it; default 60. */
  readonly timeout?: number;
}

const defaultTimeout = 60;

/** Runs a program on a node, as root; a non-zero exit is a result, only the way there can fail. */
export async function run(ssh: SshArgs, argv: readonly string[], options: RunOptions = {}): Promise<Ran> {
  const seconds = options.timeout ?? defaultTimeout;
  const sudo = needsSudo(ssh);
  const line = commandLine(argv, { seconds, sudo });
  const command: Command = { line, program: argv[0] ?? "", stdin: options.stdin ?? "", seconds };
  const ended = await sent(ssh, command);
  if (wire.hasSubscribers) wire.publish({ kind: "command", host: ssh.host, argv, ms: ended.ms });
  if (overdue(ended, seconds)) throw timedOut(ssh, command);
  const complaint = sudo ? sudoComplaint(ended) : undefined;
  if (complaint !== undefined) throw sudoFailure(ssh, complaint);
  if (ended.code === undefined) throw noExit(ssh, command);
  return { code: ended.code, stdout: ended.stdout, stderr: ended.stderr };
}

/** The line of the node's host key, checked against `hostKey` or the first contact; connects when needed. */
export async function hostKey(ssh: SshArgs): Promise<string> {
  return (await connected(ssh)).hostKey;
}

// A connection that ended while it was idle shows only now; the command has not left yet.
async function sent(ssh: SshArgs, command: Command): Promise<Ended> {
  try {
    return await (await connected(ssh)).execute(command);
  } catch (error) {
    if (!(error instanceof NotSent)) throw error;
  }
  try {
    return await (await connected(ssh)).execute(command);
  } catch (error) {
    if (!(error instanceof NotSent)) throw error;
    throw new SshFailure(
      "unreachable",
      ssh.host,
      `Unable to run ${command.program} on ${destination(ssh)}: the connection was closed twice before ` +
        "the command was sent. Look at sshd's log on the node.",
    );
  }
}

// Pacemaker's tools exit with 124 too, for a timeout of theirs; before the time is over it cannot be ours.
function overdue(ended: Ended, seconds: number): boolean {
  const ours = ended.code === undefined || ended.code === 124 || ended.code === 137;
  return ours && ended.ms >= seconds * 990;
}

function timedOut(ssh: SshArgs, command: Command): SshFailure {
  const { program, seconds } = command;
  return new SshFailure(
    "timeout",
    ssh.host,
    `Unable to finish ${program} on ${destination(ssh)} within ${seconds} s: it was ended. ` +
      "Look at the load of the node, or allow more time.",
  );
}

function noExit(ssh: SshArgs, command: Command): SshFailure {
  return new SshFailure(
    "lost",
    ssh.host,
    `Lost ${command.program} on ${destination(ssh)}: its channel closed without an exit code, ` +
      "so whether it took effect is unknown. Look at the node's state before trying again.",
  );
}

// sudo names the whole command when its rules do not allow it, so only its other complaints are passed on.
function sudoComplaint(ended: Ended): string | undefined {
  const last = ended.stderr.trimEnd().split("\n").at(-1) ?? "";
  if (ended.code === 127 && /\bsudo: .*not found/.test(last)) return "sudo is not installed";
  if (ended.code !== 1) return undefined;
  if (/ is not (in the sudoers file|allowed to execute )/.test(last))
    return "its sudo rules do not allow this";
  return /^sudo: (?!unable to resolve host)/.test(last) ? last : undefined;
}

function sudoFailure(ssh: SshArgs, complaint: string): SshFailure {
  return new SshFailure(
    "authentication",
    ssh.host,
    `Unable to become root on ${destination(ssh)} (${complaint}). ` +
      "Allow the user sudo without a password (NOPASSWD), or log in as root.",
  );
}
