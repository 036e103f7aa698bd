import { asks, type Step } from "../../../tests/fixtures/scripted-cluster.js";
import {
  channel,
  closePairs,
  healthy,
  keys,
  none,
  pair,
  says,
  server,
  survey,
} from "../../../tests/fixtures/mariadb.js";
import { mariadbReplication } from "./mariadb-replication.js";

afterEach(closePairs);

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
