import { readFile } from "node:fs/promises";
import { homedir } from "node:os";
import type { AnyAuthMethod, ParsedKey } from "ssh2";
import { destination, user, type SshArgs } from "./arguments.js";
import { SshFailure } from "./failure.js";
import { library } from "./library.js";

/** One way to log in, with the name that messages may show. */
export interface Credential {
  readonly name: string;
  /** The method as the server lists it. */
  readonly family: "publickey" | "password" | "keyboard-interactive";
  readonly method: AnyAuthMethod;
}

/** The ways to log in that the arguments give, in the order to try them; keys are read and unlocked here. */
export async function credentials(ssh: SshArgs): Promise<readonly Credential[]> {
  const all = [...(await keys(ssh)), ...agents(ssh), ...passwords(ssh)];
  if (all.length > 0) return all;
  throw failed(ssh, "no way to log in was given. Set privateKeyFile, privateKey, agent or password.");
}

/** A login that the node refused, with what was tried. */
export function loginRefused(ssh: SshArgs, tried: readonly string[]): SshFailure {
  const what =
    tried.length === 0 ? "it accepts none of the given ways to log in" : `tried ${tried.join(", ")}`;
  return failed(
    ssh,
    `the login was refused (${what}). Check the user's name and that its authorized_keys has the key.`,
  );
}

async function keys(ssh: SshArgs): Promise<readonly Credential[]> {
  const found: Credential[] = [];
  if (ssh.privateKey !== undefined) found.push(keyCredential(ssh, "privateKey", ssh.privateKey));
  if (ssh.privateKeyFile !== undefined) {
    const text = await keyText(ssh, ssh.privateKeyFile);
    found.push(keyCredential(ssh, `key file ${ssh.privateKeyFile}`, text));
  }
  return found;
}

async function keyText(ssh: SshArgs, path: string): Promise<string> {
  try {
    return await readFile(path.replace(/^~(?=\/|$)/, homedir()), "utf8");
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? "unknown error";
    const why = code === "ENOENT" ? "does not exist" : `cannot be read (${code})`;
    throw failed(ssh, `the key file ${path} ${why}. Check privateKeyFile.`);
  }
}

function keyCredential(ssh: SshArgs, name: string, text: string): Credential {
  const key = unlocked(ssh, name, text);
  return { name, family: "publickey", method: { type: "publickey", username: user(ssh), key } };
}

function unlocked(ssh: SshArgs, name: string, text: string): ParsedKey {
  // A last line without its end is a common loss on the way through a secret store.
  const parsed = library().utils.parseKey(`${text.trim()}\n`, ssh.passphrase);
  const key = Array.isArray(parsed) ? parsed[0] : parsed;
  if (key instanceof Error || key === undefined) throw failed(ssh, `${name} ${unusable(ssh, key)}`);
  if (!key.isPrivateKey()) throw failed(ssh, `${name} is a public key. Give the private key.`);
  return key;
}

// ssh2's own text is looked at and not passed on: nothing that has read a key may speak to the user.
function unusable(ssh: SshArgs, error: Error | undefined): string {
  const text = error?.message ?? "";
  if (!/encrypt|passphrase|decrypt|integrity/i.test(text))
    return "is not a private key that is understood. Give an OpenSSH or PEM key.";
  if (ssh.passphrase === undefined) return "is locked with a passphrase. Set passphrase.";
  return "cannot be unlocked: the passphrase is wrong. Check passphrase.";
}

function agents(ssh: SshArgs): readonly Credential[] {
  const socket = typeof ssh.agent === "string" ? ssh.agent : process.env["SSH_AUTH_SOCK"];
  const nothingElse = [ssh.privateKey, ssh.privateKeyFile, ssh.password].every(
    (given) => given === undefined,
  );
  const wanted = ssh.agent ?? nothingElse;
  if (wanted === false) return [];
  if (socket === undefined || socket === "") {
    if (ssh.agent === undefined) return [];
    throw failed(ssh, "agent is true, but SSH_AUTH_SOCK is not set. Start an agent or give its socket.");
  }
  const method: AnyAuthMethod = { type: "agent", username: user(ssh), agent: socket };
  return [{ name: `agent ${socket}`, family: "publickey", method }];
}

function passwords(ssh: SshArgs): readonly Credential[] {
  const { password } = ssh;
  if (password === undefined) return [];
  const username = user(ssh);
  return [
    { name: "password", family: "password", method: { type: "password", username, password } },
    {
      name: "keyboard-interactive password",
      family: "keyboard-interactive",
      method: {
        type: "keyboard-interactive",
        username,
        prompt: (_name, _instructions, _language, prompts, answer) => answer(prompts.map(() => password)),
      },
    },
  ];
}

function failed(ssh: SshArgs, why: string): SshFailure {
  return new SshFailure("authentication", ssh.host, `Unable to log in to ${destination(ssh)}: ${why}`);
}
