import {
  asks,
  repeatedly,
  scriptedNode,
  type ScriptedNode,
  type Step,
} from "../../../tests/fixtures/scripted-cluster.js";
import { layoutOf } from "../../mariadb/layout.js";
import { disconnect } from "../../ssh/index.js";
import { mariadbReplication } from "./mariadb-replication.js";

const layout = layoutOf("ID=debian\n") ?? (undefined as never);
const { client, socket } = layout;
const configuration = "/etc/mysql/mariadb.conf.d/zz-db.cnf";
const keys = "/etc/pulumi-pacemaker-mariadb";
const survey = (seen: object): readonly Step[] => [
  repeatedly({ question: "cat /etc/os-release", answer: { code: 0, stdout: "ID=debian\n" } }),
  asks(
    "mariadb",
    {
      ...{ act: "survey", datadir: "/var/lib/mysql", keys, configuration: [configuration] },
      programs: ["mariadb-backup", "mbstream", "socat"],
    },
    { mark: "pair", databases: [], configured: 100, time: 200, ...seen },
  ),
];
const says = (statements: readonly string[], answer: object, names = false): Step =>
  asks(
    "mariadb",
    { act: "say", client, socket, statements: statements.map((one) => `${one};\n`).join(""), names },
    { code: 0, out: "", err: "", ...answer },
  );
const uptime =
  "SELECT @@global.read_only, UNIX_TIMESTAMP() - VARIABLE_VALUE FROM information_schema.GLOBAL_STATUS WHERE VARIABLE_NAME = 'UPTIME'";
const server = (readOnly = "1", started = "150"): Step =>
  says([uptime], { out: `${readOnly}\t${started}\n` });
const channel = (seen: Readonly<Record<string, string>> = {}): Step => {
  const all = {
    ...{ Master_Host: "n2", Master_User: "repl", Master_SSL_Allowed: "Yes" },
    ...{
      Slave_IO_Running: "Yes",
      Slave_SQL_Running: "Yes",
      Last_IO_Errno: "0",
      Last_SQL_Errno: "0",
      ...seen,
    },
  };
  const out = `${Object.keys(all).join("\t")}\n${Object.values(all).join("\t")}\n`;
  return says(["SHOW SLAVE STATUS"], { out }, true);
};
const none = says(["SHOW SLAVE STATUS"], {}, true);

const nodes: ScriptedNode[] = [];

async function pair(first: readonly Step[], second: readonly Step[] = []) {
  const [one, two] = [await scriptedNode(...first), await scriptedNode(...second)];
  nodes.push(one, two);
  return {
    nodes: ["n1", "n2"].map((name) => ({ name, addresses: ["127.0.0.1"] })),
    connection: { n1: one.handle.connection["n1"] ?? {}, n2: two.handle.connection["n1"] ?? {} },
    hostKeys: { n1: one.hostKey, n2: two.hostKey },
    ...{ pair: "pair", layout, user: "repl", password: "s3cret", configuration, timeout: 5 },
    channels: { n1: "replicates", n2: "replicates" },
  };
}

afterEach(async () => {
  await disconnect();
  await Promise.all(nodes.splice(0).map((node) => node.close()));
});

const healthy = (other: string, more: readonly Step[] = []): readonly Step[] => [
  ...survey({}),
  server(),
  channel({ Master_Host: other }),
  ...more,
];

test.each<[string, readonly Step[], string]>([
  ["that replicates", [...survey({}), server(), channel()], "replicates"],
  ["that is stopped", [...survey({}), server(), channel({ Slave_SQL_Running: "No" })], "is stopped"],
  [
    "whose data differ",
    [...survey({}), server(), channel({ Slave_SQL_Running: "No", Last_SQL_Errno: "1062" })],
    "is stopped by error 1062",
  ],
  [
    "that hears nobody",
    [...survey({}), server(), channel({ Slave_IO_Running: "Connecting", Last_IO_Errno: "2003" })],
    "does not reach n2 (error 2003)",
  ],
  [
    "that was set otherwise",
    [...survey({}), server(), channel({ Master_Host: "n9" })],
    "replicates as repl from n9",
  ],
  ["without TLS", [...survey({}), server(), channel({ Master_SSL_Allowed: "No" })], "replicates without TLS"],
  ["without a channel", [...survey({}), server(), none], "does not replicate"],
  [
    "that is older than its configuration",
    [...survey({}), server("1", "90"), channel()],
    "runs with an older configuration",
  ],
  ["that is empty", [...survey({ mark: null }), server(), none], "has no data"],
  [
    "of somebody else",
    [...survey({ mark: null, databases: ["x"] }), server(), none],
    "has data of somebody else",
  ],
  [
    "with half a copy",
    [...survey({ mark: "pair copied:1-1-9" }), server(), none],
    "has a copy, and does not replicate yet",
  ],
  [
    "that does not run",
    [...survey({}), says([uptime], { code: 1, err: "ERROR 2002 (HY000): no" })],
    "does not run",
  ],
])("a server %s is read so", async (_what, first, state) => {
  const read = await mariadbReplication.read(await pair(first, healthy("n1")));
  expect(read?.args.channels).toEqual({ n1: state, n2: "replicates" });
});

const set = (other: string, position?: readonly string[]): Step =>
  says(
    [
      "STOP SLAVE",
      ...(position ?? []),
      `CHANGE MASTER TO MASTER_HOST = '${other}', MASTER_PORT = 3306, MASTER_USER = 'repl', MASTER_PASSWORD = 's3cret', MASTER_USE_GTID = slave_pos, MASTER_CONNECT_RETRY = 2, MASTER_SSL = 1, MASTER_SSL_CA = '${keys}/peers.pem', MASTER_SSL_VERIFY_SERVER_CERT = 1`,
      "START SLAVE",
    ],
    {},
  );
const strict = (value: number) => `SET GLOBAL gtid_strict_mode = ${value}`;
const fromNothing = [strict(0), "SET GLOBAL gtid_slave_pos = ''", strict(1)];

test("two empty servers begin to replicate from each other, and their data are marked", async () => {
  const mark = asks("mariadb", { act: "mark", datadir: "/var/lib/mysql", pair: "pair" }, {});
  const empty = [...survey({ mark: null }), server(), none];
  // As it is looked at to be mended, to be waited for, and for what has to be restarted.
  const seen = (other: string) => [...healthy(other), ...healthy(other), ...healthy(other)];
  const args = await pair(
    [...empty, set("n2", fromNothing), mark, ...seen("n2")],
    [...empty, set("n1", fromNothing), mark, ...seen("n1")],
  );
  expect(await mariadbReplication.create(args, false)).toEqual({ hostKeys: args.hostKeys });
});

test("a channel that was stopped by hand is set again from where it is", async () => {
  const stopped = [...survey({}), server(), channel({ Slave_IO_Running: "No", Slave_SQL_Running: "No" })];
  const args = await pair(
    [...stopped, set("n2"), ...healthy("n2"), ...healthy("n2")],
    [...healthy("n1"), ...healthy("n1"), ...healthy("n1")],
  );
  await mariadbReplication.update(args, args);
});

test("data that differ are told with what to do, and nothing is given up", async () => {
  const differs = [...survey({}), server(), channel({ Slave_SQL_Running: "No", Last_SQL_Errno: "1062" })];
  const args = await pair([...differs, set("n2"), ...differs], [...healthy("n1"), ...healthy("n1")]);
  await expect(mariadbReplication.update(args, args)).rejects.toThrow(
    'The replication of n1 is stopped by error 1062: its data differ from the other one\'s. See SHOW SLAVE STATUS there; `rebuild: "n1"` gives them up for a copy.',
  );
});

test.each<[string, object, string]>([
  [
    "data of somebody else",
    { mark: null, databases: ["shop"] },
    "n1 has databases that are not of this pair (shop)",
  ],
  [
    "data of another pair",
    { mark: "other", databases: ["shop"] },
    "n1 has databases that are not of this pair (shop)",
  ],
])("%s are left alone", async (_what, seen, said) => {
  const args = await pair([...survey(seen), server(), none], healthy("n1"));
  await expect(mariadbReplication.update(args, args)).rejects.toThrow(said);
});

test("two servers that have lost their data are not made anew", async () => {
  const empty = [...survey({ mark: null }), server(), none];
  const args = await pair(empty, empty);
  await expect(mariadbReplication.update(args, args)).rejects.toThrow("there is nothing to rebuild one from");
});

test("replication ends when it is destroyed, also where no server runs", async () => {
  const end = ["STOP SLAVE", "RESET SLAVE ALL"];
  const down = says(end, { code: 1, err: "ERROR 2002 (HY000): Can't connect" });
  await mariadbReplication.remove(await pair([says(end, {})], [down]));
});

test.each<[string, object, string[]]>([
  [
    "another configuration",
    { digests: { n1: "new" } },
    ["RESTART: the servers are restarted one after the other, the one without writers first"],
  ],
  [
    "data that are given up",
    { rebuild: "n2" },
    ["REBUILD: the data of n2 are given up for a copy of the other one's"],
  ],
  ["nothing", {}, []],
])("a preview tells of %s", async (_what, changes, notices) => {
  const args = await pair([]);
  expect(
    mariadbReplication.notices(
      { ...args, digests: { n1: "old" }, ...changes },
      { ...args, digests: { n1: "old" } },
    ),
  ).toEqual(notices);
});

test.each<[string, object, string]>([
  ["a node that is none of them", { rebuild: "n9" }, "rebuild"],
  ["no time", { timeout: 0 }, "timeout"],
  ["one node", { nodes: [{ name: "n1", addresses: [] }] }, "cluster"],
])("%s is refused", async (_what, changes, property) => {
  const problems = mariadbReplication.problems({ ...(await pair([])), ...changes });
  expect(problems.map((problem) => problem.property)).toEqual([property]);
});
