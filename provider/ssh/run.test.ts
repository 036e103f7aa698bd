import { spawnSync } from "node:child_process";
import {
  startHost,
  type Answer,
  type Asked,
  type HostOptions,
  type ScriptedHost,
} from "../../tests/scripted-host.js";
import { disconnect, run, type SshFailure } from "./index.js";

const nothing = { code: 0, stdout: "", stderr: "" };
const hosts: ScriptedHost[] = [];

async function host(options: HostOptions): Promise<ScriptedHost> {
  const started = await startHost(options);
  hosts.push(started);
  return started;
}

afterEach(async () => {
  await disconnect();
  await Promise.all(hosts.splice(0).map((one) => one.close()));
});

async function failure(promise: Promise<unknown>): Promise<unknown> {
  const error = (await promise.catch((thrown: unknown) => thrown)) as SshFailure;
  return { kind: error.kind, message: error.message.replace(/:\d{4,5}\b/g, ":PORT") };
}

test.each<[string, Answer, unknown]>([
  ["nothing", { code: 0 }, nothing],
  [
    "an exit code with both outputs",
    { code: 3, stdout: "ö\n", stderr: "no\n" },
    { code: 3, stdout: "ö\n", stderr: "no\n" },
  ],
  ["a signal as the shell counts it", { signal: "KILL" }, { ...nothing, code: 137 }],
  ["124 of the program itself, before the time is over", { code: 124 }, { ...nothing, code: 124 }],
])("a command answers %s", async (_what, answer, expected) => {
  const { ssh } = await host({ expects: [{ argv: ["crm_resource", "--wait"], answer }] });
  expect(await run(ssh, ["crm_resource", "--wait"])).toEqual(expected);
});

test("a command runs under a time limit, with a fixed locale and without proxies", async () => {
  const line =
    "timeout -k 10 60 env -u http_proxy -u HTTP_PROXY -u https_proxy -u HTTPS_PROXY -u all_proxy -u ALL_PROXY " +
    "LC_ALL=C.UTF-8 pcs property set 'a=it'\\''s'";
  const { ssh } = await host({ expects: [{ line, answer: { code: 0 } }] });
  expect(await run(ssh, ["pcs", "property", "set", "a=it's"])).toEqual(nothing);
});

test.each<[string, { user: string; sudo?: boolean }, boolean]>([
  ["root", { user: "root" }, false],
  ["another user", { user: "centos" }, true],
  ["root who asks for it", { user: "root", sudo: true }, true],
  ["another user who does not need it", { user: "centos", sudo: false }, false],
])("sudo goes in front for %s: %j", async (_who, args, sudo) => {
  const { ssh, asked } = await host({ user: args.user, answers: () => ({ code: 0 }) });
  await run({ ...ssh, ...args }, ["true"], { timeout: 7 });
  expect(asked.map((one) => [one.sudo, one.seconds, one.argv])).toEqual([[sudo, 7, ["true"]]]);
});

test("arguments come through a shell as they are", async () => {
  const argv = [
    "printf",
    "%s\\0",
    "a b",
    "'q'",
    '"$HOME`id`',
    "new\nline",
    "*",
    "~",
    "",
    "ö!",
    "\\",
    "=a",
    "a=~",
  ];
  const shell = ({ line }: Asked): Answer => {
    const { status, stdout } = spawnSync("/bin/sh", ["-c", line], { encoding: "utf8" });
    return { code: status ?? 255, stdout };
  };
  const { ssh } = await host({ answers: shell });
  expect((await run(ssh, argv)).stdout.split("\0")).toEqual([...argv.slice(2), ""]);
});

test("2 MB of stdin arrive whole", async () => {
  const stdin = "0123456789abcdef".repeat(128 * 1024);
  const { ssh } = await host({ expects: [{ argv: ["cat"], stdin, answer: { code: 0, stdout: stdin } }] });
  expect((await run(ssh, ["cat"], { stdin })).stdout === stdin).toBe(true);
});

test.each([
  ["at most 8 at once", 10, 8],
  ["no more at once than the server allows", 3, 3],
])("25 commands share one connection, %s", async (_what, maxSessions, mostSessions) => {
  const answers = ({ argv }: Asked): Promise<Answer> =>
    new Promise((resolve) => setTimeout(() => resolve({ code: 0, stdout: argv[1] ?? "" }), 5));
  const { ssh, seen } = await host({ maxSessions, answers });
  const numbers = Array.from({ length: 25 }, (_one, index) => String(index));
  const ran = await Promise.all(numbers.map((number) => run(ssh, ["echo", number])));
  expect(ran.map((one) => one.stdout)).toEqual(numbers);
  expect(seen).toEqual({ connections: 1, mostSessions });
});

test("a command that took longer than its time is a timeout that names the program alone", async () => {
  const late = (): Promise<Answer> => new Promise((resolve) => setTimeout(() => resolve({ code: 124 }), 110));
  const { ssh } = await host({ answers: late });
  expect(await failure(run(ssh, ["pcs", "secret"], { stdin: "secret", timeout: 0.1 }))).toEqual({
    kind: "timeout",
    message:
      "Unable to finish pcs on root@127.0.0.1:PORT within 0.1 s: it was ended. " +
      "Look at the load of the node, or allow more time.",
  });
});

test("a connection that is lost under a command is not repeated, and the next command gets a new one", async () => {
  const { ssh, seen } = await host({
    expects: [
      { argv: ["pcs", "a"], answer: "drop" },
      { argv: ["pcs", "b"], answer: { code: 0 } },
    ],
  });
  expect(await failure(run(ssh, ["pcs", "a"]))).toEqual({
    kind: "lost",
    message:
      "Lost the connection to root@127.0.0.1:PORT while pcs ran: whether it took effect is unknown. " +
      "Look at the node's state before trying again.",
  });
  expect(await run(ssh, ["pcs", "b"])).toEqual(nothing);
  expect(seen.connections).toBe(2);
});

test("a channel that closes without an exit code is an unknown outcome", async () => {
  const { ssh } = await host({ expects: [{ argv: ["pcs"], answer: {} }] });
  expect(await failure(run(ssh, ["pcs"]))).toEqual({
    kind: "lost",
    message:
      "Lost pcs on root@127.0.0.1:PORT: its channel closed without an exit code, so whether it took effect " +
      "is unknown. Look at the node's state before trying again.",
  });
});

test("commands that waited in line when the connection was lost go to a new one", async () => {
  let dropped = false;
  const answers = ({ argv }: Asked): Answer => {
    if (dropped || argv[1] !== "0") return { code: 0 };
    dropped = true;
    return "drop";
  };
  const { ssh, seen } = await host({ maxSessions: 1, answers });
  const ran = ["0", "1", "2"].map((number) =>
    run(ssh, ["echo", number]).then((one) => one.code, failureKind),
  );
  expect(await Promise.all(ran)).toEqual(["lost", 0, 0]);
  expect(seen.connections).toBe(2);
});

function failureKind(error: SshFailure): string {
  return error.kind;
}

test.each([
  ["wants a password", { code: 1, stderr: "sudo: a password is required\n" }, "sudo: a password is required"],
  [
    "has no rule",
    { code: 1, stderr: "Sorry, user a is not allowed to execute 'pcs x'\n" },
    "its sudo rules do not allow this",
  ],
  ["is missing", { code: 127, stderr: "bash: line 1: sudo: command not found\n" }, "sudo is not installed"],
])("a sudo that %s is a failed login", async (_what, answer, why) => {
  const { ssh } = await host({ user: "centos", expects: [{ argv: ["pcs"], answer }] });
  expect(await failure(run(ssh, ["pcs"]))).toEqual({
    kind: "authentication",
    message:
      `Unable to become root on centos@127.0.0.1:PORT (${why}). ` +
      "Allow the user sudo without a password (NOPASSWD), or log in as root.",
  });
});

test("a warning of sudo is no failure", async () => {
  const stderr = "sudo: unable to resolve host n1: Name or service not known\n";
  const { ssh } = await host({ user: "centos", expects: [{ argv: ["false"], answer: { code: 1, stderr } }] });
  expect(await run(ssh, ["false"])).toEqual({ code: 1, stdout: "", stderr });
});

test("the host reports what it did not expect and what did not come", async () => {
  const strict = await startHost({ expects: [{ argv: ["one"], answer: { code: 0 } }] });
  expect(await run(strict.ssh, ["two"])).toEqual({ code: 255, stdout: "", stderr: "not expected\n" });
  await expect(strict.close()).rejects.toThrow(/"two".* came, .*"one".*\n\["one"\] did not come/);
});
