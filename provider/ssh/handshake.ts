import type { Duplex } from "node:stream";
import type { Client, ConnectConfig, ServerHostKeyAlgorithm } from "ssh2";
import { destination, user, type SshArgs } from "./arguments.js";
import { loginRefused, type Credential } from "./credentials.js";
import { socketFailure, unreachable } from "./dial.js";
import { NotYet, SshFailure } from "./failure.js";
import { library } from "./library.js";
import { hostKeyLine, keyTypeMissing, refusal, remember } from "./host-key.js";

/** A client that is logged in, and the host key that its node has proven to own. */
export interface LoggedIn {
  readonly client: Client;
  readonly hostKey: string;
}

interface Attempt {
  readonly ssh: SshArgs;
  readonly credentials: readonly Credential[];
  readonly algorithms: readonly ServerHostKeyAlgorithm[];
  readonly socket: Duplex;
  readonly leftMs: number;
}

interface Progress {
  hostKey: string;
  refused?: SshFailure;
  proven: boolean;
  readonly tried: string[];
}

type ClientError = Error & { readonly level?: string; readonly code?: string };

/** Checks the host key and logs in over an open socket; fails with NotYet when trying again makes sense. */
export function handshake(attempt: Attempt): Promise<LoggedIn> {
  const { ssh, socket } = attempt;
  const client = new (library().Client)();
  const progress: Progress = { hostKey: "", proven: false, tried: [] };
  return new Promise((resolve, reject) => {
    const fail = (error: Error): void => {
      reject(error);
      socket.destroy();
    };
    client.on("error", (error: ClientError) => {
      // An agent that does not answer is one way to log in less; the next one follows.
      if (error.level !== "agent") fail(meaning(ssh, error, progress));
    });
    client.on("close", () => fail(progress.refused ?? new NotYet("the connection was closed")));
    client.on("change password", () => fail(passwordExpired(ssh)));
    // Only here is the signature checked; before it, the key is a mere claim.
    client.on("handshake", () => {
      progress.proven = true;
      const late = refusal(ssh, progress.hostKey);
      if (late === undefined) remember(ssh, progress.hostKey);
      else fail(late);
    });
    client.on("ready", () => {
      client.removeAllListeners();
      client.on("error", () => undefined);
      resolve({ client, hostKey: progress.hostKey });
    });
    client.connect(configuration(attempt, progress));
  });
}

function configuration(attempt: Attempt, progress: Progress): ConnectConfig {
  const { ssh, credentials, algorithms, socket, leftMs } = attempt;
  const next = [...credentials];
  return {
    sock: socket,
    username: user(ssh),
    readyTimeout: Math.max(1, leftMs),
    algorithms: { serverHostKey: [...algorithms] },
    hostVerifier: (key: Buffer) => {
      progress.hostKey = hostKeyLine(key);
      progress.refused = refusal(ssh, progress.hostKey);
      return progress.refused === undefined;
    },
    authHandler: (left: readonly string[] | null, _partial, answer) => {
      let credential = next.shift();
      while (credential !== undefined && left !== null && !left.includes(credential.family))
        credential = next.shift();
      if (credential !== undefined) progress.tried.push(credential.name);
      // ssh2 takes `false` as the end of the list; its types do not know that.
      answer(credential?.method ?? (false as unknown as "none"));
    },
  };
}

function meaning(ssh: SshArgs, error: ClientError, progress: Progress): Error {
  if (progress.refused !== undefined) return progress.refused;
  if (error.level === "client-authentication") return loginRefused(ssh, progress.tried);
  // OpenSSH disconnects with this text after MaxAuthTries.
  if (progress.proven && /authentication/i.test(error.message)) return loginRefused(ssh, progress.tried);
  if (error.level === "client-timeout") return new NotYet("no answer during the handshake");
  if (error.level === "client-socket") return socketFailure(ssh, error);
  if (error.level === "handshake" && /host key/i.test(error.message)) return keyTypeMissing(ssh);
  if (error.level === "handshake") return unreachable(ssh, `the SSH handshake failed (${error.message})`);
  return new NotYet("the connection was closed before the login");
}

function passwordExpired(ssh: SshArgs): SshFailure {
  const message = `Unable to log in to ${destination(ssh)}: its password has expired. Change it on the node.`;
  return new SshFailure("authentication", ssh.host, message);
}
