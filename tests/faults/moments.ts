import { deepEqual, ok } from "node:assert/strict";
import type { Lab } from "../../lab/index.js";
import { on } from "../live/pair/seen.js";
import type { Case } from "../live/suite.js";
import { core, onHosts, onPair } from "./ground.js";
import { interrupted, killedWhen, takenUp, writing } from "./interruption.js";
import { complete, decider } from "./members.js";
import { BARE, PAIR } from "./program.js";
import { allThere, MANY, wholeOrAbsent } from "./ten.js";

/** How far the nodes are when a cluster's creation is killed. */
const stages: readonly (readonly [string, (lab: Lab) => Promise<boolean>])[] = [
  ["the nodes have each other's tokens", (lab) => says(lab, "grep", "testdb02", "/var/lib/pcsd/known-hosts")],
  ["its file is written", (lab) => says(lab, "test", "-e", "/etc/corosync/corosync.conf")],
  ["its daemons start", (lab) => says(lab, "pidof", "pacemaker-attrd")],
];

/** Faults at odd moments. */
export const moments: readonly Case[] = [
  ...stages.map(([stage, reached]) =>
    onHosts(`the CLI is killed while a cluster is made and ${stage}`, async (ground) => {
      await killedWhen(ground, BARE, () => reached(ground.lab));
      const declared = await takenUp(ground, BARE);
      deepEqual(await ground.made(), ["ClusterProperty stonith-enabled", "PcsCluster testdb"]);
      await complete(ground.lab);
      deepEqual(await ground.done("up", declared), []);
    }),
  ),
  core(
    onPair("the CLI is killed while ten service IPs are made", async (ground) => {
      await killedWhen(ground, MANY, () => writing(ground.lab));
      await wholeOrAbsent(ground.lab);
      await allThere(ground, await takenUp(ground, MANY));
    }),
  ),
  onPair("the connection is cut while ten service IPs are made", async (ground) => {
    await interrupted(ground, async () => {
      for (const { name } of ground.lab.nodes) {
        const { stdout } = await ground.lab.exec(name, ["pgrep", "-f", "^sshd: root@"]);
        const sessions = stdout.split("\n").filter((line) => line !== "");
        if (sessions.length > 0) await on(ground.lab, name, "kill", "-9", ...sessions);
      }
    });
  }),
  onPair("Pacemaker is restarted where it decides while ten service IPs are made", async (ground) => {
    const dc = await decider(ground.lab);
    await interrupted(
      ground,
      async () => void (await on(ground.lab, dc, "systemctl", "restart", "pacemaker")),
    );
  }),
  onPair("the node that was written through loses its power between two changes", async (ground) => {
    const { lab } = ground;
    const recheck = (value: string) => ({
      properties: { ...PAIR.properties, "cluster-recheck-interval": value },
    });
    await ground.done("up", recheck("14min"));
    await lab.powerOff("testdb01");
    try {
      const done = await ground.done("up", recheck("15min"));
      ok(done.includes("update ClusterProperty cluster-recheck-interval"), done.join(", "));
    } finally {
      await lab.powerOn("testdb01");
    }
    await complete(lab);
    await ground.run("refresh", recheck("15min"));
    deepEqual(await ground.done("up", recheck("15min")), []);
  }),
];

async function says(lab: Lab, ...argv: readonly string[]): Promise<boolean> {
  return (await lab.exec("testdb01", argv)).code === 0;
}
