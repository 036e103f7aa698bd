import { deepEqual, equal, match, ok } from "node:assert/strict";
import { holdersNow } from "../fencing/watch.js";
import { otherThan } from "../fencing/ground.js";
import { NODES, on, theGround, unchanged } from "../from-nothing/ground.js";
import { changesIn } from "../pair/pair.js";
import type { Case } from "../suite.js";
import { inStep, lostRows, redeclared, SECRETS, sql, theClient, writer } from "./ground.js";
import { note } from "./table.js";

/** From nothing to two servers, and what is asked of them in peace. */
export const deployed: readonly Case[] = [
  { name: "one up makes machines, pair and servers; a client writes through the address", run: made },
  { name: "up again and refresh change nothing", run: unchanged },
  { name: "no password is in clear: state, logs, what is replicated, arguments", run: hidden },
  { name: "what is changed by hand is seen and put back", run: drifted },
  {
    name: "a larger buffer pool restarts the servers one after the other, the one without clients first",
    run: rolled,
  },
];

/** A machine goes, and another takes its place. */
export const replacement: readonly Case[] = [
  {
    name: "a replaced machine's server is rebuilt from the other one by one up, and the client goes on",
    run: replaced,
  },
];

async function made(): Promise<void> {
  const { stack } = theGround();
  const { code, output } = await stack.up();
  equal(code, 0, output);
  await theClient();
  await inStep();
  const active = await writer();
  deepEqual(await holdersNow(), [active]);
  equal(await sql(otherThan(active), "SELECT @@read_only"), "1");
  const outputs = await stack.outputs();
  deepEqual(outputs["replication"], { testdb01: "replicates", testdb02: "replicates" });
  match(String(outputs["connectionString"]), /^mysql:\/\/app:[^@]+@192\.168\.0\.115:3306\/app$/);
  for (const node of NODES) {
    equal(await on(node, "systemctl", "is-active", "mariadb").catch(() => "inactive"), "inactive");
    match(await on(node, "sh", "-c", "systemctl is-enabled mariadb || true"), /disabled/);
  }
}

async function hidden(): Promise<void> {
  const { stack } = theGround();
  const { replicationPassword, appPassword } = SECRETS;
  const state = await stack.stateFile();
  for (const secret of [replicationPassword, appPassword])
    for (const text of [secret, JSON.stringify(secret).slice(1, -1), encodeURIComponent(secret)])
      ok(!state.includes(text), "a password is in the state");
  for (const node of NODES) {
    for (const secret of [replicationPassword, appPassword]) {
      const places = ["/var/log", "/etc", "/var/lib/pacemaker", "/var/lib/mysql", "/tmp", "/run/log"];
      const found = await on(node, "sh", "-c", 'grep -rlF -- "$0" "$@" || true', secret, ...places);
      // The server itself keeps the password by which it comes to the other one.
      deepEqual(
        found.split("\n").filter((path) => path !== "" && path !== "/var/lib/mysql/master.info"),
        [],
      );
      equal(await on(node, "sh", "-c", 'journalctl --no-pager | grep -cF -- "$0" || true', secret), "0");
    }
    const listed = await sql(
      node,
      "SELECT COUNT(*) FROM information_schema.PROCESSLIST WHERE INFO LIKE '%PASSWORD%' AND ID <> CONNECTION_ID()",
    );
    equal(listed, "0");
    const log = "mariadb-binlog /var/lib/mysql/binlog.[0-9]* | grep -ciE 'identified|password' || true";
    equal(await on(node, "sh", "-c", log), "0");
  }
}

async function drifted(): Promise<void> {
  await inStep();
  const { stack } = theGround();
  const standby = otherThan(await writer());
  await sql(standby, "SET SESSION sql_log_bin = 0; GRANT PROCESS ON *.* TO app@'%'");
  await on(standby, "sh", "-c", "echo '# by hand' >> /etc/mysql/mariadb.conf.d/zz-db.cnf");
  await on(standby, "systemctl", "enable", "mariadb");
  const seen = await stack.refresh();
  for (const kind of ["MariadbUser", "HostFile", "SystemdUnit"]) match(seen.output, new RegExp(kind));
  const { code, output } = await stack.up();
  equal(code, 0, output);
  ok(!(await sql(standby, "SHOW GRANTS FOR app@'%'")).includes("PROCESS"));
  ok(!(await on(standby, "cat", "/etc/mysql/mariadb.conf.d/zz-db.cnf")).includes("by hand"));
  await unchanged();
}

async function rolled(): Promise<void> {
  await inStep();
  const { stack } = theGround();
  const client = await theClient();
  const active = await writer();
  await stack.configure({ bufferPool: "192M" });
  const began = Date.now();
  const { code, output } = await stack.up();
  equal(code, 0, output);
  const order = [...output.matchAll(/server of (\w+) is restarted with/g)].map(([, node]) => node);
  deepEqual([...new Set(order)], [otherThan(active), active]);
  const silence = client.longestSilence(began);
  for (const node of NODES) equal(await sql(node, "SELECT @@innodb_buffer_pool_size"), String(192 * 2 ** 20));
  const lost = await lostRows();
  note({ what: "buffer pool changed", silence, lacking: 0, lost: lost.length });
  equal(lost.length, 0);
  await unchanged();
}

async function replaced(): Promise<void> {
  await inStep();
  const { stack } = theGround();
  const client = await theClient();
  await redeclared({ vmId: 202 });
  const began = Date.now();
  const changes = changesIn(await stack.up());
  ok(
    changes.some((change) => change.includes("MariadbReplication")),
    changes.join("\n"),
  );
  const silence = client.longestSilence(began);
  const lost = await lostRows();
  note({ what: "machine replaced and rebuilt", silence, lacking: 0, lost: lost.length });
  equal(lost.length, 0);
  await unchanged();
}
