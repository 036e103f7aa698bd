import { once } from "node:events";
import { createServer, type Socket } from "node:net";
import { startHost, type HostOptions, type ScriptedHost } from "../../tests/scripted-host.js";
import { disconnect, run, type SshArgs, type SshFailure } from "./index.js";

const fine = { code: 0, stdout: "", stderr: "" };
const advice =
  "Check that the node is running, that its address and port are right and that no firewall is between.";
const hosts: ScriptedHost[] = [];

async function host(options: HostOptions = {}): Promise<ScriptedHost> {
  const started = await startHost({ answers: () => ({ code: 0 }), ...options });
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

async function freePort(): Promise<number> {
  const probe = createServer();
  await once(probe.listen(0, "127.0.0.1"), "listening");
  const address = probe.address();
  await once(probe.close(), "close");
  return typeof address === "object" && address !== null ? address.port : 0;
}

test("a node that hangs up and refuses at first is reached once it listens", async () => {
  const booting = createServer();
  const port = await freePort();
  await once(booting.listen(port, "127.0.0.1"), "listening");
  const ran = run({ host: "127.0.0.1", port, password: "x", connectTimeout: 10 }, ["true"]);
  const [socket] = (await once(booting, "connection")) as [Socket];
  socket.resetAndDestroy();
  await once(booting.close(), "close");
  await host({ port, password: "x" });
  expect(await ran).toEqual(fine);
});

test.each<[string, Partial<SshArgs>, string, boolean]>([
  ["refuses to the end", {}, "connection refused (tried for 0.3 s)", true],
  ["has no address", { host: "no.such.invalid" }, "its name does not resolve", false],
])("a node that %s is unreachable", async (_what, args, why, local) => {
  const ssh = { host: "127.0.0.1", port: await freePort(), password: "x", connectTimeout: 0.3, ...args };
  const name = local ? "root@127.0.0.1:PORT" : "root@no.such.invalid:PORT";
  expect(await failure(run(ssh, ["true"]))).toEqual([
    "unreachable",
    `Unable to connect to ${name}: ${why}. ${advice}`,
  ]);
});

test("a port that never speaks SSH is given up within the time", async () => {
  const silent = createServer(() => undefined);
  await once(silent.listen(0, "127.0.0.1"), "listening");
  const address = silent.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  const ssh = { host: "127.0.0.1", port, password: "x", connectTimeout: 0.1 };
  expect(await failure(run(ssh, ["true"]))).toEqual([
    "unreachable",
    `Unable to connect to root@127.0.0.1:PORT: no answer during the handshake (tried for 0.1 s). ${advice}`,
  ]);
  silent.close();
});

test("a connection that died while it was idle is opened again without a word", async () => {
  const { ssh, seen, drop } = await host();
  expect(await run(ssh, ["true"])).toEqual(fine);
  drop();
  expect(await run(ssh, ["true"])).toEqual(fine);
  expect(seen.connections).toBe(2);
});

test("callers with other credentials get a connection of their own", async () => {
  const { ssh, seen } = await host();
  expect(await run(ssh, ["true"])).toEqual(fine);
  expect(await failure(run({ ...ssh, password: "wrong" }, ["true"]))).toEqual([
    "authentication",
    "Unable to log in to root@127.0.0.1:PORT: the login was refused (tried password). " +
      "Check the user's name and that its authorized_keys has the key.",
  ]);
  expect(seen.connections).toBe(2);
});

test("a node behind a jump host is reached through the jump host's one connection", async () => {
  const [jump, first, second] = [await host({ user: "gate" }), await host(), await host()];
  const through = (one: ScriptedHost): SshArgs => ({ ...one.ssh, jump: jump.ssh });
  expect(await Promise.all([run(through(first), ["a"]), run(through(second), ["b"])])).toEqual([fine, fine]);
  expect([jump, first, second].map((one) => one.asked.map(({ argv }) => argv))).toEqual([
    [],
    [["a"]],
    [["b"]],
  ]);
  expect([jump, first, second].map((one) => one.seen.connections)).toEqual([1, 1, 1]);
});

test("a lost jump host is a lost command, and both connections are opened anew", async () => {
  const jump = await host({ user: "gate" });
  const node = await host({
    answers: ({ argv }) => (argv[0] === "first" ? jump.drop() : undefined, { code: 0 }),
  });
  const ssh = { ...node.ssh, jump: jump.ssh };
  expect(await failure(run(ssh, ["first"]))).toEqual([
    "lost",
    "Lost the connection to root@127.0.0.1:PORT through gate@127.0.0.1:PORT while first ran: whether it took " +
      "effect is unknown. Look at the node's state before trying again.",
  ]);
  expect(await run(ssh, ["second"])).toEqual(fine);
  expect([jump.seen.connections, node.seen.connections]).toEqual([2, 2]);
});

test.each<[string, HostOptions, string]>([
  [
    "does not forward",
    { forwards: false },
    "gate@127.0.0.1:PORT does not allow forwarding (AllowTcpForwarding of its sshd)",
  ],
  ["does not reach the node", {}, "gate@127.0.0.1:PORT cannot reach it (tried for 0.3 s)"],
])("a jump host that %s is named", async (_what, options, why) => {
  const jump = await host({ user: "gate", ...options });
  const ssh = {
    host: "127.0.0.1",
    port: await freePort(),
    password: "x",
    connectTimeout: 0.3,
    jump: jump.ssh,
  };
  expect(await failure(run(ssh, ["true"]))).toEqual([
    "unreachable",
    `Unable to connect to root@127.0.0.1:PORT through gate@127.0.0.1:PORT: ${why}. ${advice}`,
  ]);
});
