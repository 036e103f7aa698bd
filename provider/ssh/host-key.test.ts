import { generateKeyPairSync } from "node:crypto";
import { startHost, type ScriptedHost } from "../../tests/scripted-host.js";
import { newKey, publicLine } from "../../tests/scripted-login.js";
import type { SshArgs } from "./arguments.js";
import { disconnect, fingerprint, hostKey, run, type SshFailure } from "./index.js";

const ed25519 = newKey();
const otherEd25519 = newKey();
const pem = { type: "pkcs1", format: "pem" } as const;
const rsa = generateKeyPairSync("rsa", {
  modulusLength: 2048,
  publicKeyEncoding: pem,
  privateKeyEncoding: pem,
}).privateKey;
const hosts: ScriptedHost[] = [];

async function host(hostKeys: readonly string[], port?: number): Promise<ScriptedHost> {
  const started = await startHost({ hostKeys, port, password: "x", answers: () => ({ code: 0 }) });
  hosts.push(started);
  return started;
}

afterEach(async () => {
  await disconnect();
  await Promise.all(hosts.splice(0).map((one) => one.close()));
});

async function failure(promise: Promise<unknown>): Promise<unknown> {
  const error = (await promise.catch((thrown: unknown) => thrown)) as SshFailure;
  return [error.kind, error.message.replace(/:\d{4,5}\b/g, ":PORT")];
}

function distrusted(shown: string, expected: string, from: string): unknown {
  const message =
    `Unable to trust root@127.0.0.1:PORT: its host key is ${fingerprint(publicLine(shown))}, but ` +
    `${fingerprint(publicLine(expected))} ${from}. If the node was rebuilt or its keys were changed, set ` +
    "hostKey to its new key; if not, another machine answers at this address.";
  return ["host-key", message];
}

test("a fingerprint is the one that ssh-keygen shows", () => {
  const line = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIHCYlYeJwBBnQS5UEjuC/8BR6dg1zw+JljW3tzGT1Slx node";
  expect(fingerprint(line)).toBe("SHA256:7Oms+6usFwdZOQH2Ahe3TdNWAefZQHkFJP6ZESAx+RA");
});

test.each<[string, string | undefined, string]>([
  ["an ed25519 line", publicLine(ed25519), ed25519],
  ["an rsa line with a comment", `${publicLine(rsa)} root@node\n`, rsa],
  ["an ed25519 fingerprint", fingerprint(publicLine(ed25519)), ed25519],
  ["an rsa fingerprint", fingerprint(publicLine(rsa)), rsa],
  ["nothing, so that ed25519 is preferred", undefined, ed25519],
])("a node with two keys that is pinned to %s shows that key", async (_what, pin, key) => {
  const { ssh } = await host([rsa, ed25519]);
  expect(await hostKey({ ...ssh, hostKey: pin })).toBe(publicLine(key));
});

test.each([
  ["line", publicLine(otherEd25519)],
  ["fingerprint", fingerprint(publicLine(otherEd25519))],
])("a node with another key than the pinned %s is refused, and gets no command", async (_what, pin) => {
  const { ssh, asked } = await host([ed25519]);
  const refused = distrusted(ed25519, otherEd25519, "is pinned as hostKey");
  expect(await failure(run({ ...ssh, hostKey: pin }, ["true"]))).toEqual(refused);
  expect(asked).toEqual([]);
});

test("a node without a key of the pinned type is refused", async () => {
  const { ssh } = await host([ed25519]);
  expect(await failure(hostKey({ ...ssh, hostKey: publicLine(rsa) }))).toEqual([
    "host-key",
    "Unable to trust root@127.0.0.1:PORT: it shows no host key of the type of " +
      `${fingerprint(publicLine(rsa))}, which is pinned as hostKey. Set hostKey to a key that the node has.`,
  ]);
});

test.each(["", "ssh-ed25519", "SHA256:short", "ssh-dss AAAA", "ssh-ed25519 AAAA", publicLine(rsa).slice(4)])(
  "a pin that is no key (%s) is refused before anything is sent",
  async (pin) => {
    const { ssh, seen } = await host([ed25519]);
    expect(await failure(hostKey({ ...ssh, hostKey: pin }))).toEqual([
      "host-key",
      'Unable to trust root@127.0.0.1:PORT: its hostKey is neither "ssh-ed25519 AAAA..." (or another key type) ' +
        'nor "SHA256:...". Take the line from /etc/ssh/ssh_host_ed25519_key.pub on the node.',
    ]);
    expect(seen.connections).toBe(0);
  },
);

test("the key of the first contact is held against a later connection, also without a pin", async () => {
  const before = await host([ed25519]);
  const ssh: SshArgs = { ...before.ssh, hostKey: undefined };
  expect(await hostKey(ssh)).toBe(publicLine(ed25519));
  await before.close();
  hosts.length = 0;
  const after = await host([otherEd25519], before.port);
  const refused = distrusted(otherEd25519, ed25519, "was seen at first contact");
  expect(await failure(run(ssh, ["true"]))).toEqual(refused);
  expect(await failure(run({ ...ssh, password: "another" }, ["true"]))).toEqual(refused);
  expect(await hostKey({ ...ssh, hostKey: after.hostKey })).toBe(after.hostKey);
});

test("a caller with another pin does not get the connection that is already open", async () => {
  const { ssh, seen } = await host([ed25519]);
  expect(await hostKey(ssh)).toBe(publicLine(ed25519));
  const other = { ...ssh, hostKey: publicLine(otherEd25519) };
  expect(await failure(hostKey(other))).toEqual(distrusted(ed25519, otherEd25519, "is pinned as hostKey"));
  expect(seen.connections).toBe(1);
});

test("a caller with the right pin does not suffer from the wrong one of another", async () => {
  const { ssh } = await host([ed25519]);
  const wrong = failure(hostKey({ ...ssh, hostKey: publicLine(otherEd25519) }));
  const right = hostKey(ssh);
  expect(await wrong).toEqual(distrusted(ed25519, otherEd25519, "is pinned as hostKey"));
  expect(await right).toBe(publicLine(ed25519));
});
