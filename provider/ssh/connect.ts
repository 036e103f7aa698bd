import { setTimeout as pause } from "node:timers/promises";
import { connectSeconds, type SshArgs } from "./arguments.js";
import { Connection } from "./connection.js";
import { credentials, type Credential } from "./credentials.js";
import { dial, unreachable } from "./dial.js";
import { NotYet, SshFailure } from "./failure.js";
import { handshake } from "./handshake.js";
import { offers } from "./host-key.js";

const firstPauseMs = 100;
const longestPauseMs = 2_000;
// Even the last attempt must be able to learn why it fails.
const shortestMs = 500;

/** Gives the open connection to a jump host. */
export type JumpOf = (jump: SshArgs) => Promise<Connection>;

/** Connects and logs in; a node that refuses or does not answer is tried again until its time is over. */
export async function connect(ssh: SshArgs, jumpOf: JumpOf): Promise<Connection> {
  const given = await credentials(ssh);
  const seconds = connectSeconds(ssh);
  const deadline = performance.now() + seconds * 1000;
  for (let pauseMs = firstPauseMs; ; pauseMs = Math.min(pauseMs * 2, longestPauseMs)) {
    try {
      return await attempt(ssh, given, jumpOf, deadline);
    } catch (error) {
      if (!(error instanceof NotYet)) throw error;
      if (performance.now() >= deadline) throw unreachable(ssh, `${error.message} (tried for ${seconds} s)`);
    }
    // The last attempt is at the very end of the time.
    await pause(Math.max(0, Math.min(pauseMs, deadline - performance.now())));
  }
}

async function attempt(
  ssh: SshArgs,
  given: readonly Credential[],
  jumpOf: JumpOf,
  deadline: number,
): Promise<Connection> {
  const via = ssh.jump === undefined ? undefined : await jumpOf(ssh.jump);
  // An idle jump host would let the process end in the middle of the handshake.
  via?.use();
  try {
    return await throughOffers(ssh, given, via, deadline);
  } finally {
    via?.leave();
  }
}

async function throughOffers(
  ssh: SshArgs,
  given: readonly Credential[],
  via: Connection | undefined,
  deadline: number,
): Promise<Connection> {
  let first: SshFailure | undefined;
  // A pinned fingerprint does not tell its key's type, so each type is asked for until one fits.
  for (const algorithms of offers(ssh)) {
    const left = (): number => Math.max(shortestMs, deadline - performance.now());
    try {
      const socket = via === undefined ? await dial(ssh, left()) : await via.forward(ssh, left());
      const loggedIn = await handshake({
        ssh,
        credentials: given,
        algorithms,
        socket,
        leftMs: left(),
      });
      return new Connection(ssh, loggedIn, socket, via);
    } catch (error) {
      if (!(error instanceof SshFailure && error.kind === "host-key")) throw error;
      first ??= error;
    }
  }
  throw first ?? new NotYet("no host key type to offer");
}
