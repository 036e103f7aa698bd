import {
  asks,
  scriptedNode,
  type ScriptedNode,
  type Step,
} from "../../../tests/fixtures/scripted-cluster.js";
import { disconnect } from "../../ssh/index.js";
import { glusterPeer } from "./gluster-peer.js";

const open: ScriptedNode[] = [];
afterEach(async () => {
  await disconnect();
  await Promise.all(open.splice(0).map((one) => one.close()));
});

interface Seen {
  readonly uuid?: string | null;
  readonly peers?: readonly object[];
  readonly volumes?: readonly object[];
  readonly version?: string | null;
  readonly running?: boolean;
  readonly clock?: number;
}

// Each scripted host has this machine's address, so that names tell them apart.
const peer = (name: string, uuid: string, state = "Peer in Cluster", connected = true) => ({
  ...{ uuid, names: [name], connected, state },
});
const look = ({ clock, ...seen }: Seen = {}): Step =>
  asks(
    "gluster",
    { act: "look", places: [], devices: [] },
    {
      ...{ version: "10.3", running: true, uuid: "u2", peers: [], volumes: [], places: {}, devices: {} },
      ...{ clock: clock ?? Date.now() / 1000, ...seen },
    },
  );
const says = (words: string, stdout = ""): Step => ({ question: words, answer: { code: 0, stdout } });
const gluster = (words: string) => says(`gluster --mode=script ${words}`);
const uuid = gluster("system:: uuid get");
const first = { uuid: "u1", peers: [peer("n2", "u2")] };
const second = { uuid: "u2", peers: [peer("n1", "u1")] };

async function pool(one: readonly Step[], two: readonly Step[], host = "n2") {
  const [n1, n2] = [await scriptedNode(...one), await scriptedNode(...two)];
  open.push(n1, n2);
  return {
    ...{ host, membership: "member" },
    nodes: [
      { name: "n1", addresses: ["10.0.0.1"] },
      { name: "n2", addresses: ["10.0.0.2"] },
    ],
    connection: Object.fromEntries(
      [n1, n2].map((each, index) => [
        `n${index + 1}`,
        { ...each.handle.connection["n1"], host: "127.0.0.1" },
      ]),
    ),
    hostKeys: { n1: n1.hostKey, n2: n2.hostKey },
  };
}

test("a host is taken in from another one, and waited for until both see each other", async () => {
  const args = await pool(
    [look({ uuid: "u1" }), gluster("peer probe 10.0.0.2"), look(first), look(first)],
    [look(), look(second), uuid, look(second)],
  );
  const { hostKeys } = args;
  expect(await glusterPeer.create(args, false)).toEqual({ uuid: "u2", version: "10.3", hostKeys });
});

test("the first one takes in nobody", async () => {
  const args = await pool(
    [look({ uuid: null }), look({ uuid: null }), uuid, look({ uuid: "u1" })],
    [look(), look(), look()],
    "n1",
  );
  expect((await glusterPeer.create(args, false)).uuid).toBe("u1");
});

test.each<[string, Seen, Seen, string | RegExp]>([
  [
    "is in another pool",
    {},
    { peers: [peer("stranger", "u9")] },
    "n2 is in a pool with stranger. Nothing was changed.",
  ],
  [
    "has volumes of its own",
    {},
    { volumes: [{ name: "old", id: "i" }] },
    "n2 has volumes of its own: old. Nothing was changed.",
  ],
  [
    "has another clock",
    {},
    { clock: Date.now() / 1000 + 3600 },
    /^the clock of n2 is \d{4} s ahead of that of n1\. Nothing was changed\.$/,
  ],
  [
    "has no gluster",
    {},
    { version: null, running: false },
    "n2 has no GlusterFS: install its server's package. Nothing was changed.",
  ],
  [
    "has a daemon that does not run",
    {},
    { running: false },
    "glusterd does not run on n2: `systemctl start glusterd`. Nothing was changed.",
  ],
  [
    "is in the pool by somebody else's hand",
    first,
    second,
    "n2 is in the pool of n1 already. It was not put there by this stack; give `adopt: true` to take it over.",
  ],
])("a host that %s is refused before anything is changed", async (_what, one, two, words) => {
  const args = await pool([look({ uuid: "u1", ...one })], [look(two)]);
  await expect(glusterPeer.create(args, false)).rejects.toThrow(words);
});

const again = (verb: string) => [
  says("systemctl reset-failed glusterd.service"),
  says(`systemctl ${verb} glusterd.service`),
];
const info = "/var/lib/glusterd/glusterd.info";
test("a host that was set up anew gets its UUID and its place back", async () => {
  const text = "UUID=new\noperating-version=100000\n";
  const rewrites = (path: string, before: string | null, next: string) => [
    asks("host", { act: "file", path }, { text: before, mode: null, owner: null, group: null }),
    asks("host", { act: "write", path, before, text: next, mode: 0o600 }, { written: true }),
  ];
  const args = await pool(
    [
      look({ ...first, volumes: [{ id: "v" }] }),
      ...Array(3).fill(look({ ...first, volumes: [{ id: "v" }] })),
    ],
    [
      ...[look({ uuid: "new" }), uuid, says("systemctl stop glusterd.service")],
      ...rewrites(info, text, "UUID=u2\noperating-version=100000\n"),
      ...rewrites("/var/lib/glusterd/peers/u1", null, "uuid=u1\nstate=3\nhostname1=10.0.0.1\n"),
      ...again("start"),
      look({ ...second, volumes: [{ id: "v" }] }),
      ...again("restart"),
      look({ ...second, volumes: [{ id: "v" }] }),
      ...[uuid, look({ ...second, volumes: [{ id: "v" }] })],
    ],
  );
  expect((await glusterPeer.update(args, { ...args, uuid: "u2" } as never)).uuid).toBe("u2");
});

test.each<[string, Seen, Seen, string | undefined]>([
  ["a member", first, second, "member"],
  ["one that was taken out", { uuid: "u1" }, {}, undefined],
  ["one that was set up anew", first, { uuid: "new" }, "set up anew: it has lost its place in the pool"],
  ["one whose daemon was stopped", first, { running: false }, "glusterd does not run"],
  [
    "one that is cut off",
    { ...first, peers: [peer("n2", "u2", "Peer in Cluster", false)] },
    second,
    "disconnected",
  ],
  [
    "one that is turned away",
    { ...first, peers: [peer("n2", "u2", "Peer Rejected")] },
    second,
    "Peer Rejected",
  ],
])("a refresh sees %s", async (_what, one, two, membership) => {
  const args = { ...(await pool([look(one)], [look(two)])), uuid: "u2" };
  expect((await glusterPeer.read(args))?.args.membership).toBe(membership);
});

test("it is taken out from another host, the first one never, and one that is out already is no failure", async () => {
  const args = await pool([look(first), gluster("peer detach 10.0.0.2")], [look(second)]);
  await glusterPeer.remove({ ...args, uuid: "u2" } as never);
  await glusterPeer.remove(await pool([], [], "n1"));
  await glusterPeer.remove(await pool([look({ uuid: "u1" })], [look()]));
});

test("nobody can be asked: that is no proof that it is gone", async () => {
  const args = await pool([], []);
  const down = {
    ...args,
    connection: { n1: { connectTimeout: 0.2, port: 1, password: "x", host: "127.0.0.1" } },
  };
  await expect(glusterPeer.read({ ...down, nodes: args.nodes.slice(0, 1), host: "n1" })).rejects.toThrow(
    /Unable to (connect|reach)/,
  );
});
