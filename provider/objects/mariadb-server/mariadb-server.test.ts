import { closePairs, twoNodes } from "../../../tests/fixtures/mariadb.js";
import { asks, type Step } from "../../../tests/fixtures/scripted-cluster.js";
import { mariadbServer } from "./mariadb-server.js";

const keys = "/etc/pulumi-pacemaker-mariadb";
const system: Step = {
  question: "cat /etc/os-release",
  answer: { code: 0, stdout: 'ID=debian\nVERSION_ID="12"\n' },
};
const request = {
  ...{ act: "survey", datadir: "/var/lib/mysql", keys, configuration: [] },
  programs: ["mariadb-backup", "mbstream", "socat"],
};
const bare = {
  ...{ osRelease: "ID=debian\n", version: "mariadbd  Ver 10.11.19-MariaDB-0+deb12u1 for debian-linux-gnu" },
  ...{ programs: { "mariadb-backup": true, mbstream: true, socat: true }, databases: [], replicates: false },
  ...{ mark: null, certificate: null, peers: "", configured: 0 },
};
const survey = (seen: object = {}): readonly Step[] => [
  system,
  asks("mariadb", request, { ...bare, time: Date.now() / 1000, ...seen }),
];
const certified = (name: string, certificate: string, order: readonly string[]): readonly Step[] => {
  const text = order.map((one) => `${one}\n`).join("");
  const path = `${keys}/peers.pem`;
  return [
    asks("mariadb", { act: "certify", keys, name }, { certificate }),
    asks("host", { act: "file", path }, { text: null, mode: null, owner: null, group: null }),
    asks("host", { act: "write", path, before: null, text, mode: 0o644 }, { written: true }),
  ];
};

async function pair(first: readonly Step[], second: readonly Step[]) {
  return { ...(await twoNodes(first, second)), certificates: { n1: "in place", n2: "in place" } };
}

afterEach(closePairs);

test("each server gets a certificate, and trusts the two of them alone", async () => {
  const args = await pair(
    [...survey(), ...certified("n1", "ONE", ["ONE", "TWO"])],
    [...survey(), ...certified("n2", "TWO", ["ONE", "TWO"])],
  );
  const { pair: mark, ...seen } = await mariadbServer.create(args, false);
  expect(mark).toMatch(/^[0-9a-f-]{36}$/);
  expect(seen).toMatchObject({ version: "10.11.19", layout: { socket: "/run/mysqld/mysqld.sock" } });
});

test.each<[string, object, object, string]>([
  ["databases", {}, { databases: ["shop", "wiki"] }, "n2 has databases already: shop, wiki."],
  ["another source", { replicates: true }, {}, "n1 has data already, and replicates from another server."],
  ["another pair's data", { mark: "other" }, {}, "n1 has data already, those of another pair."],
  [
    "no server",
    { version: "" },
    {},
    "n1 has no MariaDB's server: install mariadb-server, mariadb-backup, socat.",
  ],
  ["no tool for copies", { programs: { socat: false } }, {}, "n1 has no socat: install"],
  [
    "a server of somebody else",
    { version: "mysqld Ver 8.0.36" },
    {},
    "n1 has a server that is no MariaDB: mysqld Ver 8.0.36",
  ],
  [
    "an old server",
    { version: "Ver 5.5.68-MariaDB" },
    {},
    "n1 has MariaDB 5.5.68, and 10.5 or newer is needed.",
  ],
  [
    "two series",
    {},
    { version: "Ver 11.4.2-MariaDB" },
    "cannot replicate both ways: n1 has 10.11.19, n2 has 11.4.2.",
  ],
  ["clocks", {}, { time: Date.now() / 1000 + 300 }, "The clocks are far apart: that of n2 is "],
])("%s are refused with what was found, and nothing is changed", async (_what, first, second, said) => {
  const create = mariadbServer.create(await pair(survey(first), survey(second)), false);
  await expect(create).rejects.toThrow(said);
  await expect(create).rejects.toThrow("Nothing was changed.");
});

test("a preview says the same, but nothing of a server that is not installed yet", async () => {
  const foreign = await pair(survey({ databases: ["shop"] }), survey());
  expect(await mariadbServer.beyond?.(foreign)).toEqual([
    {
      property: "cluster",
      reason:
        "n1 has databases already: shop. A pair begins with empty servers, or takes over those of one with `adopt: true`.",
    },
  ]);
  expect(await mariadbServer.beyond?.(await pair(survey({ version: "" }), survey()))).toEqual([]);
});

test("databases of one server are taken over when that is asked for, of both never", async () => {
  const adopted = { ...(await pair(survey({ databases: ["shop"] }), survey())), adopt: true };
  expect(await mariadbServer.beyond?.(adopted)).toEqual([]);
  const both = { ...(await pair(survey({ databases: ["a"] }), survey({ databases: ["b"] }))), adopt: true };
  expect(await mariadbServer.beyond?.(both)).toHaveLength(2);
});

test("a preview does not look at the data of a pair that is there: it is not told what marks them", async () => {
  const args = await pair([], []);
  expect(await mariadbServer.beyond?.(args, args)).toEqual([]);
});

test.each<[string, object, object, object]>([
  ["as they are", {}, {}, { n1: "in place", n2: "in place" }],
  ["as missing", { certificate: null }, {}, { n1: "missing", n2: "in place" }],
  ["as not trusted", { peers: "ONE" }, {}, { n1: "does not trust the other one's", n2: "in place" }],
])("certificates are read %s", async (_what, first, second, certificates) => {
  const own = (certificate: string, seen: object) => survey({ certificate, peers: "ONE\nTWO\n", ...seen });
  const args = await pair(own("ONE", first), own("TWO", second));
  const read = await mariadbServer.read({ ...args, pair: "ours", version: "10.11.19" });
  expect(read).toMatchObject({ args: { certificates }, outputs: { pair: "ours", version: "10.11.19" } });
});

test("a cluster of three nodes is refused", () => {
  const three = ["n1", "n2", "n3"].map((name) => ({ name, addresses: [] }));
  expect(mariadbServer.problems({ nodes: three })).toEqual([
    { property: "cluster", reason: "two nodes are needed, and it has 3" },
  ]);
});
