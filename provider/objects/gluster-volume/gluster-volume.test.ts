import * as pulumi from "@pulumi/pulumi";
import { GlusterVolume, glusterVolume } from "./gluster-volume.js";
import type { Declared } from "./arguments.js";

const secret = { "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270" };
const pool = ["n1", "n2", "n3"].map((name, index) => ({ name, addresses: [`10.0.0.${index + 1}`] }));
const bricks = pool.map(({ name: host }) => ({ host, path: "/bricks/web" }));
const online = Object.fromEntries(bricks.map(({ host, path }) => [`${host}:${path}`, "online"]));
const declared: Declared = {
  ...{ volumeName: "web", nodes: pool, bricks, replication: "arbiter", options: {}, onRootFilesystem: false },
  ...{ healTimeout: 3600, states: online },
};

test.each<[string, Partial<Declared>, string[]]>([
  ["nothing that is right", {}, []],
  [
    "a name that gluster does not take",
    { volumeName: "a b" },
    ['volumeName: "a b" is not allowed; allowed is a volume\'s name: up to 255 letters, digits, "_" and "-"'],
  ],
  [
    "two bricks without a word of split brain",
    { bricks: bricks.slice(0, 2) },
    ["bricks: arbiter takes 3 bricks, not 2"],
  ],
  ["two that were asked for", { bricks: bricks.slice(0, 2), replication: "two-can-split-brain" }, []],
  [
    "a word that is none",
    { replication: "two" as never },
    ['replication: "two" is not allowed here; allowed are arbiter, three, two-can-split-brain'],
  ],
  [
    "a host that is not there",
    { bricks: [...bricks.slice(0, 2), { host: "n9", path: "/b/c" }] },
    ['bricks[2].host: "n9" is not one of `hosts`: n1, n2, n3'],
  ],
  [
    "two bricks on one host",
    { bricks: [...bricks.slice(0, 2), { host: "n1", path: "/b/c" }] },
    [
      'bricks[2].host: "n1" is named twice; each is named once: a host that is lost takes all of its bricks along',
    ],
  ],
  [
    "a path that leads elsewhere",
    { bricks: [...bricks.slice(0, 2), { host: "n3", path: "/bricks/../etc" }] },
    [
      'bricks[2].path: "/bricks/../etc" is not allowed; allowed is a folder from the root on, of letters, digits, "_", ".", "-" and "/", not the root itself',
    ],
  ],
  [
    "a filesystem without a device",
    { bricks: [...bricks.slice(0, 2), { host: "n3", path: "/b/c", makeFilesystem: true }] },
    ["bricks[2].makeFilesystem: a filesystem is made on a `device`: name it"],
  ],
  [
    "a device whose brick is its mount",
    { bricks: [...bricks.slice(0, 2), { host: "n3", path: "/b", device: "/dev/sdb" }] },
    ['bricks[2].path: "/b" is not allowed; allowed is a folder below the one that the device is mounted on'],
  ],
  [
    "options that are none",
    { options: { "network.ping-timeout": 10, "; rm": "x", "auth.allow": "a\nb" } },
    [
      'options.; rm: "; rm" is not the name of an option',
      'options.auth.allow: "a\\nb" is not allowed; allowed is one line of text, not empty',
    ],
  ],
  ["no time to heal", { healTimeout: 0 }, ["healTimeout: 0 is not a number of seconds"]],
])("%s is judged", (_what, changes, failures) => {
  const said = glusterVolume.problems({ ...declared, ...changes });
  expect(said.map(({ property, reason }) => `${property}: ${reason}`)).toEqual(failures);
});

test.each<[string, Partial<Declared>, Partial<Declared>, string[]]>([
  ["nothing of a change of options", { options: { "network.ping-timeout": 10 } }, {}, []],
  [
    "a lost brick and one that is offline",
    {},
    { states: { ...online, "n2:/bricks/web": "lost", "n3:/bricks/web": "offline" } },
    [
      "n2:/bricks/web is made anew from the others (it is: lost)",
      "n3:/bricks/web is brought back (it is: offline)",
    ],
  ],
  [
    "a brick elsewhere",
    { bricks: [...bricks.slice(0, 2), { host: "n3", path: "/new" }] },
    {},
    ["n3:/bricks/web is replaced by n3:/new, filled from the others; its data stay where they are"],
  ],
  [
    "a third brick",
    {},
    { bricks: bricks.slice(0, 2), replication: "two-can-split-brain" },
    ["a brick is added: n3:/bricks/web, filled from the others"],
  ],
])("a preview tells %s", (_what, wanted, old, notices) => {
  const way = { connection: {} };
  expect(glusterVolume.notices({ ...declared, ...way, ...wanted }, { ...declared, ...way, ...old })).toEqual(
    notices,
  );
});

async function registered(work: () => GlusterVolume) {
  const all: pulumi.runtime.MockResourceArgs[] = [];
  const warned = jest.spyOn(pulumi.log, "warn").mockReset().mockResolvedValue();
  await pulumi.runtime.setMocks({
    call: () => ({}),
    newResource: (resource) => {
      all.push(resource);
      return { id: resource.name, state: resource.inputs as object };
    },
  });
  const made = work();
  await new Promise((resolve) => made.urn.apply(resolve));
  return {
    inputs: all[0]?.inputs as Record<string, unknown>,
    warned: warned.mock.calls.map(([text]) => text),
  };
}

const hosts = ["n1", "n2", "n3"].map((name, index) => ({ name, address: `10.0.0.${index + 1}` }));

test("it is registered with its defaults, every brick online, and the way to the hosts secret", async () => {
  const { inputs, warned } = await registered(() => new GlusterVolume("web", { hosts, bricks }));
  const { connection, __provider, ...plain } = inputs;
  expect(plain).toEqual({ ...declared, adopt: false });
  expect(connection).toMatchObject(secret);
  expect(__provider).toContain("GlusterVolume");
  expect(warned).toEqual([]);
});

test("two copies warn of split brain", async () => {
  const { warned } = await registered(
    () =>
      new GlusterVolume("web", {
        ...{ hosts, bricks: bricks.slice(0, 2), replication: "two-can-split-brain" },
      }),
  );
  expect(warned).toEqual([expect.stringContaining("(split brain)")]);
});
