import { execFileSync, spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startHost, type HostOptions, type ScriptedHost } from "../../tests/scripted-host.js";
import { disconnect, run, type SshArgs, type SshFailure } from "./index.js";

const folder = mkdtempSync(join(tmpdir(), "keys-"));
const path = (name: string): string => join(folder, name);
const agentSocket = path("agent");
let agent: ChildProcess;
let host: ScriptedHost;

function newKeyFile(name: string, passphrase: string, ...type: string[]): string {
  execFileSync("ssh-keygen", ["-q", "-N", passphrase, "-C", "", "-f", path(name), ...type]);
  return readFileSync(path(`${name}.pub`), "utf8").trim();
}

beforeAll(async () => {
  const authorizedKeys = [
    newKeyFile("plain", "", "-t", "ed25519"),
    newKeyFile("locked", "open sesame", "-t", "ed25519"),
    newKeyFile("pem", "", "-t", "rsa", "-b", "2048", "-m", "PEM"),
    newKeyFile("ecdsa", "", "-t", "ecdsa"),
    newKeyFile("in-agent", "", "-t", "ed25519"),
  ];
  newKeyFile("stranger", "", "-t", "ed25519");
  agent = spawn("ssh-agent", ["-D", "-a", agentSocket], { stdio: ["ignore", "pipe", "ignore"] });
  await once(agent.stdout ?? agent, "data");
  execFileSync("ssh-add", ["-q", path("in-agent")], {
    env: { ...process.env, SSH_AUTH_SOCK: agentSocket },
    stdio: "ignore",
  });
  host = await startHost({ authorizedKeys, answers: () => ({ code: 0 }) });
});

afterEach(() => disconnect());

afterAll(async () => {
  await host.close();
  agent.kill();
  rmSync(folder, { recursive: true });
});

async function withAgentInEnvironment<T>(socket: string | undefined, act: () => Promise<T>): Promise<T> {
  const before = process.env["SSH_AUTH_SOCK"];
  delete process.env["SSH_AUTH_SOCK"];
  if (socket !== undefined) process.env["SSH_AUTH_SOCK"] = socket;
  try {
    return await act();
  } finally {
    delete process.env["SSH_AUTH_SOCK"];
    if (before !== undefined) process.env["SSH_AUTH_SOCK"] = before;
  }
}

const only = (args: Partial<SshArgs>): SshArgs => ({ ...host.ssh, password: undefined, ...args });

test.each<[string, () => Partial<SshArgs>]>([
  ["a key file", () => ({ privateKeyFile: path("plain") })],
  ["a key file with a passphrase", () => ({ privateKeyFile: path("locked"), passphrase: "open sesame" })],
  ["an inline key", () => ({ privateKey: readFileSync(path("plain"), "utf8") })],
  [
    "an inline key without its last line end",
    () => ({ privateKey: readFileSync(path("plain"), "utf8").trim() }),
  ],
  ["an RSA key as PEM", () => ({ privateKeyFile: path("pem") })],
  ["an ECDSA key", () => ({ privateKeyFile: path("ecdsa") })],
  ["an agent by its socket", () => ({ agent: agentSocket })],
  ["the agent of the environment", () => ({ agent: true })],
  ["the agent of the environment, when nothing is said", () => ({})],
  ["a password", () => ({ password: host.ssh.password })],
  [
    "a password after a strange key",
    () => ({ privateKeyFile: path("stranger"), password: host.ssh.password }),
  ],
  ["a key after an agent that is gone", () => ({ agent: path("gone"), privateKeyFile: path("plain") })],
])("logs in by %s", async (_what, args) => {
  const login = (): Promise<unknown> => run(only(args()), ["true"]);
  expect(await withAgentInEnvironment(agentSocket, login)).toEqual({ code: 0, stdout: "", stderr: "" });
});

test("logs in by a password that is asked for interactively", async () => {
  const options: HostOptions = { interactive: true, expects: [{ argv: ["true"], answer: { code: 0 } }] };
  const asking = await startHost(options);
  expect(await run(asking.ssh, ["true"])).toEqual({ code: 0, stdout: "", stderr: "" });
  await disconnect();
  await asking.close();
});

const refusedLogin = "Check the user's name and that its authorized_keys has the key.";

test.each<[string, () => Partial<SshArgs>, string]>([
  [
    "nothing at all",
    () => ({}),
    "no way to log in was given. Set privateKeyFile, privateKey, agent or password.",
  ],
  [
    "no agent in the environment",
    () => ({ agent: true }),
    "agent is true, but SSH_AUTH_SOCK is not set. Start an agent or give its socket.",
  ],
  [
    "a missing file",
    () => ({ privateKeyFile: path("none") }),
    "the key file FOLDER/none does not exist. Check privateKeyFile.",
  ],
  [
    "a folder as file",
    () => ({ privateKeyFile: folder }),
    "the key file FOLDER cannot be read (EISDIR). Check privateKeyFile.",
  ],
  [
    "a locked key alone",
    () => ({ privateKeyFile: path("locked") }),
    "key file FOLDER/locked is locked with a passphrase. Set passphrase.",
  ],
  [
    "a wrong passphrase",
    () => ({ privateKeyFile: path("locked"), passphrase: "no" }),
    "key file FOLDER/locked cannot be unlocked: the passphrase is wrong. Check passphrase.",
  ],
  [
    "a public key",
    () => ({ privateKeyFile: path("plain.pub") }),
    "key file FOLDER/plain.pub is a public key. Give the private key.",
  ],
  [
    "no key",
    () => ({ privateKey: "hello" }),
    "privateKey is not a private key that is understood. Give an OpenSSH or PEM key.",
  ],
  [
    "strangers",
    () => ({ privateKeyFile: path("stranger"), agent: path("gone"), password: "wrong" }),
    `the login was refused (tried key file FOLDER/stranger, agent FOLDER/gone, password). ${refusedLogin}`,
  ],
])("a login by %s fails and says so", async (_what, args, why) => {
  const login = (): Promise<unknown> => run(only(args()), ["true"]).catch((error: unknown) => error);
  const error = (await withAgentInEnvironment(undefined, login)) as SshFailure;
  expect([error.kind, error.message.replace(/:\d+: /, ": ").replaceAll(folder, "FOLDER")]).toEqual([
    "authentication",
    `Unable to log in to root@127.0.0.1: ${why}`,
  ]);
});
