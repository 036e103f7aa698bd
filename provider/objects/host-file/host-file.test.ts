import * as pulumi from "@pulumi/pulumi";
import {
  asks,
  lost,
  scriptedNode,
  type ScriptedNode,
  type Step,
} from "../../../tests/fixtures/scripted-cluster.js";
import { HalfDone } from "../../lifecycle/outcome.js";
import { disconnect } from "../../ssh/index.js";
import { digestOf } from "./content.js";
import { HostFile, hostFile } from "./host-file.js";

const path = "/etc/thing.conf";
const text = "größe = 1\n";
const bytes = Buffer.from(text).toString("latin1");
const right = `0640 root:thing ${digestOf(bytes)}`;
const file = (found: string | null, mode = 0o640, owner = "root", group = "thing"): Step =>
  asks("host", { act: "file", path }, found === null ? nothing : { text: found, mode, owner, group });
const nothing = { text: null, mode: null, owner: null, group: null };
const form = { mode: 0o640, owner: "root", group: "thing" };
const write = (before: string | null, answer: object = { written: true }): Step =>
  asks("host", { act: "write", path, before, text: bytes, ...form }, answer);
const unlink = (before: string): Step =>
  asks("host", { act: "write", path, before, text: null }, { written: true });

const nodes: ScriptedNode[] = [];

async function reached(...steps: readonly Step[]) {
  const node = await scriptedNode(...steps);
  nodes.push(node);
  const { nodes: names, connection, hostKeys } = node.handle;
  const declared = { path, content: text, mode: "0640", owner: "root", group: "thing" };
  return { nodes: names, connection, hostKeys, ...declared, files: { n1: right } };
}

afterEach(async () => {
  await disconnect();
  await Promise.all(nodes.splice(0).map((node) => node.close()));
});

test.each<[string, readonly Step[]]>([
  ["has none", [file(null), write(null)]],
  ["shows it to everybody", [file(bytes, 0o644), write(bytes)]],
  ["gives it to somebody else", [file(bytes, 0o640, "nobody"), write(bytes)]],
  ["has it", [file(bytes)]],
])("a node that %s has it afterwards", async (_what, steps) => {
  const args = await reached(...steps);
  expect(await hostFile.create(args, false)).toEqual({ hostKeys: args.hostKeys });
});

test("a file that says something else is written over only when that is asked for", async () => {
  const args = await reached(file("theirs"), file("theirs"), write("theirs"));
  await expect(hostFile.create(args, false)).rejects.toThrow(
    "/etc/thing.conf is on n1 already and says something else",
  );
  await hostFile.create(args, true);
});

test("an unknown user and a file that changes meanwhile are told, and nothing is written", async () => {
  const unknown = await reached(file(null), write(null, { written: false, unknown: "no group thing" }));
  await expect(hostFile.create(unknown, false)).rejects.toThrow(
    "Unable to write /etc/thing.conf on n1: no group thing",
  );
  const changed = await reached(file(null), write(null, { written: false }));
  await expect(hostFile.create(changed, false)).rejects.toThrow("somebody else at the same time");
});

test("a create whose outcome on a node is unknown is kept, to be gone on with", async () => {
  const failure = hostFile.create(await reached(file(null), lost(write(null))), false);
  await expect(failure).rejects.toBeInstanceOf(HalfDone);
});

test.each<[string, Step, string]>([
  ["as it is to be", file(bytes), right],
  ["another", file("theirs"), `0640 root:thing ${digestOf("theirs")}`],
  ["everybody's to read", file(bytes, 0o644), right.replace("0640", "0644")],
])("a file that is %s is read so", async (_what, step, seen) => {
  const args = await reached(step);
  const { connection: _connection, hostKeys, ...declared } = args;
  expect(await hostFile.read(args)).toEqual({
    ...{ args: { ...declared, files: { n1: seen } }, outputs: { hostKeys } },
  });
});

test("a file that no node has is gone", async () => {
  expect(await hostFile.read(await reached(file(null)))).toBeUndefined();
});

test("it goes when it is destroyed, but not when somebody has changed it since", async () => {
  await hostFile.remove(await reached(file(bytes), unlink(bytes)));
  await hostFile.remove(await reached(file(null)));
  await expect(hostFile.remove(await reached(file("theirs")))).rejects.toThrow("changed by somebody");
  const seen = { n1: `0640 root:thing ${digestOf("theirs")}` };
  await hostFile.remove({ ...(await reached(file("theirs"), unlink("theirs"))), files: seen });
});

test("it leaves a node that has left, and each node has its own content", async () => {
  const old = await reached(file(bytes), unlink(bytes));
  await hostFile.update({ ...old, nodes: [], files: {} }, old);
  const { content: _content, ...own } = await reached(file("old\n"), write("old\n"));
  await hostFile.update({ ...own, contents: { n1: text } }, { ...own, contents: { n1: "old\n" } });
});

test.each<[string, object, string]>([
  ["a path that is none", { path: "etc/x" }, 'path: "etc/x" is not a file\'s path from the root on'],
  ["a folder", { path: "/etc/" }, 'path: "/etc/" is not a file\'s path from the root on'],
  ["a way around", { path: "/a/../b" }, 'path: "/a/../b" goes through "." or "..": say where the file is'],
  ["two texts", { contents: { n1: "a" } }, "contents: there is `content` too: give one of them"],
  ["a mode", { mode: "644" }, 'mode: "644" is not a mode of four octal digits such as "0640"'],
  ["a user", { owner: "a b" }, 'owner: "a b" is not the name of a user or a group'],
])("%s is refused", (_what, changes, said) => {
  const problems = hostFile.problems({ path, content: text, ...changes });
  expect(problems.map(({ property, reason }) => `${property}: ${reason}`)).toEqual([said]);
});

test("a node without a text is refused by name", () => {
  const both = ["n1", "n2"].map((name) => ({ name, addresses: [] }));
  expect(hostFile.problems({ nodes: both, contents: { n1: "a" } })).toEqual([
    { property: "contents", reason: "there is none for n2" },
  ]);
});

test("a preview tells on which nodes it is written", () => {
  const args = { files: { n1: right, n2: right } } as never;
  expect(hostFile.notices(args, { files: { n1: right, n2: "missing" } } as never)).toEqual([
    "it is written on n2 (there is: missing)",
  ]);
});

test("it is registered with a digest for each node, and a secret text keeps them secret", async () => {
  const registered: Record<string, unknown>[] = [];
  await pulumi.runtime.setMocks({
    call: () => ({}),
    newResource: ({ inputs }) => {
      registered.push(inputs as Record<string, unknown>);
      return { id: "x", state: inputs as object };
    },
  });
  const cluster = { nodes: [{ name: "n1", addresses: ["10.0.0.1"] }], connection: { n1: {} } };
  const plain = new HostFile("plain", { cluster, path, content: text, group: "thing", mode: "0640" });
  const secret = new HostFile("secret", { cluster, path, content: pulumi.secret(text) });
  await new Promise((resolve) => pulumi.all([plain.urn, secret.urn]).apply(resolve));
  const { connection: _connection, __provider, ...inputs } = registered[0] ?? {};
  expect(inputs).toEqual({
    ...{ nodes: cluster.nodes, adopt: false, path, content: text, mode: "0640" },
    ...{ owner: "root", group: "thing", files: { n1: right } },
  });
  expect(__provider).toContain("HostFile");
  const secretly = { "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270" };
  expect(registered[1]).toMatchObject({ content: secretly, files: secretly });
});
