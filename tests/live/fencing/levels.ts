import { equal } from "node:assert/strict";
import { join } from "node:path";
import { NODES, theGround } from "../from-nothing/ground.js";
import { changesIn } from "../pair/pair.js";
import { REPOSITORY } from "../stack-project.js";
import { ROOT_PROGRAM } from "../stack.js";
import type { Case } from "../suite.js";
import { machineOf, settled } from "./ground.js";
import { all, lost } from "./losses.js";

/** A second means, which comes after the first. */
export const levels: readonly Case[] = [
  {
    name: "where the first means is not allowed to fence, the second one does: another agent with another credential",
    run: secondMeans,
  },
];

async function secondMeans(): Promise<void> {
  const { proxmox, stack } = theGround();
  await settled();
  const [loss] = all;
  await stack.program(await withLevels());
  const made = changesIn(await stack.up());
  equal(made.filter((each) => /^create (StonithDevice|FencingLevel)/.test(each)).length, 6, made.join());
  await proxmox.break({ kind: "missing-privilege", user: "fence@pve", privilege: "VM.PowerMgmt" });
  try {
    if (loss) await lost({ ...loss, what: `${loss.what}, fenced by the second means` });
  } finally {
    await proxmox.mend();
  }
  await stack.program(ROOT_PROGRAM);
  const gone = changesIn(await stack.up());
  equal(gone.filter((each) => /^delete (StonithDevice|FencingLevel)/.test(each)).length, 6, gone.join());
}

// The root program's pair, with more in its cluster.
async function withLevels(): Promise<string> {
  const machines = await Promise.all(
    NODES.map(async (node) => ({ node, plug: String((await machineOf(node)).vmid) })),
  );
  return `
const { FencingLevel, HaPair, StonithDevice } = require("pulumi-pacemaker");
const { clusterName, settings } = require(${JSON.stringify(join(REPOSITORY, "dist/program/settings.js"))});
const pair = new HaPair(clusterName, settings);
const { cluster } = pair;
const common = { ip: "192.168.0.1", username: "root@pam", password: "proxmox", ssl_insecure: 1, pve_node_auto: 1 };
for (const { node, plug } of ${JSON.stringify(machines)}) {
  const limits = { vmtype: "qemu", disable_timeout: 0, power_timeout: 30, pcmk_reboot_timeout: 60 };
  const options = { ...common, ...limits, plug, pcmk_host_list: node };
  const second = new StonithDevice("second-" + node, { cluster, agent: "fence_pve", options });
  const first = new FencingLevel("first-" + node, { cluster, target: node, level: 1, devices: ["fence-" + node] }, { dependsOn: pair });
  new FencingLevel("then-" + node, { cluster, target: node, level: 2, devices: [second.stonithId] }, { dependsOn: first });
}
exports.victims = pair.victims;
`;
}
