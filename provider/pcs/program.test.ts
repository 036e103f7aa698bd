import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { interpreter, localNode, type LocalNode } from "../../tests/fixtures/local-node.js";
import { disconnect } from "../ssh/index.js";
import { secretNames } from "./options.js";
import { ask } from "./program.js";

interface Written {
  readonly busy?: boolean;
  readonly results?: readonly { readonly code: number; readonly said: string }[];
  readonly pushes?: number;
  readonly after?: string;
}

const done = { code: 0, said: "" };
const edits = (...pairs: readonly string[]) => pairs.map((pair) => [["property", "set", pair]]);
let node: LocalNode;

const written = (all: readonly unknown[], patience = 20): Promise<Written> =>
  ask<Written>(node.host.ssh, "n1", "write", { edits: all, patience, secret: secretNames.source }, 60);
const write = async (...request: Parameters<typeof written>): Promise<Omit<Written, "after">> => {
  const { after: _after, ...answer } = await written(...request);
  return answer;
};

afterEach(async () => {
  await disconnect();
  await node?.close();
});

// Nodes have Python 2.7 to 3.13; those that are not installed here are named as skipped.
const pythons = ["python3", "python2.7", "python3.6", "python3.13"].map(
  (name) => [name, interpreter(name)] as const,
);
for (const [name, path] of pythons) {
  const here = path === undefined ? test.skip : test;
  here(`${name}: edits go together as one patch, and what pcs refuses is left out`, async () => {
    node = await localNode(path ?? "");
    expect(await write(edits("a=1", "bad=é", "c=3"))).toEqual({
      results: [done, { code: 1, said: "Error: invalid cluster property option 'bad'\n\n" }, done],
      pushes: 1,
    });
    expect([node.configured(), node.log()]).toEqual([
      ["a=1", "c=3"],
      ["pcs a=1", "pcs bad=é", "pcs c=3", "patched"],
    ]);
    expect(node.leftInRun()).toEqual(["lock"]);
  });

  here(`${name}: a secret reaches the configuration whole, and no argument list or message`, async () => {
    node = await localNode(path ?? "");
    const secrets = ["hush", "pässword", 'it\'s "<&>" $(x)\n= \\1', "hush"];
    const all = secrets.map((secret, index) => [["property", "set", `password${index}=${secret}`]]);
    await write(all);
    const { results } = await write([...edits("plain=1"), [["property", "set", "bad_token=hush"]]]);
    expect(results?.[1]).toEqual({ code: 1, said: "Error: invalid cluster property option 'bad_token'\n\n" });
    expect(node.log().filter((line) => /hush|ss|\$/.test(line.replace(/^pcs \w+=/, "")))).toEqual([]);
    const values = node.cib().match(/(?<= value=")[^"]*/g);
    expect(values).toEqual([
      ...["hush", "p&#228;ssword", "it's &quot;&lt;&amp;&gt;&quot; $(x)&#10;= \\1", "hush"],
      "1",
    ]);
  });
}

describe("the writer's program", () => {
  beforeEach(async () => {
    node = await localNode(interpreter("python3") ?? "");
  });

  test("an edit of several commands happens as a whole or not at all", async () => {
    const both = [
      ["property", "set", "b=2"],
      ["property", "set", "bad=1"],
    ];
    expect((await write([...edits("a=1"), both])).results?.map(({ code }) => code)).toEqual([0, 1]);
    expect(node.configured()).toEqual(["a=1"]);
  });

  test("the configuration is read afterwards, without the status", async () => {
    const { after } = await written(edits("a=1"));
    expect(after).toBe(node.cib().replace(/<status>.*<\/status>/s, "<status/>"));
    expect(after).toContain('name="a" value="1"');
  });

  test("nothing changed is nothing pushed", async () => {
    expect(await write([[]])).toEqual({ results: [done], pushes: 0 });
  });

  test("status updates in between are no concern of a patch", async () => {
    node.happens("status", "status");
    expect(await write(edits("a=1"))).toEqual({ results: [done], pushes: 1 });
    expect(node.log()).toEqual(["pcs a=1", "patched"]);
  });

  test("another writer in between: the edits are done again on what is there now, fewer at once", async () => {
    node.happens("config");
    expect(await write(edits("a=1", "b=2"))).toEqual({ results: [done, done], pushes: 3 });
    expect(node.configured()).toEqual(["a=1", "b=2"]);
    expect(node.log()).toEqual(["pcs a=1", "pcs b=2", "stale", "pcs a=1", "patched", "pcs b=2", "patched"]);
  });

  test("what the schema refuses is found among the others, and they are written", async () => {
    const { results } = await write(edits("a=1", "b=2", "schema=1", "d=4"));
    expect(results?.map(({ code }) => code)).toEqual([0, 0, 78, 0]);
    expect(results?.[2]?.said).toContain("Update does not conform to the configured schema");
    expect(node.configured()).toEqual(["a=1", "b=2", "d=4"]);
  });

  test("somebody who is always faster is given up on after the patience", async () => {
    node.happens(...Array<string>(50).fill("config"));
    const { results } = await write(edits("a=1"), 0.01);
    expect(results).toEqual([
      { code: 103, said: "Call cib_apply_diff failed: Update was older than existing configuration\n" },
    ]);
  });

  test("a node without a running cluster refuses every edit", async () => {
    node.tool("cibadmin", "exit 102");
    const refused = { code: 1, said: "unable to get cib" };
    expect((await write(edits("a=1", "b=2"))).results).toEqual([refused, refused]);
  });

  test("what a killed writer left is cleared away", async () => {
    mkdirSync(join(node.run, "pulumi-pacemaker-dead"));
    writeFileSync(join(node.run, "pulumi-pacemaker-dead", "old"), "<cib/>");
    await write(edits("a=1"));
    expect(node.leftInRun()).toEqual(["lock"]);
  });

  describe("while another process holds the lock", () => {
    const held = async () => {
      const lock = join(node.run, "lock/pulumi-pacemaker.lock");
      const holder = spawn("flock", [lock, "sh", "-c", "echo held; read line"], {
        stdio: ["pipe", "pipe", "ignore"],
      });
      await once(holder.stdout, "data");
      return { release: () => holder.stdin.end(), ended: once(holder, "exit") };
    };

    test("it is busy after its patience, and has touched nothing", async () => {
      const { release, ended } = await held();
      expect([await write(edits("a=1"), 0), node.log()]).toEqual([{ busy: true }, []]);
      release();
      await ended;
    });

    test("it waits, and writes when the lock is free", async () => {
      const { release, ended } = await held();
      const waiting = write(edits("a=1"));
      expect(node.log()).toEqual([]);
      release();
      await ended;
      expect([await waiting, node.log()]).toEqual([{ results: [done], pushes: 1 }, ["pcs a=1", "patched"]]);
    });
  });
});

describe("the claim's program", () => {
  const claim = (address: string) =>
    ask<{ answers: object }>(node.host.ssh, "n1", "claim", { addresses: [address] }, 30).then(
      ({ answers }) => (answers as Record<string, object>)[address],
    );
  const ip = (route: string, neighbour: string) =>
    node.tool(
      "ip",
      `case "$*" in
      "-o addr show") echo "2: lo inet 127.0.0.1/24 scope global lo" ;;
      *"route get"*) echo "${route}" ;;
      *"neigh show"*) echo "${neighbour}" ;;
    esac`,
    );

  test.each<[string, string, string, string, object]>([
    ["its own", "127.0.0.1", "", "", { where: "here" }],
    [
      "a neighbour's",
      "127.0.0.9",
      "127.0.0.9 dev lo src 127.0.0.1",
      "127.0.0.9 lladdr 02:00:00:00:00:09 REACHABLE",
      { where: "elsewhere", hardware: "02:00:00:00:00:09", device: "lo" },
    ],
    ["nobody's", "127.0.0.9", "127.0.0.9 dev lo src 127.0.0.1", "127.0.0.9 FAILED", { where: "nowhere" }],
    [
      "behind a router",
      "198.51.100.9",
      "198.51.100.9 via 127.0.0.254 dev lo",
      "",
      { where: "unknown", why: "no interface of this node is in the address's network" },
    ],
  ])("an address is %s", async (_what, address, route, neighbour, expected) => {
    node = await localNode(interpreter("python3") ?? "");
    ip(route, neighbour);
    expect(await claim(address)).toEqual(expected);
  });
});
