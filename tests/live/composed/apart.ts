import { equal, match } from "node:assert/strict";
import { withClockAhead } from "../clock.js";
import type { Stack } from "../stack.js";
import type { Case } from "../suite.js";
import {
  asked,
  deployed,
  destroyed,
  hosts,
  NODES,
  on,
  SECRETS,
  servers,
  SERVICE_IP,
  withStack,
} from "./ground.js";

const OTHER_SERIES = "mariadbd  Ver 10.6.18-MariaDB";
// Found before the installed one.
const PROGRAM = "/usr/local/sbin/mariadbd";

/** examples/mariadb-by-reference, on a pair that the repository's own program has made. */
export const apart: readonly Case[] = [
  {
    name: "databases in a stack of their own are refused where data are or clocks differ, then made, and go without the pair",
    run: byReference,
  },
];

async function byReference(): Promise<void> {
  const { haclusterPassword, ...secrets } = SECRETS;
  const [privateKeyFile] = hosts().map(({ ssh }) => ssh.privateKeyFile);
  const config = {
    ...{ clusterName: "testdb", ssh: { privateKeyFile }, fencing: "none", prepare: "false" },
    hosts: hosts()
      .slice(0, 2)
      .map(({ name, address }) => ({ name, address })),
    serviceIp: { ip: "192.168.0.119", cidrNetmask: 24 },
  };
  await withStack({ config, secrets: { haclusterPassword } }, async (pair) => {
    await deployed(pair);
    const pairStack = "organization/pulumi-pacemaker/live";
    const other = { example: "mariadb-by-reference", config: { pairStack, serviceIp: SERVICE_IP }, secrets };
    await withStack({ ...other, beside: pair }, async (databases) => {
      await emptied();
      await refused(databases);
      await deployed(databases);
      await asked("CREATE TABLE apart (word VARCHAR(20) PRIMARY KEY); INSERT INTO apart VALUES ('row')");
      const { reader } = await servers();
      equal(await on(reader, "mariadb", "-BNe", "SELECT word FROM app.apart"), "row");
      const both = await pair.destroy();
      equal(both.code === 0, false, both.output);
      match(both.output, /db-server/);
      equal(await asked("SELECT word FROM apart"), "row");
      await destroyed(databases);
    });
    await destroyed(pair);
  });
}

/** A host's clock that is apart, a server of another series, and one with a database: each is refused, and nothing is made. */
async function refused(databases: Stack): Promise<void> {
  await withClockAhead(on, NODES[1], () =>
    refusal(databases, /that of testdb02 is 3[56]\d\d s ahead of that of testdb01/),
  );
  // Its server says that it is of another series.
  await on(
    NODES[1],
    "sh",
    "-c",
    `printf '#!/bin/sh\\necho "${OTHER_SERIES}"\\n' >${PROGRAM}; chmod +x ${PROGRAM}`,
  );
  await refusal(databases, /Servers of different series cannot replicate both ways: .*10\.6\.18/);
  await on(NODES[1], "rm", PROGRAM);
  await on(NODES[1], "systemctl", "start", "mariadb");
  await on(NODES[1], "mariadb", "-e", "CREATE DATABASE ledger");
  await refusal(databases, /testdb02 has databases already: ledger/);
  await on(NODES[1], "mariadb", "-e", "DROP DATABASE ledger");
}

async function refusal(databases: Stack, words: RegExp): Promise<void> {
  const seen = async () =>
    Promise.all(
      NODES.map((node) => on(node, "sh", "-c", "ls /etc/mysql/mariadb.conf.d; cibadmin -Q -o resources")),
    );
  const before = await seen();
  const { code, output } = await databases.up();
  equal(code === 0, false, output);
  match(output, words);
  equal((await seen()).join(), before.join());
}

/** The servers as their packages leave them: what another stack has left is gone. */
async function emptied(): Promise<void> {
  for (const node of NODES) {
    await on(node, "systemctl", "stop", "mariadb");
    await on(node, "find", "/var/lib/mysql", "-mindepth", "1", "-delete");
    await on(node, "mariadb-install-db", "--user=mysql", "--auth-root-authentication-method=socket");
  }
}
