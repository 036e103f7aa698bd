import {
  brickOf,
  closeHosts,
  defaults,
  empty,
  gluster,
  hosts,
  look,
  loseHost,
  names,
  PATH,
  place,
  type Seen,
  state,
  waits,
} from "../../../tests/fixtures/gluster-hosts.js";
import { glusterVolume } from "./gluster-volume.js";

afterEach(closeHosts);

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
      ...[waits([brickOf("n3")]), waits(), waits(), look("n1", looks[3]), state()],
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
  await loseHost("n2");
  const known = { ...args, volumeId: "i" };
  const away = {
    ...known,
    connection: { ...known.connection, n2: { ...known.connection["n2"], connectTimeout: 0.2 } },
  };
  await expect(glusterVolume.update(away, away)).rejects.toThrow(
    "Unable to work on the volume web: n2 cannot be reached.",
  );
});
