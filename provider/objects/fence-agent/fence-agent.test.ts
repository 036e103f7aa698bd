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
import {
  digestOf,
  fenceAgentName,
  fenceAgentPath as path,
  fenceAgentText as text,
  passwordPath,
} from "./agent.js";
import { FenceAgent, fenceAgent } from "./fence-agent.js";

const digest = digestOf(text);
const older = text.replace("import getopt", "import os");
const file = (found: string | null, mode: number | null = 0o755): Step =>
  asks("host", { act: "file", path }, { text: found, mode });
const write = (before: string | null, next: string | null, written = true): Step =>
  asks("host", { act: "write", path, before, text: next, mode: 0o755 }, { written });

const nodes: ScriptedNode[] = [];

async function reached(...steps: readonly Step[]) {
  const node = await scriptedNode(...steps);
  nodes.push(node);
  const { nodes: names, connection, hostKeys } = node.handle;
  return { nodes: names, connection, hostKeys, files: { n1: digest } };
}

afterEach(async () => {
  await disconnect();
  await Promise.all(nodes.splice(0).map((node) => node.close()));
});

test.each<[string, readonly Step[]]>([
  ["has none", [file(null, null), write(null, text)]],
  ["has that of another version", [file(older), write(older, text)]],
  ["has it without the right to run it", [file(text, 0o644), write(text, text)]],
  ["has it", [file(text)]],
])("a node that %s has it afterwards", async (_what, steps) => {
  const args = await reached(...steps);
  expect(await fenceAgent.create(args, false)).toEqual({
    ...{ agent: fenceAgentName, path },
    hostKeys: args.hostKeys,
  });
});

test("a file of somebody else is written over only when that is asked for", async () => {
  const args = await reached(file("#!/bin/sh\n"), file("#!/bin/sh\n"), write("#!/bin/sh\n", text));
  await expect(fenceAgent.create(args, false)).rejects.toThrow(
    "/usr/sbin/fence_pve_token of n1 is not this package's agent. Remove it, or write over it with `adopt: true`.",
  );
  expect((await fenceAgent.create(args, true)).agent).toEqual("fence_pve_token");
});

test("a file that changes meanwhile is not written over", async () => {
  await expect(
    fenceAgent.create(await reached(file(null, null), write(null, text, false)), false),
  ).rejects.toThrow(
    "/usr/sbin/fence_pve_token of n1 was changed by somebody else at the same time: run again.",
  );
});

test("a create that fails after it has put the agent on a node is kept, to be gone on with", async () => {
  const [one, two] = [
    await reached(file(null, null), write(null, text)),
    await reached(file(null, null), lost(write(null, text))),
  ];
  const connection = { ...one.connection, n2: two.connection["n1"] ?? {} };
  const args = {
    nodes: [...one.nodes, { name: "n2", addresses: ["127.0.0.1"] }],
    connection,
    hostKeys: { ...one.hostKeys, n2: two.hostKeys["n1"] ?? "" },
    files: { n1: digest, n2: digest },
  };
  const refused = await fenceAgent.create(args, false).catch((failure: unknown) => failure);
  expect(refused).toBeInstanceOf(HalfDone);
});

test.each<[string, Step, string]>([
  ["as it is to be", file(text), digest],
  ["another version's", file(older), `another text (${digestOf(older).slice(0, 12)})`],
  ["somebody else's", file("#!/bin/sh\n"), "a foreign file"],
  ["not to be run", file(text, 0o600), `${path} with the mode 600`],
])(
  "a file that is %s is read so, which is a difference unless it is as declared",
  async (_what, step, seen) => {
    const args = await reached(step);
    expect(await fenceAgent.read(args)).toEqual({
      args: { nodes: args.nodes, files: { n1: seen } },
      outputs: { agent: fenceAgentName, path, hostKeys: args.hostKeys },
    });
  },
);

test("an agent that no node has is gone", async () => {
  expect(await fenceAgent.read(await reached(file(null, null)))).toBeUndefined();
});

test("a dead node has what was known of it, as long as another one answers", async () => {
  const alive = await reached(file(null, null));
  const dead = { name: "n2", addresses: ["127.0.0.1"] };
  const connection = { ...alive.connection, n2: { port: 1, password: "none", connectTimeout: 1 } };
  const both = { ...alive, nodes: [...alive.nodes, dead], connection, files: { n1: digest, n2: digest } };
  expect((await fenceAgent.read(both))?.args.files).toEqual({ n1: "missing", n2: digest });
  await expect(fenceAgent.read({ ...both, nodes: [dead] })).rejects.toThrow("n2");
});

test("it is taken off the nodes, from one that has left the cluster too, but nobody else's file is", async () => {
  await fenceAgent.remove(await reached(file(text), write(text, null)));
  await fenceAgent.remove(await reached(file(null, null)));
  await fenceAgent.remove(await reached(file("#!/bin/sh\n")));
  const args = await reached(file(older), write(older, null));
  await fenceAgent.update({ ...args, nodes: [], files: {} }, args);
});

describe("with a password", () => {
  const secret = (found: string | null, mode: number | null = 0o600): Step =>
    asks("host", { act: "file", path: passwordPath }, { text: found, mode });
  const keep = (before: string | null, next: string | null): Step =>
    asks("host", { act: "write", path: passwordPath, before, text: next, mode: 0o600 }, { written: true });

  test.each<[string, readonly Step[]]>([
    ["has none", [secret(null, null), keep(null, "new\n")]],
    ["has an old one", [secret("old\n"), keep("old\n", "new\n")]],
    ["shows it to everybody", [secret("new\n", 0o644), keep("new\n", "new\n")]],
    ["has it", [secret("new\n")]],
  ])("a node that %s has it afterwards, for root alone", async (_what, steps) => {
    const args = { ...(await reached(file(text), ...steps)), password: "new" };
    expect((await fenceAgent.update(args, args)).passwordFile).toEqual(passwordPath);
  });

  test.each<[string, Step, string]>([
    ["none", secret(null, null), "no password"],
    ["another one", secret("old\n"), "another password"],
    ["the right one", secret("new\n"), digest],
  ])("%s is read as a difference or as none, and never shown", async (_what, step, seen) => {
    const args = { ...(await reached(file(text), step)), password: "new" };
    expect((await fenceAgent.read(args))?.args).toEqual({
      ...{ nodes: args.nodes, files: { n1: seen }, password: "new" },
    });
  });

  test("it goes with the agent, and when it is no longer declared", async () => {
    const both = [file(text), secret("new\n")];
    await fenceAgent.remove({
      ...(await reached(...both, write(text, null), keep("new\n", null))),
      password: "new",
    });
    const args = await reached(...both, keep("new\n", null), file(text));
    expect((await fenceAgent.update(args, { ...args, password: "new" })).passwordFile).toBeUndefined();
  });

  test("one that would not go through a header is refused", () => {
    expect(fenceAgent.problems({ password: "two words" })).toEqual([
      {
        property: "password",
        reason: "a token, or its secret, of letters, digits and signs in one word is needed",
      },
    ]);
  });
});

test("a lost answer while it is taken off is a failure", async () => {
  await expect(fenceAgent.remove(await reached(lost(file(text))))).rejects.toThrow("n1");
});

test("a preview tells on which nodes it is put", () => {
  const args = { nodes: [], connection: {}, files: { n1: digest, n2: digest, n3: digest } };
  expect(fenceAgent.notices(args, { ...args, files: { n1: digest, n2: "missing" } })).toEqual([
    "it is put on n2 (there is: missing)",
    "it is put on n3 (there is: nothing yet)",
  ]);
});

test("it is registered with its text's digest for each node, and the way to them secret", async () => {
  const registered: pulumi.runtime.MockResourceArgs[] = [];
  await pulumi.runtime.setMocks({
    call: () => ({}),
    newResource: (resource) => {
      registered.push(resource);
      return { id: resource.name, state: resource.inputs as object };
    },
  });
  const cluster = { nodes: [{ name: "n1", addresses: ["10.0.0.1"] }], connection: { n1: {} } };
  const made = new FenceAgent("fence-agent", { cluster });
  await new Promise((resolve) => made.urn.apply(resolve));
  const { connection, __provider, ...inputs } = registered[0]?.inputs as Record<string, unknown>;
  expect(inputs).toEqual({ nodes: cluster.nodes, adopt: false, files: { n1: digest } });
  expect(connection).toMatchObject({
    "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270",
  });
  expect(__provider).toContain("FenceAgent");
});
