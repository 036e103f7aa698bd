import { holders } from "../../lab/demo-failover.js";
import type { Lab } from "../../lab/index.js";
import { bootedLab, emptied, idle, runningCluster, script, SERVICE_IP } from "../ground.js";
import { Client } from "../ping.js";
import type { Row } from "../row.js";

const STEADY_MS = 1000;
// Longer than a late answer, shorter than Corosync needs to notice.
const SILENT_MS = 500;

/** The service IP goes to the other node because somebody says so. */
export const move: Row = {
  id: "move",
  what: "planned move of the service IP: longest time without an answer to a ping every 20 ms",
  against: "a second",
  unit: "s",
  judged: "ours",
  reach: 1,
  run: () =>
    withAddress(async (lab, client) => {
      const [from] = await holders(lab, SERVICE_IP);
      const to = lab.nodes.find(({ name }) => name !== from)?.name ?? "";
      const began = performance.now();
      await script(lab, [`pcs resource move testdb-ip ${to}`]);
      await idle(lab);
      await client.steady(STEADY_MS);
      const ours = client.longestGap(began);
      await script(lab, ["pcs resource clear testdb-ip"]);
      return { ours, other: 1 };
    }),
};

/** The active node's cable is pulled. */
export const linkLoss: Row = {
  id: "link-loss",
  what: "link of the active node lost, until the service IP answers again",
  against: "Corosync's token + consensus",
  unit: "s",
  judged: "ratio",
  reach: 1.2,
  run: () =>
    withAddress(async (lab, client) => {
      const [from = ""] = await holders(lab, SERVICE_IP);
      const [token, consensus] = [await totem(lab, "token"), await totem(lab, "consensus")];
      const began = performance.now();
      await lab.link(from, "down");
      try {
        const pulled = performance.now();
        await client.silent(SILENT_MS);
        await client.steady(STEADY_MS);
        return { ours: client.longestGap(pulled), other: (token + consensus) / 1000 };
      } finally {
        await lab.link(from, "up");
        await again(lab, began);
      }
    }),
};

async function withAddress<T>(run: (lab: Lab, client: Client) => Promise<T>): Promise<T> {
  const lab = await bootedLab();
  await runningCluster(lab);
  await script(lab, [
    `pcs resource create testdb-ip ocf:heartbeat:IPaddr2 ip=${SERVICE_IP} cidr_netmask=24 op monitor interval=5s`,
  ]);
  const client = new Client(lab, SERVICE_IP);
  try {
    await idle(lab);
    await client.steady(STEADY_MS);
    return await run(lab, client);
  } finally {
    client.stop();
    await emptied(lab);
  }
}

async function totem(lab: Lab, name: string): Promise<number> {
  const { stdout } = await lab.exec("testdb01", ["corosync-cmapctl", "-g", `runtime.config.totem.${name}`]);
  return Number(stdout.replace(/^.*= /, ""));
}

// Both nodes are members of one cluster again before anything else is measured.
async function again(lab: Lab, began: number): Promise<void> {
  const online = async (node: string) => {
    const { stdout } = await lab.exec(node, ["crm_mon", "--one-shot", "--output-as=xml"]);
    return (stdout.match(/<node [^>]*online="true"[^>]*pending="false"/g) ?? []).length >= lab.nodes.length;
  };
  const whole = async () => (await Promise.all(lab.nodes.map(({ name }) => online(name)))).every(Boolean);
  while (!(await whole()))
    if (performance.now() - began > 120_000) throw new Error("The nodes are not one cluster again");
  await idle(lab);
}
