import { deepEqual, match } from "node:assert/strict";
import type { Case } from "../suite.js";
import { core, type Declaration, onHosts, onPair, PAIR, type Pair, SERVICE_IP } from "./pair.js";
import { answers, on, remains, untouched } from "./seen.js";

const NODES = ["testdb01", "testdb02"] as const;
const ADOPTED: Partial<Declaration> = {
  cluster: { ...PAIR.cluster, adopt: true },
  properties: adopted(PAIR.properties),
  ips: adopted(PAIR.ips),
};

/** Clusters that were there before the stack. */
export const adoption: readonly Case[] = [
  core(
    onHosts(
      "a pair made by hand is refused, each thing by its name, and taken over as it is",
      async (pair) => {
        await byHand(pair, "testdb", NODES);
        const { lab } = pair;
        for (const property of ["stonith-enabled=false", "no-quorum-policy=ignore"])
          await on(lab, "testdb01", "pcs", "property", "set", property);
        const ip = ["ip=192.168.0.115", "cidr_netmask=24", "op", "monitor", "interval=5s", "--wait=60"];
        await on(lab, "testdb01", "pcs", "resource", "create", "testdb-ip", "ocf:heartbeat:IPaddr2", ...ip);
        const before = await Promise.all(NODES.map((node) => untouched(lab, node)));

        match(await pair.refused("up", {}), /testdb01 is in the cluster "testdb" of testdb01, testdb02/);
        const objects = await pair.refused("up", { ...PAIR, cluster: { ...PAIR.cluster, adopt: true } });
        match(objects, /ClusterProperty "stonith-enabled" is in the cluster already/);
        match(objects, /ClusterProperty "no-quorum-policy" is in the cluster already/);
        const only = { ...ADOPTED, ips: PAIR.ips };
        match(await pair.refused("up", only), /IPaddr2Resource "testdb-ip" is in the cluster already/);
        deepEqual(await pair.up(ADOPTED), ["create IPaddr2Resource testdb-ip"]);

        deepEqual(await Promise.all(NODES.map((node) => untouched(lab, node))), before);
        deepEqual(await pair.up(ADOPTED), []);
        deepEqual(await pair.refresh(), []);
        deepEqual(await answers(lab, SERVICE_IP), true);
        deepEqual(await Promise.all(NODES.map((node) => untouched(lab, node))), before);
        await gone(pair);
      },
    ),
  ),
  core(
    onHosts("a foreign cluster on one of the nodes is refused, and nothing is touched", async (pair) => {
      await byHand(pair, "foreign", ["testdb02"]);
      const seen = () => Promise.all(NODES.map((node) => untouched(pair.lab, node)));
      const before = await seen();
      for (const adopt of [false, true])
        match(
          await pair.refused("up", { cluster: { ...PAIR.cluster, adopt } }),
          /testdb02 is in the cluster "foreign" of testdb02/,
        );
      deepEqual(await seen(), before);
      await gone(pair);
    }),
  ),
  onHosts("a cluster of the same name with a node that is not declared is refused", async (pair) => {
    await byHand(pair, "testdb", ["testdb01", "testdb03"]);
    const seen = () => Promise.all(pair.lab.nodes.map(({ name }) => untouched(pair.lab, name)));
    const before = await seen();
    for (const adopt of [false, true])
      match(
        await pair.refused("up", { cluster: { ...PAIR.cluster, adopt } }),
        /testdb01 is in the cluster "testdb" of testdb01, testdb03/,
      );
    deepEqual(await seen(), before);
    await gone(pair);
  }),
];

/** The end of a pair. */
export const end: readonly Case[] = [
  core(
    onPair("destroy leaves nothing on the nodes, and the hosts can be used again", async (pair) => {
      const left = () => Promise.all(NODES.map((node) => remains(pair.lab, node)));
      await gone(pair);
      const nothing = {
        files: [],
        tokens: [],
        services: ["disabled", "disabled"],
        running: ["inactive", "inactive"],
        ours: [],
      };
      deepEqual(await left(), [nothing, nothing]);
      deepEqual((await pair.up()).length, 4);
      deepEqual(await answers(pair.lab, SERVICE_IP), true);
      await gone(pair);
      deepEqual(await left(), [nothing, nothing]);
    }),
  ),
];

async function byHand({ lab }: Pair, cluster: string, nodes: readonly string[]): Promise<void> {
  const pcs = (...argv: readonly string[]) => on(lab, nodes[0] ?? "", "pcs", ...argv);
  await pcs("host", "auth", ...nodes, "-u", "hacluster", "-p", "hacluster");
  await pcs("cluster", "setup", cluster, ...nodes, "--start", "--enable", "--wait=90");
}

/** Destroys what the stack has made, and by hand what it refused. */
async function gone({ lab, stack }: Pair): Promise<void> {
  const { code, output } = await stack.destroy();
  if (code !== 0) throw new Error(`destroy failed (exit ${code}): ${output}`);
  const others = lab.nodes.map(async ({ name }) => {
    const { files } = await remains(lab, name);
    if (files.includes("/etc/corosync/corosync.conf")) await on(lab, name, "pcs", "cluster", "destroy");
  });
  await Promise.all(others);
}

function adopted(objects: Declaration["ips"]): Declaration["ips"] {
  return Object.fromEntries(Object.entries(objects).map(([name, args]) => [name, { ...args, adopt: true }]));
}
