import { createConnection, type Socket } from "node:net";
import type { Duplex } from "node:stream";
import type { Client, ClientChannel } from "ssh2";
import { destination, port, type SshArgs } from "./arguments.js";
import { NotYet, SshFailure } from "./failure.js";

// A host that is not up yet drops the first packet, and the kernel repeats it ever more slowly.
const attemptMs = 5_000;

// RFC 4254 section 5.1.
const administrativelyProhibited = 1;

const reasons: Readonly<Record<string, string>> = {
  ECONNREFUSED: "connection refused",
  ECONNRESET: "the connection was reset",
  EHOSTUNREACH: "no route to host",
  ENETUNREACH: "network is unreachable",
  EHOSTDOWN: "host is down",
  ETIMEDOUT: "no answer",
  EAI_AGAIN: "the name cannot be resolved at the moment",
  EPIPE: "the connection was closed",
};

/** Opens a TCP connection to a node, within the milliseconds that are left. */
export function dial(ssh: SshArgs, leftMs: number): Promise<Duplex> {
  return new Promise((resolve, reject) => {
    const socket: Socket = createConnection({ host: ssh.host, port: port(ssh), noDelay: true });
    const fail = (error: Error): void => {
      clearTimeout(timer);
      socket.destroy();
      reject(error);
    };
    const timer = setTimeout(() => fail(new NotYet("no answer")), Math.min(attemptMs, leftMs));
    socket.once("error", (error: NodeJS.ErrnoException) => fail(socketFailure(ssh, error)));
    socket.once("connect", () => {
      clearTimeout(timer);
      socket.removeAllListeners("error");
      resolve(socket);
    });
  });
}

/** Opens a TCP connection to a node from its jump host. */
export function forwarded(client: Client, jump: SshArgs, to: SshArgs, leftMs: number): Promise<Duplex> {
  const from = destination(jump);
  return new Promise((resolve, reject) => {
    let late = false;
    const timer = setTimeout(
      () => {
        late = true;
        reject(new NotYet(`no answer to ${from}`));
      },
      Math.min(attemptMs, leftMs),
    );
    const opened = (error: (Error & { reason?: unknown }) | undefined, stream: ClientChannel): void => {
      clearTimeout(timer);
      if (error?.reason === administrativelyProhibited)
        reject(unreachable(to, `${from} does not allow forwarding (AllowTcpForwarding of its sshd)`));
      else if (error !== undefined) reject(new NotYet(`${from} cannot reach it`));
      else if (late) stream.close();
      else resolve(stream);
    };
    try {
      client.forwardOut("127.0.0.1", 0, to.host, port(to), opened);
    } catch {
      clearTimeout(timer);
      reject(new NotYet(`the connection to ${from} was closed`));
    }
  });
}

/** What an error of a socket means while connecting. */
export function socketFailure(ssh: SshArgs, error: NodeJS.ErrnoException): Error {
  if (error.code === "ENOTFOUND") return unreachable(ssh, "its name does not resolve");
  return new NotYet(reasons[error.code ?? ""] ?? error.code ?? "the connection failed");
}

/** A node that could not be reached, and why. */
export function unreachable(ssh: SshArgs, reason: string): SshFailure {
  const advice =
    "Check that the node is running, that its address and port are right and that no firewall is between.";
  const message = `Unable to connect to ${destination(ssh)}: ${reason}. ${advice}`;
  return new SshFailure("unreachable", ssh.host, message);
}
