import { deepEqual, match } from "node:assert/strict";
import type { Case } from "../suite.js";
import { core, onPair, PAIR, type Pair } from "./pair.js";
import { cib, epoch, on, remains } from "./seen.js";

const GOES = { cluster: { ...PAIR.cluster, destroyForeign: true } };

/** What other people and tools have in the pair's cluster. */
export const others: readonly Case[] = [
  core(
    onPair(
      "what others made is listed and left alone, and does not go with the cluster unasked",
      async (pair) => {
        const { lab, stack } = pair;
        deepEqual(await foreign(pair), []);
        await hand(pair, "resource", "create", "theirs", "ocf:pacemaker:Dummy", "--wait=60");
        await hand(pair, "resource", "ban", "theirs", "testdb02");
        await hand(pair, "resource", "disable", "testdb-ip");
        await hand(pair, "node", "standby", "testdb02");
        const before = epoch(await cib(lab, "testdb01"));
        deepEqual(await pair.refresh(), []);
        deepEqual(await foreign(pair), [
          { kind: "primitive", id: "theirs" },
          { kind: "rsc_location", id: "cli-ban-theirs-on-testdb02" },
          { kind: "standby", id: "testdb02", value: "on" },
          { kind: "target-role", id: "testdb-ip", value: "Stopped" },
        ]);

        const { code, output } = await stack.destroy();
        deepEqual(code !== 0, true);
        match(output, /no object of this stack made or took over: primitive theirs\. Nothing was changed/);
        deepEqual(epoch(await cib(lab, "testdb01")), before);
        // The engine has forgotten what was to go with the cluster; the nodes have not.
        deepEqual(await pair.up(), [
          "create ClusterProperty no-quorum-policy",
          "create ClusterProperty stonith-enabled",
          "create IPaddr2Resource testdb-ip",
        ]);
        deepEqual(await pair.up(), []);
        deepEqual(epoch(await cib(lab, "testdb01")), before);

        deepEqual(await pair.up(GOES), ["update PcsCluster testdb"]);
        deepEqual(await pair.refresh(), []);
        deepEqual((await stack.destroy()).code, 0);
        deepEqual((await remains(lab, "testdb01")).running, ["inactive", "inactive"]);
      },
    ),
  ),
];

/** What the stack's state says of it. */
async function foreign({ stack }: Pair): Promise<unknown> {
  const { resources = [] } = await stack.state();
  return resources.find(({ type }) => type.endsWith(":PcsCluster"))?.outputs?.["foreign"];
}

async function hand({ lab }: Pair, ...argv: readonly string[]): Promise<void> {
  await on(lab, "testdb01", "pcs", ...argv);
}
