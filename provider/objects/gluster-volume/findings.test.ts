import type { GlusterLook, GlusterVolumeSeen, PlaceSeen } from "../../pcs/gluster.js";
import type { Args, Brick } from "./arguments.js";
import {
  bricksIn,
  hasOtherBricks,
  isOurs,
  replicationIn,
  stateOf,
  unfitHosts,
  unfitPlace,
} from "./findings.js";

const pool = ["n1", "n2", "n3"].map((name, index) => ({ name, addresses: [`10.0.0.${index + 1}`] }));
const bricks: readonly Brick[] = pool.map(({ name: host }) => ({ host, path: "/bricks/web/brick" }));
const args: Args = {
  ...{ volumeName: "web", nodes: pool, connection: {}, bricks, replication: "arbiter", options: {} },
  ...{ onRootFilesystem: false, healTimeout: 60, states: {} },
};
const seenBrick = (number: number, arbiter = false) => ({
  ...{ name: `10.0.0.${number}:/bricks/web/brick`, host: `u${number}`, arbiter },
});
const volume: GlusterVolumeSeen = {
  ...{ name: "web", id: "i", started: true, type: "Replicate", replicas: 3, options: {} },
  bricks: [seenBrick(1), seenBrick(2), seenBrick(3, true)],
};
const empty: PlaceSeen = {
  ...{ kind: "folder", names: [], count: 0, volume: null, within: null },
  ...{ onRoot: false, mounted: null, isMount: false },
};
const look = (number: number, more: Partial<GlusterLook> = {}): GlusterLook => ({
  node: { name: `n${number}`, addresses: [`10.0.0.${number}`], ssh: { host: "x" } },
  ...{ version: "10.3", running: true, uuid: `u${number}`, volumes: [], devices: {}, ahead: [0, 0] },
  peers: [1, 2, 3]
    .filter((other) => other !== number)
    .map((other) => ({
      ...{ uuid: `u${other}`, names: [`10.0.0.${other}`], connected: true, state: "Peer in Cluster" },
    })),
  places: { "/bricks/web/brick": empty },
  ...more,
});

test("a volume's bricks are found in the words of the declaration, strange ones as they are", () => {
  expect(bricksIn(args, volume)).toEqual(bricks);
  const strange = { ...volume, bricks: [seenBrick(1), { name: "elsewhere:/x", host: "u9", arbiter: false }] };
  expect(bricksIn(args, strange)).toEqual([bricks[0], { host: "elsewhere", path: "/x" }]);
  expect([hasOtherBricks(args, volume), hasOtherBricks(args, strange)]).toEqual([false, true]);
});

test.each<[string, string | undefined, boolean]>([
  ["the id that it was made with", "i", true],
  ["another id", "j", false],
  ["no id, because its create failed half way", undefined, true],
])("a volume with these bricks and %s is known or not", (_what, id, ours) => {
  expect(isOurs(args, volume, id)).toBe(ours);
});

test.each<[string, Partial<GlusterVolumeSeen>, string | undefined]>([
  ["an arbiter", {}, "arbiter"],
  ["three copies", { bricks: [1, 2, 3].map((number) => seenBrick(number)) }, "three"],
  ["two copies", { replicas: 2, bricks: [seenBrick(1), seenBrick(2)] }, "two-can-split-brain"],
  ["no copies", { type: "Distribute", replicas: 1 }, undefined],
  ["sets of copies", { type: "Distributed-Replicate", replicas: 3 }, undefined],
])("a volume with %s is told as such", (_what, changes, replication) => {
  expect(replicationIn({ ...volume, ...changes })).toBe(replication);
});

test.each<[string, Partial<PlaceSeen>, Partial<Brick>, Partial<GlusterLook>, string | undefined]>([
  ["an empty folder", {}, {}, {}, undefined],
  ["nothing", { kind: "nothing" }, {}, {}, undefined],
  ["data", { names: ["a", "b"], count: 7 }, {}, {}, "n1: /bricks/web/brick holds data: a, b, ... (7)"],
  ["a file", { kind: "file" }, {}, {}, "n1: /bricks/web/brick is not a folder"],
  [
    "another volume's brick",
    { volume: "5c0a" },
    {},
    {},
    "n1: /bricks/web/brick is a brick of the volume with the id 5c0a",
  ],
  ["a folder in a brick", { within: "/bricks" }, {}, {}, "n1: /bricks, above /bricks/web/brick, is a brick"],
  [
    "a mount",
    { isMount: true },
    {},
    {},
    "n1: /bricks/web/brick is a mount of its own: give a folder below it, so that a lost mount shows",
  ],
  [
    "the system's own filesystem",
    { onRoot: true },
    {},
    {},
    "n1: /bricks/web/brick is on the filesystem of /, which it can fill: give a `device` or a folder on another filesystem, or `onRootFilesystem: true`",
  ],
  [
    "a blank device, on request",
    { onRoot: true },
    { device: "/dev/sdb", makeFilesystem: true },
    { devices: { "/dev/sdb": { there: true, holds: null, mounted: null } } },
    undefined,
  ],
  [
    "a blank device without a word",
    {},
    { device: "/dev/sdb" },
    { devices: { "/dev/sdb": { there: true, holds: null, mounted: null } } },
    "n1: /dev/sdb is blank: `makeFilesystem: true` makes an XFS filesystem there",
  ],
  [
    "a device with data",
    {},
    { device: "/dev/sdb", makeFilesystem: true },
    { devices: { "/dev/sdb": { there: true, holds: "TYPE=ext4", mounted: null } } },
    "n1: /dev/sdb holds data: TYPE=ext4",
  ],
  [
    "a device that is mounted there",
    {},
    { device: "/dev/sdb" },
    { devices: { "/dev/sdb": { there: true, holds: "TYPE=xfs", mounted: "/bricks/web" } } },
    undefined,
  ],
  [
    "a device that is mounted elsewhere",
    {},
    { device: "/dev/sdb" },
    { devices: { "/dev/sdb": { there: true, holds: "TYPE=xfs", mounted: "/home" } } },
    "n1: /dev/sdb is mounted on /home, not on /bricks/web",
  ],
  [
    "no device",
    {},
    { device: "/dev/sdz" },
    { devices: { "/dev/sdz": { there: false, holds: null, mounted: null } } },
    "n1: there is no device /dev/sdz",
  ],
])("a place with %s is judged", (_what, place, brick, more, why) => {
  const seen = look(1, { ...more, places: { "/bricks/web/brick": { ...empty, ...place } } });
  expect(unfitPlace(seen, { host: "n1", path: "/bricks/web/brick", ...brick }, false)).toBe(why);
});

test("a folder on the system's own filesystem is taken where that was said", () => {
  const seen = look(1, { places: { "/b": { ...empty, onRoot: true } } });
  expect(unfitPlace(seen, { host: "n1", path: "/b" }, true)).toBeUndefined();
});

test.each<[string, Partial<GlusterLook>, string | undefined]>([
  ["members of one pool", {}, undefined],
  ["a host without gluster", { version: null }, "n3 has no GlusterFS: install its server's package"],
  [
    "a host whose daemon does not run",
    { running: false },
    "glusterd does not run on n3: `systemctl start glusterd`",
  ],
  [
    "a host that is in no pool",
    { peers: [] },
    "n3 does not have n1 as a connected member of its pool: see GlusterPeer, and `gluster peer status` there",
  ],
  ["a host whose clock is ahead", { ahead: [59, 61] }, "the clock of n3 is 59 s ahead of that of n1"],
  ["a clock that cannot be told to be apart", { ahead: [-20, 20] }, undefined],
])("%s are fit or not", (_what, third, why) => {
  expect(unfitHosts([look(1), look(2), look(3, third)], args)).toBe(why);
});

test.each<[string, Parameters<typeof stateOf>, string]>([
  [
    "online",
    [look(1, { places: { "/b": { ...empty, volume: "i" } } }), volume, { host: "n1", path: "/b" }, true],
    "online",
  ],
  [
    "offline",
    [look(1, { places: { "/b": { ...empty, volume: "i" } } }), volume, { host: "n1", path: "/b" }, false],
    "offline",
  ],
  ["lost", [look(1, { places: { "/b": empty } }), volume, { host: "n1", path: "/b" }, undefined], "lost"],
  ["away", [undefined, volume, { host: "n1", path: "/b" }, undefined], "its host cannot be reached"],
  [
    "silent",
    [look(1, { running: false }), volume, { host: "n1", path: "/b" }, undefined],
    "glusterd does not run",
  ],
  [
    "stopped",
    [
      look(1, { places: { "/b": { ...empty, volume: "i" } } }),
      { ...volume, started: false },
      { host: "n1", path: "/b" },
      undefined,
    ],
    "stopped with its volume",
  ],
])("a brick that is %s is told as such", (_what, given, state) => {
  expect(stateOf(...given)).toBe(state);
});
