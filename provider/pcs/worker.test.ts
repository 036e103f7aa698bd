import { once } from "node:events";
import { interpreter, localNode, type LocalNode } from "../../tests/fixtures/local-node.js";
import { disconnect } from "../ssh/index.js";
import { Worker } from "./worker.js";

const edits = (...pairs: readonly string[]) => pairs.map((pair) => [["property", "set", pair]]);
const python = interpreter("python3") ?? "";
const done = { code: 0, said: "" };
const said: string[] = [];
let node: LocalNode;
let worker: Worker;

async function started(python: string): Promise<void> {
  node = await localNode(python);
  worker = new Worker({ name: "n1", addresses: ["127.0.0.1"], ssh: node.host.ssh }, "write");
}

const write = async (...pairs: readonly string[]) => {
  const request = { edits: edits(...pairs), patience: 20, secret: "^passwd$" };
  const { after, ...answer } = await worker.ask<{ after: string }>(request, 30);
  expect(after).toContain("<cib ");
  return answer;
};

beforeEach(() => {
  said.length = 0;
  jest.spyOn(process.stdout, "write").mockImplementation((text) => said.push(String(text)) > 0);
});

afterEach(async () => {
  jest.restoreAllMocks();
  await disconnect();
  await node.close();
});

const pythons = ["python3", "python2.7", "python3.6", "python3.13"].map(
  (name) => [name, interpreter(name)] as const,
);
for (const [name, path] of pythons) {
  const here = path === undefined ? test.skip : test;
  here(`${name}: one process answers one batch after the other, and leaves nothing`, async () => {
    await started(path ?? "");
    expect(await write("a=1", "bad=é")).toEqual({
      results: [done, { code: 1, said: "Error: invalid cluster property option 'bad'\n\n" }],
      pushes: 1,
    });
    expect(await write("c=3")).toEqual({ results: [done], pushes: 1 });
    expect([node.configured(), node.processes.length, node.leftInRun()]).toEqual([
      ["a=1", "c=3"],
      1,
      ["lock"],
    ]);
    const [process] = node.processes;
    const ended = process && once(process, "exit");
    await disconnect();
    expect((await ended)?.[0]).toBe(0);
  });
}

describe("the program that stays", () => {
  beforeEach(() => started(python));

  test("tells once that pcs cannot be loaded", async () => {
    await write("a=1");
    await write("b=2");
    expect(said).toEqual([
      "n1: pcs is started for each change, because it cannot be imported. That is slower, and does the same.\n",
    ]);
  });

  test("writes what was decided on its own last word, and not what somebody else has written over", async () => {
    const decided = async (at: readonly [number, number], pair: string) => {
      const request = { edits: edits(pair), seen: [at], patience: 20, secret: "^passwd$" };
      const { results } = await worker.ask<{ results: readonly { moved?: boolean }[] }>(request, 30);
      return results[0]?.moved ?? false;
    };
    const epoch = () => Number(/ epoch="(\d+)"/.exec(node.cib())?.[1]);
    const first = epoch();
    expect(await decided([0, first], "a=1")).toBe(false);
    // It was read before this program's own write, which is no reason to decide anew.
    expect(await decided([0, first], "b=2")).toBe(false);
    node.changes();
    expect(await decided([0, first + 2], "d=4")).toBe(true);
    expect(await decided([0, epoch()], "e=5")).toBe(false);
    // Somebody else is faster than the patch: the edit is not done again on what it was not decided on.
    node.happens("config");
    expect(await decided([0, epoch()], "f=6")).toBe(true);
    expect(node.configured()).toEqual(["a=1", "b=2", "e=5"]);
  });

  test("is started anew after it was killed, and what it was doing is of unknown outcome", async () => {
    await write("a=1");
    const tools = `exec '${python}' "$(dirname "$0")/tools.py" cibadmin "$@"`;
    node.tool("cibadmin", `mkdir "$0.once" 2>/dev/null && kill -9 $PPID; ${tools}`);
    expect(await write("b=2").catch((failure: { kind: string }) => failure.kind)).toBe("lost");
    expect(await write("c=3")).toEqual({ results: [done], pushes: 1 });
    expect([node.configured(), node.processes.length, node.leftInRun()]).toEqual([
      ["a=1", "c=3"],
      2,
      ["lock"],
    ]);
  });
});

test("what sets a cluster up runs in copies of it, side by side", async () => {
  await started(python);
  // The first one ends after the second one has, and neither changes what stays.
  node.pcs(`
import os, sys, time
def main(argv):
    here = os.path.dirname(__file__)
    print(argv[1], os.getppid(), main.before)
    main.before = argv[1]
    if argv[1] == "setup":
        with open(argv[-1].split("=", 1)[1], "w") as conf:
            conf.write("totem {}")
        open(os.path.join(here, "drafted"), "w").close()
        return
    while not os.path.exists(os.path.join(here, "drafted")):
        time.sleep(0.01)
    print(sys.stdin.readline().strip())
    sys.exit("Error: no" if argv[2] == "wrong" else None)
main.before = "nothing"`);
  node.tool("cibadmin", 'echo "<cib><configuration><crm_config/></configuration></cib>"');
  const draft = (name: string) => {
    const auth = { auth: ["host", "auth", name], password: "é" };
    const request = { step: "draft", setup: ["cluster", "setup"], patience: 9, ...auth };
    return worker.ask<{ conf: string; auth: { code: number; said: string } }>(request, 30, "form");
  };
  const [right, wrong] = [await draft("n1"), await draft("wrong")];
  const parent = /auth (\d+)/.exec(right.auth.said)?.[1];
  expect([right.conf, right.auth]).toEqual(["totem {}", { code: 0, said: `\nauth ${parent} nothing\né\n` }]);
  expect(wrong.auth).toEqual({ code: 1, said: `Error: no\n\nauth ${parent} nothing\né\n` });
  expect([node.processes.length, node.leftInRun()]).toEqual([1, ["lock"]]);
});

test("an agent is not asked what it says to each resource, as pcs 0.12 does for a warning", async () => {
  await started(python);
  node.pcs(`
import sys
from pcs.lib.external import CommandRunner
def main(argv):
    print(CommandRunner().run(["/usr/sbin/crm_resource", "--validate", "--class", "ocf"]))
    sys.exit(3)`);
  const request = { edits: edits("a=1"), patience: 20, secret: "^passwd$" };
  const { results } = await worker.ask<{ results: readonly object[] }>(request, 30);
  expect(results).toEqual([{ code: 3, said: "\n('<pacemaker-result/>', '', 0)\n" }]);
});

test("where it cannot stay, the program is started for each request, with a notice", async () => {
  await started(python);
  node.tool("python3", `mkdir "$0.once" 2>/dev/null && exit 1; exec '${python}' "$@"`);
  expect(await write("a=1")).toEqual({ results: [done], pushes: 1 });
  expect(said).toEqual([
    "n1: the program that writes is started for each batch of changes, because it does not stay. That is slower, and does the same.\n",
  ]);
});
