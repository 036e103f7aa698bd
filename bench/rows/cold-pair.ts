import type { Lab } from "../../lab/index.js";
import {
  bootedLab,
  cleared,
  formingLines,
  PASSWORD,
  script,
  SERVICE_IP,
  stackOn,
  watched,
} from "../ground.js";
import { firstAnswer } from "../ping.js";
import type { Row } from "../row.js";

const PAIR = `
const { Config } = require("@pulumi/pulumi/config");
const { ClusterProperty, IPaddr2Resource, PcsCluster } = pacemaker;
const haclusterPassword = new Config().requireSecret("haclusterPassword");
const cluster = new PcsCluster("testdb", { nodes, haclusterPassword });
const properties = { "stonith-enabled": "false", "no-quorum-policy": "ignore" };
const dependsOn = Object.entries(properties).map(([name, value]) => new ClusterProperty(name, { cluster, value }));
const args = { cluster, ip: "${SERVICE_IP}", cidrNetmask: 24, monitor: { interval: "5s" } };
new IPaddr2Resource("testdb-ip", args, { dependsOn });
`;

/** Prepared hosts to answering service IP. */
export const coldPair: Row = {
  id: "cold-pair",
  what: "prepared hosts to answering service IP",
  against: "the tutorial as one bash script",
  unit: "s",
  judged: "ratio",
  reach: 0.25,
  run: async () => {
    const lab = await bootedLab();
    await cleared(lab);
    const other = await byHand(lab);
    await cleared(lab);
    const stack = await stackOn(lab, PAIR, { secrets: { haclusterPassword: PASSWORD } });
    try {
      const began = performance.now();
      const { outcome, counts, spans } = await watched(() => stack.up());
      await firstAnswer(lab, SERVICE_IP);
      const ours = (performance.now() - began) / 1000;
      return { ours, other, counts, spans, beside: { "up itself": outcome.seconds } };
    } finally {
      await stack.close();
    }
  },
};

async function byHand(lab: Lab): Promise<number> {
  const began = performance.now();
  await script(lab, [
    ...formingLines(lab),
    `pcs resource create testdb-ip ocf:heartbeat:IPaddr2 ip=${SERVICE_IP} cidr_netmask=24 op monitor interval=5s`,
  ]);
  await firstAnswer(lab, SERVICE_IP);
  return (performance.now() - began) / 1000;
}
