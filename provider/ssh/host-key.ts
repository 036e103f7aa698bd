import { createHash } from "node:crypto";
import type { ServerHostKeyAlgorithm } from "ssh2";
import { destination, place, type SshArgs } from "./arguments.js";
import { SshFailure } from "./failure.js";

type Algorithms = readonly ServerHostKeyAlgorithm[];

// ed25519 first: it is on every generation of nodes, and the order decides which key the node shows.
const families: readonly Algorithms[] = [
  ["ssh-ed25519"],
  ["ecdsa-sha2-nistp256", "ecdsa-sha2-nistp384", "ecdsa-sha2-nistp521"],
  ["rsa-sha2-512", "rsa-sha2-256"],
];

const seen = new Map<string, string>();

interface Expectation {
  readonly fingerprint: string;
  readonly from: string;
  readonly algorithms: readonly Algorithms[];
}

/** The `SHA256:...` fingerprint of a host key line, as ssh-keygen shows it. */
export function fingerprint(hostKeyLine: string): string {
  return digest(Buffer.from(hostKeyLine.trim().split(/\s+/)[1] ?? "", "base64"));
}

/** The line of a key as it is on the wire: its type and its base64. */
export function hostKeyLine(key: Buffer): string {
  return `${keyType(key)} ${key.toString("base64")}`;
}

/** The lists of key types to offer one after the other: a pinned key's own type only. */
export function offers(ssh: SshArgs): readonly Algorithms[] {
  return expectation(ssh)?.algorithms ?? [families.flat()];
}

/** Why a node that shows this key must not be spoken to, or nothing. */
export function refusal(ssh: SshArgs, line: string): SshFailure | undefined {
  const expected = expectation(ssh);
  const shown = fingerprint(line);
  if (expected === undefined || expected.fingerprint === shown) return undefined;
  return new SshFailure(
    "host-key",
    ssh.host,
    `Unable to trust ${destination(ssh)}: its host key is ${shown}, but ${expected.fingerprint} ` +
      `${expected.from}. If the node was rebuilt or its keys were changed, set hostKey to its new key; ` +
      "if not, another machine answers at this address.",
  );
}

/** A node that has no key of the pinned type. */
export function keyTypeMissing(ssh: SshArgs): SshFailure {
  const expected = expectation(ssh);
  const wanted = expected === undefined ? "that is known here" : `of the type of ${expected.fingerprint}`;
  return new SshFailure(
    "host-key",
    ssh.host,
    `Unable to trust ${destination(ssh)}: it shows no host key ${wanted}` +
      `${expected === undefined ? "" : `, which ${expected.from}`}. Set hostKey to a key that the node has.`,
  );
}

/** Holds a node to the key it has proven to own, from now to the end of this process. */
export function remember(ssh: SshArgs, line: string): void {
  seen.set(place(ssh), line);
}

/** Forgets the key of one node that had none pinned. */
export function forgetOne(ssh: SshArgs): void {
  seen.delete(place(ssh));
}

/** Forgets the keys of nodes that had none pinned. */
export function forget(): void {
  seen.clear();
}

function expectation(ssh: SshArgs): Expectation | undefined {
  if (ssh.hostKey !== undefined) return pinned(ssh, ssh.hostKey.trim());
  const line = seen.get(place(ssh));
  if (line === undefined) return undefined;
  return { fingerprint: fingerprint(line), from: "was seen at first contact", algorithms: typesLike(line) };
}

function pinned(ssh: SshArgs, pin: string): Expectation {
  const from = "is pinned as hostKey";
  const hash = /^SHA256:([A-Za-z0-9+/]{43})=?$/.exec(pin)?.[1];
  if (hash !== undefined) return { fingerprint: `SHA256:${hash}`, from, algorithms: families };
  const [type, base64] = pin.split(/\s+/);
  const algorithms = typesLike(pin);
  if (algorithms.length === 0 || type !== keyType(Buffer.from(base64 ?? "", "base64")))
    throw new SshFailure(
      "host-key",
      ssh.host,
      `Unable to trust ${destination(ssh)}: its hostKey is neither "ssh-ed25519 AAAA..." (or another key ` +
        'type) nor "SHA256:...". Take the line from /etc/ssh/ssh_host_ed25519_key.pub on the node.',
    );
  return { fingerprint: fingerprint(pin), from, algorithms };
}

function typesLike(line: string): readonly Algorithms[] {
  const type = line.split(/\s+/)[0];
  if (type === "ssh-rsa") return [["rsa-sha2-512", "rsa-sha2-256"]];
  return families.flat().flatMap((known) => (known === type ? [[known]] : []));
}

function keyType(key: Buffer): string {
  return key.length < 4 ? "" : key.toString("latin1", 4, 4 + key.readUInt32BE(0));
}

function digest(key: Buffer): string {
  return `SHA256:${createHash("sha256").update(key).digest("base64").replaceAll("=", "")}`;
}
