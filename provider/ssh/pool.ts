import { connectionIdentity, type SshArgs } from "./arguments.js";
import { connect } from "./connect.js";
import type { Connection } from "./connection.js";
import { SshFailure } from "./failure.js";
import { forget, forgetOne, refusal } from "./host-key.js";
import { wire } from "./observed.js";

interface Entry {
  readonly pin: string | undefined;
  readonly connection: Promise<Connection>;
  open?: Connection;
}

const entries = new Map<string, Entry>();
const signals = ["SIGINT", "SIGTERM"] as const;
let watching = false;

/** The connection to a node: the open one, the one that is being opened, or a new one. */
export async function connected(ssh: SshArgs): Promise<Connection> {
  const identity = connectionIdentity(ssh);
  for (;;) {
    const existing = entries.get(identity);
    const entry = existing === undefined || existing.open?.closed === true ? enter(identity, ssh) : existing;
    try {
      const connection = await entry.connection;
      const refused = refusal(ssh, connection.hostKey);
      if (refused !== undefined) throw refused;
      return connection;
    } catch (error) {
      // Another caller's wrong pin is not this caller's failure.
      const othersPin = entry.open === undefined && entry.pin !== ssh.hostKey;
      if (!(othersPin && error instanceof SshFailure && error.kind === "host-key")) throw error;
    }
  }
}

/** Closes every connection and forgets what was learned about host keys. */
export async function disconnect(): Promise<void> {
  const all = [...entries.values()].map((entry) => entry.connection);
  entries.clear();
  forget();
  // One that could not be opened has told its callers.
  await Promise.allSettled(all.map(async (connection) => (await connection).close()));
}

/** Takes a node for a machine that was never met, because it was just made or set up anew: its next key is its first. */
export function meetAnew(ssh: SshArgs): void {
  const identity = connectionIdentity(ssh);
  entries.get(identity)?.open?.abandon();
  entries.delete(identity);
  forgetOne(ssh);
}

function enter(identity: string, ssh: SshArgs): Entry {
  if (wire.hasSubscribers) wire.publish({ kind: "connection", host: ssh.host });
  const entry: Entry = { pin: ssh.hostKey, connection: connect(ssh, connected) };
  const leave = (): void => {
    if (entries.get(identity) === entry) entries.delete(identity);
  };
  entries.set(identity, entry);
  entry.connection.then((connection) => {
    entry.open = connection;
    void connection.ended.then(leave);
  }, leave);
  watchProcess();
  return entry;
}

// sshd notices a goodbye at once, and a vanished client only after its own time limit.
function watchProcess(): void {
  if (watching) return;
  watching = true;
  process.once("exit", abandonAll);
  for (const signal of signals)
    process.once(signal, () => {
      abandonAll();
      // With no listener left the signal does again what it does without any.
      if (process.listenerCount(signal) === 0) process.kill(process.pid, signal);
    });
}

function abandonAll(): void {
  for (const entry of entries.values()) entry.open?.abandon();
}
