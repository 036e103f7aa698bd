import { createHash } from "node:crypto";

/** How to reach one node over SSH and become root there. */
export interface SshArgs {
  /** Address or name of the node. */
  readonly host: string;
  /** What the machine is called beside its address; only messages say it. */
  readonly name?: string;
  /** Port of sshd; default 22. */
  readonly port?: number;
  /** Login name; default `root`. */
  readonly user?: string;
  /** Private key itself, OpenSSH or PEM text; tried before every other credential. */
  readonly privateKey?: string;
  /** Path of a private key on this machine, `~` allowed; read at each new connection. */
  readonly privateKeyFile?: string;
  /** Passphrase of `privateKey` or `privateKeyFile`. */
  readonly passphrase?: string;
  /** Socket of an SSH agent, or `true` for `SSH_AUTH_SOCK`; the latter is also tried when no credential is given. */
  readonly agent?: string | boolean;
  /** Password, tried last, also as answer to a keyboard-interactive question. */
  readonly password?: string;
  /** Pinned host key (`ssh-ed25519 AAAA...`) or fingerprint (`SHA256:...`); absent = accepted at first contact. */
  readonly hostKey?: string;
  /** Run every command by `sudo -n`; default: true when `user` is not root. */
  readonly sudo?: boolean;
  /** Host to go through; it has a key, a pin and a connection of its own. */
  readonly jump?: SshArgs;
  /** Seconds for the whole of connecting, attempts on a booting node included; default 20. */
  readonly connectTimeout?: number;
}

/** Login name with its default. */
export function user(ssh: SshArgs): string {
  return ssh.user ?? "root";
}

/** Port with its default. */
export function port(ssh: SshArgs): number {
  return ssh.port ?? 22;
}

/** Seconds that connecting may take, with the default. */
export function connectSeconds(ssh: SshArgs): number {
  return ssh.connectTimeout ?? 20;
}

/** Whether commands need sudo to be root. */
export function needsSudo(ssh: SshArgs): boolean {
  return ssh.sudo ?? user(ssh) !== "root";
}

/** The node as messages name it: `testdb01 (root@192.168.0.113:22)`, with the jump host behind it. */
export function destination(ssh: SshArgs): string {
  const host = ssh.host.includes(":") ? `[${ssh.host}]` : ssh.host;
  const through = ssh.jump === undefined ? "" : ` through ${destination(ssh.jump)}`;
  const way = `${user(ssh)}@${host}:${port(ssh)}${through}`;
  return ssh.name === undefined || ssh.name === ssh.host ? way : `${ssh.name} (${way})`;
}

/** The machine behind the arguments: the same address behind another jump host may be another machine. */
export function place(ssh: SshArgs): string {
  return JSON.stringify([ssh.host, port(ssh), ssh.jump === undefined ? null : place(ssh.jump)]);
}

/** What two callers must have in common to share a connection, hashed because it contains secrets. */
export function connectionIdentity(ssh: SshArgs): string {
  const parts = [
    place(ssh),
    user(ssh),
    ssh.privateKey ?? null,
    ssh.privateKeyFile ?? null,
    ssh.passphrase ?? null,
    ssh.agent ?? null,
    ssh.password ?? null,
    ssh.jump === undefined ? null : connectionIdentity(ssh.jump),
  ];
  return createHash("sha256").update(JSON.stringify(parts)).digest("hex");
}
