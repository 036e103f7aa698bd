import {
  asks,
  scriptedNode,
  type ScriptedNode,
  type Step,
} from "../../../tests/fixtures/scripted-cluster.js";
import { disconnect } from "../../ssh/index.js";
import type { Args } from "./arguments.js";
import { glusterVolume } from "./gluster-volume.js";

const open: ScriptedNode[] = [];
afterEach(async () => {
  await disconnect();
  await Promise.all(open.splice(0).map((one) => one.close()));
});

const PATH = "/bricks/web";
const names = ["n1", "n2", "n3"] as const;
const address = (name: string) => `10.0.0.${name.slice(1)}`;
const brickOf = (name: string) => `${address(name)}:${PATH}`;
const online = Object.fromEntries(names.map((name) => [`${name}:${PATH}`, "online"]));
const defaults = { "nfs.disable": "on" };

interface Seen {
  /** Options of the volume; absent: no volume. */
  readonly options?: Readonly<Record<string, string>>;
  readonly id?: string;
  readonly started?: boolean;
  /** What is at the brick's place. */
  readonly place?: object;
  readonly bricks?: readonly string[];
  readonly path?: string;
}

const empty = {
  kind: "folder",
  names: [],
  count: 0,
  volume: null,
  within: null,
  onRoot: false,
  mounted: null,
  isMount: false,
};
const full = { ...empty, count: 2, names: [".glusterfs", "a"], volume: "i" };
const volumeOf = ({ options = {}, id = "i", started = true, bricks = names.map(brickOf) }: Seen) => ({
  ...{ name: "web", id, started, type: "Replicate", replicas: bricks.length, options },
  bricks: bricks.map((name, index) => ({ name, host: `u${index + 1}`, arbiter: index === 2 })),
});
const look = (name: string, seen: Seen = {}): Step =>
  asks(
    "gluster",
    { act: "look", places: [seen.path ?? PATH], devices: [] },
    {
      ...{ version: "10.3", running: true, uuid: `u${name.slice(1)}`, devices: {}, clock: Date.now() / 1000 },
      peers: names
        .filter((other) => other !== name)
        .map((other) => ({
          ...{
            uuid: `u${other.slice(1)}`,
            names: [address(other)],
            connected: true,
            state: "Peer in Cluster",
          },
        })),
      volumes: seen.options ? [volumeOf(seen)] : [],
      places: { [seen.path ?? PATH]: seen.place ?? (seen.options ? full : empty) },
    },
  );
const state = (down: readonly string[] = [], pending = 0, bricks = names.map(brickOf), clients = 0): Step =>
  asks(
    "gluster",
    { act: "state", volume: "web" },
    {
      online: Object.fromEntries(bricks.map((brick) => [brick, !down.includes(brick)])),
      healing: Object.fromEntries(
        bricks.filter((brick) => !down.includes(brick)).map((brick) => [brick, { pending, splitBrain: 0 }]),
      ),
      clients,
    },
  );
const gluster = (words: string): Step => ({
  question: `gluster --mode=script volume ${words}`,
  answer: { code: 0 },
});
const place = (more: object = {}): Step =>
  asks("gluster", { act: "brick", path: PATH, ...more }, { refused: null });

async function hosts(steps: Readonly<Record<(typeof names)[number], readonly Step[]>>): Promise<Args> {
  const made = await Promise.all(names.map((name) => scriptedNode(...steps[name])));
  open.push(...made);
  return {
    ...{ volumeName: "web", replication: "arbiter", options: {}, onRootFilesystem: false, healTimeout: 5 },
    ...{ states: online, bricks: names.map((host) => ({ host, path: PATH })) },
    nodes: names.map((name) => ({ name, addresses: [address(name)] })),
    connection: Object.fromEntries(
      made.map(({ handle }, index) => [names[index], { ...handle.connection["n1"], host: "127.0.0.1" }]),
    ),
    hostKeys: Object.fromEntries(made.map(({ hostKey }, index) => [names[index], hostKey])),
  };
}

/** Hosts on which each look sees the same as on the others; only the first one does anything. */
function alike(looks: readonly Seen[], first: readonly (Step | number)[]): Promise<Args> {
  const others = (name: string) => looks.map((seen) => look(name, seen));
  const speaker = first.map((step) => (typeof step === "number" ? look("n1", looks[step]) : step));
  return hosts({ n1: speaker, n2: others("n2"), n3: others("n3") });
}

test("a volume is made of empty places, started, its options set, and waited for until it is whole", async () => {
  const looks = [
    {},
    { options: defaults, started: false },
    { options: defaults, started: false },
    { options: { ...defaults, "network.ping-timeout": "10" } },
  ];
  const args = await hosts({
    n1: [
      ...[look("n1"), place()],
      gluster(`create web replica 3 arbiter 1 ${names.map(brickOf).join(" ")}`),
      look("n1", looks[1]),
      gluster("set web network.ping-timeout 10"),
      ...[look("n1", looks[2]), gluster("start web")],
      ...[state([brickOf("n3")]), state(), state(), look("n1", looks[3]), state()],
    ],
    n2: [look("n2"), place(), ...looks.slice(1).map((seen) => look("n2", seen))],
    n3: [look("n3"), place(), ...looks.slice(1).map((seen) => look("n3", seen))],
  });
  const made = await glusterVolume.create({ ...args, options: { "network.ping-timeout": 10 } }, false);
  const { hostKeys } = args;
  expect(made).toEqual({ volumeId: "i", healPending: 0, splitBrain: 0, untouched: defaults, hostKeys });
});

test.each<[string, Seen, string]>([
  [
    "data in a brick",
    { place: { ...empty, count: 1, names: ["ledger"] } },
    `n2: ${PATH} holds data: ledger. Nothing was changed.`,
  ],
  [
    "a volume of somebody",
    { options: defaults },
    'The pool has a volume "web" already (10.0.0.1:/bricks/web,',
  ],
])("%s is refused before anything is changed", async (_what, second, words) => {
  const args = await hosts({ n1: [look("n1")], n2: [look("n2", second)], n3: [look("n3")] });
  await expect(glusterVolume.create(args, false)).rejects.toThrow(words);
});

test("a preview of a new volume says what is in the way", async () => {
  const second = { place: { ...empty, count: 1, names: ["ledger"] } };
  const args = await hosts({ n1: [look("n1")], n2: [look("n2", second)], n3: [look("n3")] });
  expect(await glusterVolume.beyond?.(args, undefined)).toEqual([
    { property: "bricks[1]", reason: `n2: ${PATH} holds data: ledger` },
  ]);
});

test("a changed option is set and one that is gone is reset, and what was there from the beginning stays", async () => {
  const before = { options: { ...defaults, "network.ping-timeout": "10", "performance.cache-size": "1MB" } };
  const after = { options: { ...defaults, "network.ping-timeout": "8" } };
  const args = await alike(
    [before, before, after],
    [
      ...[0, state(), gluster("reset web performance.cache-size"), gluster("set web network.ping-timeout 8")],
      ...[1, state(), state(), state(), 2, state()],
    ],
  );
  const options = { "network.ping-timeout": "8" };
  const known = { ...args, options, volumeId: "i", untouched: defaults };
  expect((await glusterVolume.update(known, known)).untouched).toEqual(defaults);
});

test("a value that gluster keeps in other words is told, so that it is not seen as drift for ever", async () => {
  const seen = { options: { ...defaults, "performance.cache-size": "67108864" } };
  const args = await alike(
    [{ options: defaults }, seen, seen],
    [0, state(), gluster("set web performance.cache-size 64MB"), 1, state(), state(), state(), 2],
  );
  const known = {
    ...args,
    options: { "performance.cache-size": "64MB" },
    volumeId: "i",
    untouched: defaults,
  };
  await expect(glusterVolume.update(known, known)).rejects.toThrow(
    'The option performance.cache-size of web is "67108864" after it was set to "64MB": give it in gluster\'s words.',
  );
});

test("a lost brick is reset, filled from the others, and waited for", async () => {
  const seen = { options: defaults };
  const lost = look("n2", { ...seen, place: { ...empty, kind: "nothing" } });
  const args = await hosts({
    n1: [
      ...[look("n1", seen), state([brickOf("n2")])],
      gluster(`reset-brick web ${brickOf("n2")} start`),
      gluster(`reset-brick web ${brickOf("n2")} ${brickOf("n2")} commit force`),
      ...[look("n1", seen), state(), gluster("heal web full"), state([], 40), state()],
      ...[look("n1", seen), state(), state(), state(), look("n1", seen), state()],
    ],
    n2: [lost, place({ volume: "i" }), look("n2", seen), look("n2", seen), look("n2", seen)],
    n3: Array.from({ length: 4 }, () => look("n3", seen)),
  });
  const known = { ...args, volumeId: "i", untouched: defaults };
  expect((await glusterVolume.update(known, known)).healPending).toBe(0);
});

test("a brick elsewhere takes the old one's place", async () => {
  const bricks = [brickOf("n1"), brickOf("n2"), "10.0.0.3:/old"];
  const before = { options: defaults, bricks };
  const after = { options: defaults };
  const third = look("n3", { ...before, place: empty });
  const args = await hosts({
    n1: [
      ...[look("n1", before), state([], 0, bricks)],
      gluster(`replace-brick web 10.0.0.3:/old ${brickOf("n3")} commit force`),
      ...[look("n1", after), state(), gluster("heal web full"), state()],
      ...[look("n1", after), state(), state(), state(), look("n1", after), state()],
    ],
    n2: [look("n2", before), ...Array.from({ length: 3 }, () => look("n2", after))],
    n3: [third, place(), ...Array.from({ length: 3 }, () => look("n3", after))],
  });
  const known = { ...args, volumeId: "i", untouched: defaults };
  expect((await glusterVolume.update(known, known)).volumeId).toBe("i");
});

test("an arbiter does not become a third copy", async () => {
  const seen = { options: defaults };
  const args = await hosts({ n1: [look("n1", seen)], n2: [look("n2", seen)], n3: [look("n3", seen)] });
  const known = { ...args, volumeId: "i", replication: "three" as const };
  await expect(glusterVolume.update(known, known)).rejects.toThrow(
    "The volume web is of the kind Replicate with 3 bricks (arbiter) and cannot become three. Nothing was changed.",
  );
});

test("a refresh tells bricks, options and what is left to heal", async () => {
  const seen = { options: { ...defaults, "network.ping-timeout": "33", "auth.allow": "*" } };
  const args = await hosts({
    n1: [look("n1", seen), state([brickOf("n3")], 5)],
    n2: [look("n2", { ...seen, place: empty })],
    n3: [look("n3", seen)],
  });
  const known = { ...args, volumeId: "i", untouched: defaults, options: { "network.ping-timeout": 10 } };
  const read = await glusterVolume.read(known);
  expect(read?.args).toMatchObject({
    options: { "network.ping-timeout": "33", "auth.allow": "*" },
    states: { [`n1:${PATH}`]: "online", [`n2:${PATH}`]: "lost", [`n3:${PATH}`]: "offline" },
  });
  expect(read?.outputs).toMatchObject({ healPending: 10, splitBrain: 0 });
});

test("it is gone when the pool says so, and another one of its name is not it", async () => {
  const none = await hosts({ n1: [look("n1")], n2: [look("n2")], n3: [look("n3")] });
  expect(await glusterVolume.read({ ...none, volumeId: "i" })).toBeUndefined();
  const seen = { options: defaults, id: "j" };
  const other = await hosts({ n1: [look("n1", seen)], n2: [look("n2", seen)], n3: [look("n3", seen)] });
  expect(await glusterVolume.read({ ...other, volumeId: "i" })).toBeUndefined();
});

test("it is stopped and taken out of the pool; what is mounted or somebody else's is left", async () => {
  const seen = { options: defaults };
  const rest = { n2: [look("n2", seen)], n3: [look("n3", seen)] };
  const args = await hosts({
    n1: [look("n1", seen), state(), gluster("stop web"), gluster("delete web")],
    ...rest,
  });
  await glusterVolume.remove({ ...args, volumeId: "i" });
  const used = await hosts({ n1: [look("n1", seen), state([], 0, names.map(brickOf), 2)], ...rest });
  await expect(glusterVolume.remove({ ...used, volumeId: "i" })).rejects.toThrow(
    "The volume web is in use: 2 mounts or programs have it open",
  );
  const others = await hosts({ n1: [look("n1", seen)], ...rest });
  await glusterVolume.remove({ ...others, volumeId: "j" });
});

test("a host that cannot be reached is no proof that the volume is gone, and stops a change", async () => {
  const args = await hosts({
    n1: [look("n1", { options: defaults })],
    n2: [],
    n3: [look("n3", { options: defaults })],
  });
  await open[1]?.close();
  open.splice(1, 1);
  const known = { ...args, volumeId: "i" };
  const away = {
    ...known,
    connection: { ...known.connection, n2: { ...known.connection["n2"], connectTimeout: 0.2 } },
  };
  await expect(glusterVolume.update(away, away)).rejects.toThrow(
    "Unable to work on the volume web: n2 cannot be reached.",
  );
});
