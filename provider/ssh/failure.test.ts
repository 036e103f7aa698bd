import { startHost, type Answer } from "../../tests/scripted-host.js";
import { newKey } from "../../tests/scripted-login.js";
import { disconnect, run, SshFailure, type RunOptions, type SshArgs } from "./index.js";

const secret = "MARK-5eCr3t";
const key = newKey();
const keyBody = key.split("\n").slice(1, 4);
const broken = key.replace(/A{4}/g, "").replace("b3Bl", "b3Bm");

const command = ["pcs", `password=${secret}`];

interface Case {
  readonly args?: Partial<SshArgs>;
  readonly argv?: readonly string[];
  readonly options?: RunOptions;
  readonly answer?: Answer;
  readonly lateMs?: number;
}

const cases: readonly [string, SshFailure["kind"] | "RangeError", Case][] = [
  ["a wrong password", "authentication", { args: { password: secret } }],
  ["a wrong key", "authentication", { args: { privateKey: key, password: secret } }],
  ["a broken key", "authentication", { args: { privateKey: broken } }],
  ["a key with something else in it", "authentication", { args: { privateKey: `${secret}${key}` } }],
  [
    "a passphrase that is not needed and a wrong key",
    "authentication",
    { args: { privateKey: key, passphrase: secret } },
  ],
  ["a private key as host key", "host-key", { args: { hostKey: key } }],
  ["a secret as host key", "host-key", { args: { hostKey: `SHA256:${secret}` } }],
  ["a refused port", "unreachable", { args: { port: 1, connectTimeout: 0.1, password: secret } }],
  [
    "a jump host with a wrong password",
    "authentication",
    { args: { jump: { host: "127.0.0.1", password: secret } } },
  ],
  ["a lost connection", "lost", { answer: "drop" }],
  ["a channel without exit code", "lost", { answer: {} }],
  ["a timeout", "timeout", { options: { timeout: 0.05 }, answer: { code: 124 }, lateMs: 60 }],
  ["a kill after the timeout", "timeout", { options: { timeout: 0.05 }, answer: { code: 137 }, lateMs: 60 }],
  [
    "a sudo that says the command",
    "authentication",
    {
      args: { sudo: true },
      answer: { code: 1, stderr: `Sorry, user a is not allowed to execute 'pcs ${secret}' as root.\n` },
    },
  ],
  ["an argument with a NUL character", "RangeError", { argv: ["pcs", `${secret}\0`] }],
  ["arguments that are too long", "RangeError", { argv: ["pcs", secret.repeat(20_000)] }],
  ["a secret as a variable in front", "RangeError", { argv: [`PASSWORD=${secret}`, "pcs"] }],
];

afterEach(() => disconnect());

test.each(cases)("%s ends as %s, and no secret is told", async (_what, kind, one) => {
  const answers = async (): Promise<Answer> => {
    await new Promise((resolve) => setTimeout(resolve, one.lateMs ?? 0));
    return one.answer ?? { code: 0 };
  };
  const host = await startHost({ answers });
  const jump = one.args?.jump === undefined ? undefined : { ...one.args.jump, port: host.port };
  const credentials = one.args?.privateKey === undefined ? {} : { password: undefined };
  const ssh = { ...host.ssh, ...credentials, ...one.args, jump };
  const options = { stdin: secret, ...one.options };
  const error = await run(ssh, one.argv ?? command, options).catch((thrown: unknown) => thrown);
  await disconnect();
  await host.close();
  expect(error instanceof SshFailure ? error.kind : (error as Error).name).toBe(kind);
  const { message, stack } = error as Error;
  const told = `${message} ${String(error)} ${JSON.stringify(error)} ${error instanceof SshFailure ? stack : ""}`;
  expect([secret, ...keyBody].filter((part) => told.includes(part))).toEqual([]);
});

test("a failure has no stack that Pulumi could print", () => {
  expect(new SshFailure("lost", "node", "Lost it.").stack).toBe("SshFailure: Lost it.");
});
