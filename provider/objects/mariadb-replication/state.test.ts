import type { Step } from "../../../tests/fixtures/scripted-cluster.js";
import {
  channel,
  closePairs,
  healthy,
  none,
  pair,
  says,
  server,
  survey,
  uptime,
} from "../../../tests/fixtures/mariadb.js";
import { mariadbReplication } from "./mariadb-replication.js";

afterEach(closePairs);

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
