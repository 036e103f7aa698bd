import { userInfo } from "node:os";
import { join } from "node:path";
import { interpreter, localNode, type LocalNode } from "../../tests/fixtures/local-node.js";
import { disconnect } from "../ssh/index.js";
import { readHostFile, writeHostFile } from "./host.js";

// Nodes have Python 2.7 to 3.13; those that are not installed here are named as skipped.
const pythons = ["python3", "python2", "python3.13"].map((name) => [name, interpreter(name)] as const);

let node: LocalNode | undefined;
afterEach(async () => {
  await disconnect();
  await node?.close();
});

for (const [name, python] of pythons) {
  const here = python === undefined ? test.skip : test;
  here(`${name}: a file is written whole with its mode, unless it has changed, and removed`, async () => {
    node = await localNode(python ?? "");
    const path = join(node.run, "file");
    const there = { name: "n1", addresses: [], ssh: node.host.ssh };
    const write = (before: string | undefined, text: string | undefined, mode?: number) =>
      writeHostFile(there, { path, before, text, ...(mode === undefined ? {} : { mode }) });
    const seen = async () => {
      const { text, mode } = await readHostFile(there, path);
      return { text, mode };
    };
    const states = [];
    for (const step of [
      () => write(undefined, "one\n", 0o600),
      () => write("one\n", "two\n"),
      () => write("one\n", "lost\n"),
      () => write("two\n", "two\n", 0o755),
      () => write("two\n", undefined),
      () => write(undefined, undefined),
      () => write(undefined, "plain\n"),
    ])
      states.push([await step(), await seen()]);
    expect(states).toEqual([
      [true, { text: "one\n", mode: 0o600 }],
      [true, { text: "two\n", mode: 0o600 }],
      [false, { text: "two\n", mode: 0o600 }],
      [true, { text: "two\n", mode: 0o755 }],
      [true, { text: null, mode: null }],
      [true, { text: null, mode: null }],
      [true, { text: "plain\n", mode: 0o644 }],
    ]);
    expect(node.leftInRun()).toEqual(["file", "lock"]);
  });

  here(`${name}: a file has the user and group that were asked for, and an unknown one is told`, async () => {
    node = await localNode(python ?? "");
    const path = join(node.run, "file");
    const there = { name: "n1", addresses: [], ssh: node.host.ssh };
    const { username: own } = userInfo();
    expect(await readHostFile(there, path)).toEqual({ text: null, mode: null, owner: null, group: null });
    await writeHostFile(there, { path, before: undefined, text: "one\n", owner: own });
    expect(await readHostFile(there, path)).toMatchObject({ text: "one\n", owner: own });
    const nobodys = writeHostFile(there, { path, before: "one\n", text: "two\n", owner: "no-such-user" });
    await expect(nobodys).rejects.toThrow("no-such-user");
    expect(await readHostFile(there, path)).toMatchObject({ text: "one\n", owner: own });
    expect(node.leftInRun()).toEqual(["file", "lock"]);
  });
}
