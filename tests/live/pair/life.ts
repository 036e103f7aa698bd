import { deepEqual, match, ok } from "node:assert/strict";
import type { Case } from "../suite.js";
import { changesIn, core, onHosts, onPair, PAIR, SERVICE_IP, then } from "./pair.js";
import { answers, cib, holders, on, properties, resource, token, untouched } from "./seen.js";

const NODES = ["testdb01", "testdb02"] as const;
const BESIDE = "192.168.0.120";

/** What a user does with a pair: makes it, changes it, and runs it again. */
export const life: readonly Case[] = [
  core(
    onHosts("a preview of nothing made shows each object and changes nothing", async ({ lab, stack }) => {
      const before = await Promise.all(NODES.map((node) => untouched(lab, node)));
      deepEqual(changesIn(await stack.preview()), [
        "create ClusterProperty no-quorum-policy",
        "create ClusterProperty stonith-enabled",
        "create IPaddr2Resource testdb-ip",
        "create PcsCluster testdb",
      ]);
      deepEqual(await Promise.all(NODES.map((node) => untouched(lab, node))), before);
      deepEqual((await stack.state()).resources ?? [], []);
    }),
  ),
  core(
    then("up makes the pair, and the service IP answers", async ({ lab, stack }) => {
      deepEqual(changesIn(await stack.up()).length, 4);
      deepEqual(await answers(lab, SERVICE_IP), true);
      const outputs = await stack.outputs();
      deepEqual(outputs, {
        serviceIp: SERVICE_IP,
        activeNode: (await holders(lab, SERVICE_IP))[0],
        members: NODES.map((name) => ({ name, online: true })),
      });
      const xml = await cib(lab, "testdb02");
      const { "stonith-enabled": fencing, "no-quorum-policy": quorum } = properties(xml);
      deepEqual({ fencing, quorum }, { fencing: "false", quorum: "ignore" });
      deepEqual(resource(xml, "testdb-ip"), {
        options: { ip: SERVICE_IP, cidr_netmask: "24" },
        meta: {},
        operations: [
          { name: "monitor", interval: "5s" },
          { name: "start", interval: "0s", timeout: "20s" },
          { name: "stop", interval: "0s", timeout: "20s" },
        ],
      });
    }),
  ),
  core(
    then("up again and refresh change nothing, neither in the state nor on the nodes", async (pair) => {
      const before = await Promise.all(NODES.map((node) => untouched(pair.lab, node)));
      deepEqual(changesIn(await pair.stack.up()), []);
      deepEqual(await pair.refresh(), []);
      deepEqual(await Promise.all(NODES.map((node) => untouched(pair.lab, node))), before);
    }),
  ),
  core(
    onPair("a changed value changes that property only", async (pair) => {
      const policy = { ...PAIR.properties["no-quorum-policy"], value: "stop" };
      deepEqual(await pair.up({ properties: { ...PAIR.properties, "no-quorum-policy": policy } }), [
        "update ClusterProperty no-quorum-policy",
      ]);
      deepEqual(properties(await cib(pair.lab, "testdb02"))["no-quorum-policy"], "stop");
    }),
  ),
  core(
    onPair("a changed monitor interval changes the operation while the address stays", async (pair) => {
      const before = await holders(pair.lab, SERVICE_IP);
      deepEqual(await pair.up({ ips: serviceIp({ monitor: { interval: "7s", timeout: "19s" } }) }), [
        "update IPaddr2Resource testdb-ip",
      ]);
      const operations = resource(await cib(pair.lab, "testdb01"), "testdb-ip")?.operations ?? [];
      deepEqual(
        operations.filter(({ name }) => name === "monitor"),
        [{ name: "monitor", interval: "7s", timeout: "19s" }],
      );
      deepEqual(await holders(pair.lab, SERVICE_IP), before);
    }),
  ),
  onPair("a changed ip moves the service to the new address", async (pair) => {
    deepEqual(await pair.up({ ips: serviceIp({ ip: BESIDE }) }), ["update IPaddr2Resource testdb-ip"]);
    deepEqual([await holders(pair.lab, SERVICE_IP), await answers(pair.lab, BESIDE)], [[], true]);
  }),
  core(
    onPair("a changed token is live on both nodes, and no daemon is restarted", async (pair) => {
      const pids = () => Promise.all(NODES.map((node) => on(pair.lab, node, "pidof", "corosync")));
      const before = await pids();
      const cluster = { ...PAIR.cluster, totem: { token: 5000 } };
      await pair.declare({ cluster });
      match((await pair.stack.preview()).output, /totem token becomes 5000 \(live reload/);
      deepEqual(await pair.up({ cluster }), ["update PcsCluster testdb"]);
      deepEqual(await Promise.all(NODES.map((node) => token(pair.lab, node))), ["5000", "5000"]);
      deepEqual(await pids(), before);
    }),
  ),
  onPair("a changed quorum option restarts the cluster, which the preview says", async (pair) => {
    const cluster = { ...PAIR.cluster, quorum: { wait_for_all: 0 } };
    await pair.declare({ cluster });
    match((await pair.stack.preview()).output, /quorum wait_for_all becomes 0 \(RESTART/);
    deepEqual(await pair.up({ cluster }), ["update PcsCluster testdb"]);
    const shown = await on(pair.lab, "testdb02", "corosync-cmapctl", "-g", "quorum.wait_for_all");
    match(shown, /= 0$/);
    deepEqual(await answers(pair.lab, SERVICE_IP), true);
  }),
  onPair("what is no longer declared is gone from the nodes", async (pair) => {
    const cluster = { ...PAIR.cluster, totem: { token: 4000 } };
    const more = {
      arpCount: 7,
      meta: { "resource-stickiness": 100 },
      operations: [{ name: "start", timeout: "40s" }],
    };
    await pair.up({ cluster, ips: serviceIp({ ...more, monitor: undefined }) });
    const given = resource(await cib(pair.lab, "testdb01"), "testdb-ip");
    deepEqual([given?.options["arp_count"], given?.meta], ["7", { "resource-stickiness": "100" }]);
    deepEqual(await pair.up(), ["update IPaddr2Resource testdb-ip", "update PcsCluster testdb"]);
    const left = resource(await cib(pair.lab, "testdb01"), "testdb-ip");
    deepEqual([left?.options, left?.meta], [{ ip: SERVICE_IP, cidr_netmask: "24" }, {}]);
    deepEqual(
      left?.operations
        .map((operation) => [operation["name"], operation["interval"], operation["timeout"]])
        .sort(),
      [
        ["monitor", "5s", undefined],
        ["start", "0s", "20s"],
        ["stop", "0s", "20s"],
      ],
    );
    deepEqual(await Promise.all(NODES.map((node) => token(pair.lab, node))), ["3000", "3000"]);
    const conf = await on(pair.lab, "testdb02", "cat", "/etc/corosync/corosync.conf");
    ok(!/token/.test(conf), conf);
  }),
  onPair("a service IP of version 6 answers", async (pair) => {
    const nodes = pair.lab.nodes.map(({ name }, place) => [name, `fd00::${place + 1}/64`] as const);
    for (const [name, address] of nodes)
      await on(pair.lab, name, "ip", "address", "replace", address, "dev", "eth0", "nodad");
    const six = { ip: "fd00::115", cidrNetmask: 64, nic: "eth0" };
    deepEqual(await pair.up({ ips: { ...PAIR.ips, "testdb-ip6": six } }), [
      "create IPaddr2Resource testdb-ip6",
    ]);
    deepEqual((await holders(pair.lab, "fd00::115")).length, 1);
    await on(pair.lab, "testdb03", "ping", "-c", "1", "-W", "2", "-n", "fd00::115");
    deepEqual(await pair.refresh(), []);
    deepEqual(await pair.up(), ["delete IPaddr2Resource testdb-ip6"]);
    deepEqual(await holders(pair.lab, "fd00::115"), []);
  }),
];

function serviceIp(changes: object) {
  return { "testdb-ip": { ...PAIR.ips["testdb-ip"], ...changes } };
}
