import { deepEqual, equal, match } from "node:assert/strict";
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

const PROGRAM = "/usr/local/sbin/backup-databases";
const FOLDER = "/srv/backup";

/** examples/mariadb-on-gluster-backup */
export const backups: readonly Case[] = [
  {
    name: "databases whose backups every host has: one up, no change after; a backup of one node is restored from the other",
    core: true,
    run: restored,
  },
];

async function restored(): Promise<void> {
  const [one, two, third] = hosts();
  const config = { nodes: [one, two], arbiter: third, serviceIp: SERVICE_IP, onRootFilesystem: true };
  const options = { example: "mariadb-on-gluster-backup", config, secrets: SECRETS };
  await withStack(options, async (stack) => {
    await deployed(stack);
    equal((await stack.outputs())["backups"], FOLDER);
    await asked("CREATE TABLE kept (word VARCHAR(20) PRIMARY KEY); INSERT INTO kept VALUES ('row')");
    const { writer, reader } = await servers();
    await on(reader, PROGRAM);
    // There is one of today.
    await on(writer, PROGRAM, "0");
    const files = await Promise.all(NODES.map((node) => on(node, "ls", FOLDER)));
    match(files[0] ?? "", new RegExp(`^\\d{4}-\\d\\d-\\d\\d\\.${reader}\\.sql\\.gz$`));
    deepEqual(files[1], files[0]);
    await asked("DROP TABLE kept");
    await on(writer, "sh", "-c", `zcat ${FOLDER}/*.sql.gz | mariadb`);
    equal(await asked("SELECT word FROM kept"), "row");
    // The mount is held by nobody, and the servers end with the stack.
    await destroyed(stack);
    match(await on(NODES[0], "sh", "-c", "ls /bricks/backup/brick"), /\.sql\.gz/);
  });
}
