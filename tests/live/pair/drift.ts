import { deepEqual, notDeepEqual, ok } from "node:assert/strict";
import type { Case } from "../suite.js";
import { core, onPair, PAIR, type Pair, SERVICE_IP } from "./pair.js";
import { answers, cib, forgetBackups, holders, on, pings, properties, resource, token } from "./seen.js";

/** What people do to a pair by hand, beside its program. */
export const drift: readonly Case[] = [
  core(
    onPair("what was changed with pcs is seen by refresh and repaired by up", async (pair) => {
      await hand(pair, "property", "set", "no-quorum-policy=freeze");
      await hand(pair, "resource", "update", "testdb-ip", "arp_count=9", "cidr_netmask=25");
      await hand(pair, "resource", "update", "testdb-ip", "op", "monitor", "interval=33s");
      await hand(pair, "resource", "meta", "testdb-ip", "migration-threshold=3");
      const both = ["update ClusterProperty no-quorum-policy", "update IPaddr2Resource testdb-ip"];
      deepEqual(await pair.refresh(), both);
      deepEqual(await pair.up(), both);
      const xml = await cib(pair.lab, "testdb02");
      const repaired = resource(xml, "testdb-ip");
      deepEqual(properties(xml)["no-quorum-policy"], "ignore");
      deepEqual(repaired?.options, { ip: SERVICE_IP, cidr_netmask: "24" });
      deepEqual(repaired.meta, {});
      deepEqual(
        repaired.operations.filter(({ name }) => name === "monitor"),
        [{ name: "monitor", interval: "5s" }],
      );
    }),
  ),
  onPair("a token and a node's start at boot that were changed by hand are repaired", async (pair) => {
    await hand(pair, "cluster", "config", "update", "totem", "token=7000");
    await on(pair.lab, "testdb02", "systemctl", "disable", "pacemaker");
    deepEqual(await token(pair.lab, "testdb02"), "7000");
    deepEqual(await pair.refresh(), ["update PcsCluster testdb"]);
    deepEqual(await pair.up(), ["update PcsCluster testdb"]);
    deepEqual(await token(pair.lab, "testdb02"), "3000");
    deepEqual(await on(pair.lab, "testdb02", "systemctl", "is-enabled", "pacemaker"), "enabled");
  }),
  core(
    onPair("what was deleted with pcs is seen by refresh and made again by up", async (pair) => {
      await hand(pair, "property", "set", "no-quorum-policy=");
      await hand(pair, "resource", "delete", "testdb-ip");
      const both = ["ClusterProperty no-quorum-policy", "IPaddr2Resource testdb-ip"];
      deepEqual(
        await pair.refresh(),
        both.map((each) => `delete ${each}`),
      );
      deepEqual(
        await pair.up(),
        both.map((each) => `create ${each}`),
      );
      deepEqual(properties(await cib(pair.lab, "testdb01"))["no-quorum-policy"], "ignore");
      deepEqual(await answers(pair.lab, SERVICE_IP), true);
    }),
  ),
  onPair("what an operator wants for now is not overwritten", async (pair) => {
    await hand(pair, "resource", "disable", "testdb-ip", "--wait=60");
    await unchanged(pair);
    deepEqual(await holders(pair.lab, SERVICE_IP), []);
    await hand(pair, "resource", "enable", "testdb-ip", "--wait=60");
    const [before] = await holders(pair.lab, SERVICE_IP);
    await hand(pair, "node", "standby", before ?? "", "--wait=60");
    await unchanged(pair);
    const standby = await holders(pair.lab, SERVICE_IP);
    notDeepEqual(standby, [before]);
    await hand(pair, "node", "unstandby", before ?? "", "--wait=60");
    await hand(pair, "resource", "move", "testdb-ip", "--wait=60");
    const moved = await holders(pair.lab, SERVICE_IP);
    await unchanged(pair);
    deepEqual(
      [(await holders(pair.lab, SERVICE_IP)).length, await holders(pair.lab, SERVICE_IP)],
      [1, moved],
    );
    await hand(pair, "resource", "clear", "testdb-ip");
  }),
  onPair("a third node joins and leaves, and the service stays", async (pair) => {
    const before = await holders(pair.lab, SERVICE_IP);
    const stop = pings(pair.lab, SERVICE_IP);
    const changed = await pair.up({ nodes: ["testdb01", "testdb02", "testdb03"] });
    deepEqual(
      changed.filter((each) => each.includes("PcsCluster")),
      ["update PcsCluster testdb"],
    );
    deepEqual(await members(pair), ["testdb01 online", "testdb02 online", "testdb03 online"]);
    await pair.up();
    deepEqual(await members(pair), ["testdb01 online", "testdb02 online"]);
    deepEqual(await holders(pair.lab, SERVICE_IP), before);
    const { sent, received } = await stop();
    ok(sent - received < 5, `${sent - received} of ${sent} pings were lost`);
    deepEqual((await pair.lab.exec("testdb03", ["ls", "/etc/corosync/corosync.conf"])).code, 2);
  }),
  onPair("a cluster that was destroyed by hand is seen by refresh and made again by up", async (pair) => {
    await hand(pair, "cluster", "destroy", "--all");
    const gone = [...Object.keys(PAIR.properties).map((name) => `ClusterProperty ${name}`)];
    const all = [...gone, "IPaddr2Resource testdb-ip", "PcsCluster testdb"];
    deepEqual(await pair.refresh(), all.map((each) => `delete ${each}`).sort());
    deepEqual(await pair.up(), all.map((each) => `create ${each}`).sort());
    deepEqual(await answers(pair.lab, SERVICE_IP), true);
    await forgetBackups(pair.lab);
  }),
];

async function unchanged(pair: Pair): Promise<void> {
  deepEqual(await pair.refresh(), []);
  deepEqual(await pair.up(), []);
}

async function hand({ lab }: Pair, ...argv: readonly string[]): Promise<void> {
  await on(lab, "testdb01", "pcs", ...argv);
}

async function members({ lab }: Pair): Promise<readonly string[]> {
  const xml = await on(lab, "testdb01", "crm_mon", "-1", "--output-as=xml");
  return [...xml.matchAll(/<node name="([^"]+)"[^>]* online="true"/g)]
    .map(([, name]) => `${name} online`)
    .sort();
}
