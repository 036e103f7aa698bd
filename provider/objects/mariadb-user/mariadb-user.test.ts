import {
  asks,
  repeatedly,
  scriptedNode,
  type ScriptedNode,
  type Step,
} from "../../../tests/fixtures/scripted-cluster.js";
import { layoutOf } from "../../mariadb/layout.js";
import { passwordHash } from "../../mariadb/words.js";
import { disconnect } from "../../ssh/index.js";
import { changes, declaredGrants, readGrants } from "./grants.js";
import { mariadbUser } from "./mariadb-user.js";

const layout = layoutOf("ID=debian\n") ?? (undefined as never);
const { client, socket } = layout;
const hash = passwordHash("s3cret");
const right = [
  `GRANT USAGE ON *.* TO \`app\`@\`%\` IDENTIFIED BY PASSWORD '${hash}'`,
  "GRANT ALL PRIVILEGES ON `my\\_app`.* TO `app`@`%`",
];
const says = (statements: readonly string[], answer: object): Step =>
  asks(
    "mariadb",
    { act: "say", client, socket, statements: statements.map((one) => `${one};\n`).join(""), names: false },
    { code: 0, out: "", err: "", ...answer },
  );
const answers = repeatedly(says(["SELECT 1"], { out: "1\n" }));
const grants = (...rows: readonly string[]): Step =>
  says(["SHOW GRANTS FOR 'app'@'%'"], { out: rows.map((row) => `${row}\n`).join("") });
const none = says(["SHOW GRANTS FOR 'app'@'%'"], {
  code: 1,
  err: "ERROR 1141 (42000) at line 1: There is no such grant",
});
const off = "SET SESSION sql_log_bin = 0";
const make = says(
  [
    ...[off, "CREATE DATABASE IF NOT EXISTS `my_app`"],
    `GRANT USAGE ON *.* TO 'app'@'%' IDENTIFIED BY PASSWORD '${hash}' REQUIRE NONE`,
    "GRANT ALL PRIVILEGES ON `my\\_app`.* TO 'app'@'%'",
  ],
  {},
);

const nodes: ScriptedNode[] = [];

async function reached(...steps: readonly Step[]) {
  const node = await scriptedNode(...steps);
  nodes.push(node);
  const { nodes: names, connection, hostKeys } = node.handle;
  const own = { layout, user: "app", host: "%", password: "s3cret", grants: { "my_app.*": ["ALL"] } };
  const rest = { requireTls: false, database: "my_app", accounts: { n1: "as declared" } };
  return { nodes: names, connection, hostKeys, ...own, ...rest };
}

afterEach(async () => {
  await disconnect();
  await Promise.all(nodes.splice(0).map((node) => node.close()));
});

test("the hash is the one that the server makes of the password", () => {
  // SELECT PASSWORD('password') of any MariaDB.
  expect(passwordHash("password")).toEqual("*2470C0C06DEE42FD1618BB99005ADCA2EC9D1E19");
});

test("a user is made past the log that is replicated, and the server never gets the password", async () => {
  const args = await reached(answers, none, none, make);
  expect(await mariadbUser.create(args, false)).toEqual({ hostKeys: args.hostKeys });
  expect(JSON.stringify(nodes[0]?.seen)).not.toContain("s3cret");
});

test("a server that has just been started is waited for", async () => {
  const starting = says(["SELECT 1"], { code: 1, err: "ERROR 2002 (HY000): Can't connect" });
  await mariadbUser.update(
    await reached(
      starting,
      answers,
      grants(...right),
      says([off, "CREATE DATABASE IF NOT EXISTS `my_app`"], {}),
    ),
    {} as never,
  );
});

test("somebody else's user is taken over only when that is asked for", async () => {
  const theirs = "GRANT SELECT ON *.* TO `app`@`%` IDENTIFIED BY PASSWORD '*00'";
  await expect(mariadbUser.create(await reached(answers, grants(theirs)), false)).rejects.toThrow(
    "The server of n1 has a user app@% already",
  );
});

test.each<[string, Step, string]>([
  ["as declared", grants(...right), "as declared"],
  ["with another password", grants(right[0]?.replace(hash, "*00") ?? "", right[1] ?? ""), "another password"],
  ["with more privileges", grants(...right, "GRANT SELECT ON `shop`.* TO `app`@`%`"), "other privileges"],
  ["with fewer privileges", grants(right[0] ?? ""), "other privileges"],
  ["bound to TLS", grants(`${right[0]} REQUIRE SSL`, right[1] ?? ""), "must come over TLS"],
  [
    "on a server that does not run",
    says(["SHOW GRANTS FOR 'app'@'%'"], { code: 1, err: "ERROR 2002 (HY000): no" }),
    "no server answers",
  ],
])("it is read %s", async (_what, step, state) => {
  expect((await mariadbUser.read(await reached(step)))?.args.accounts).toEqual({ n1: state });
});

test("a user that no server has is gone, and goes with what it may do", async () => {
  expect(await mariadbUser.read(await reached(none))).toBeUndefined();
  await mariadbUser.remove(await reached(grants(...right), says([off, "DROP USER 'app'@'%'"], {})));
  await mariadbUser.remove(await reached(none));
});

test("what a server says of a refused statement is told without the statement", async () => {
  const err = "ERROR 1064 (42000) at line 2: You have an error near 'IDENTIFIED BY PASSWORD xyz' at line 1";
  const refused = mariadbUser.update(
    await reached(answers, says(["SHOW GRANTS FOR 'app'@'%'"], { code: 1, err })),
    {} as never,
  );
  await expect(refused).rejects.toThrow("an error near [not shown] at line 1");
});

test("only what differs is granted and revoked", () => {
  const wanted = {
    hash,
    requireTls: true,
    grants: declaredGrants({ "*.*": ["PROCESS"], "a.*": ["select", "insert"] }),
  };
  const seen = readGrants([
    `GRANT PROCESS ON *.* TO \`app\`@\`%\` IDENTIFIED BY PASSWORD '${hash}' REQUIRE SSL`,
    "GRANT SELECT, UPDATE ON `a`.* TO `app`@`%`",
    "GRANT SELECT ON `b`.* TO `app`@`%`",
  ]);
  expect(changes("'app'@'%'", wanted, seen)).toEqual([
    "REVOKE ALL PRIVILEGES ON `b`.* FROM 'app'@'%'",
    "REVOKE UPDATE ON `a`.* FROM 'app'@'%'",
    "GRANT INSERT, SELECT ON `a`.* TO 'app'@'%'",
  ]);
});

test.each<[string, object, string]>([
  ["a name", { user: "a'b" }, "user"],
  ["a host", { host: "a b" }, "host"],
  ["no password", { password: "" }, "password"],
  ["a place", { grants: { "app.": ["ALL"] } }, "grants"],
  ["a privilege", { grants: { "app.*": ["ALL; DROP"] } }, "grants"],
  ["a database", { database: "a`b" }, "database"],
])("%s that is none is refused", (_what, args, property) => {
  expect(mariadbUser.problems(args).map((problem) => problem.property)).toEqual([property]);
});
