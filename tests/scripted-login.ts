import { utils, type AuthContext } from "ssh2";

/** Who may log in to a scripted host, and by what. */
export interface Logins {
  /** Login name; default root. */
  readonly user: string;
  /** Password that is accepted; default one that only the host's `ssh` knows. */
  readonly password: string;
  /** Accepts the password only as answer to a keyboard-interactive question. */
  readonly interactive?: boolean;
  /** Public key lines that are accepted. */
  readonly authorizedKeys?: readonly string[];
}

/** A new private ed25519 key, without the 1 in 256 that ssh2 writes unreadably (public part starts with a zero). */
export function newKey(): string {
  for (;;) {
    const key = utils.generateKeyPairSync("ed25519").private;
    if (!(utils.parseKey(key) instanceof Error)) return key;
  }
}

/** The public line (`ssh-ed25519 AAAA...`) of a private key. */
export function publicLine(privateKey: string): string {
  const key = utils.parseKey(privateKey);
  if (key instanceof Error) throw key;
  return `${key.type} ${key.getPublicSSH().toString("base64")}`;
}

/** Answers one attempt to log in. */
export function logIn(context: AuthContext, logins: Logins): void {
  const name = context.username === logins.user;
  if (context.method === "publickey") {
    const { key, blob, signature, hashAlgo } = context;
    const known = utils.parseKey(
      logins.authorizedKeys?.find((one) => one.includes(key.data.toString("base64"))) ?? "",
    );
    const question = signature === undefined || blob === undefined;
    if (name && !(known instanceof Error) && (question || known.verify(blob, signature, hashAlgo)))
      return context.accept();
  } else if (context.method === "keyboard-interactive" && logins.interactive === true) {
    return context.prompt([{ prompt: "Password: ", echo: false }], ([said]) =>
      name && said === logins.password ? context.accept() : context.reject(),
    );
  } else if (context.method === "password" && logins.interactive !== true && name) {
    if (context.password === logins.password) return context.accept();
  }
  context.reject(["publickey", logins.interactive === true ? "keyboard-interactive" : "password"]);
}
