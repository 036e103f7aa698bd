import { deepEqual, match } from "node:assert/strict";
import { on } from "../pair/seen.js";
import type { Case } from "../suite.js";
import { declare, deployed, ground, refreshed, votes } from "./ground.js";
import { SMALL } from "./life.js";
import { until } from "../until.js";

const ADOPTED = { ...SMALL, adopt: true };

/** What it is for, and what it outlives. */
export const loss: readonly Case[] = [
  {
    name: "a node that loses its partner goes on with the witness's vote",
    run: async () => {
      const { lab } = ground();
      await lab.powerOff("testdb02");
      await until(
        "the survivor has the quorum",
        90,
        async () => (await votes("testdb01"))["Quorate"] === "Yes" && (await members()) === 1,
      );
      deepEqual((await votes("testdb01"))["Quorate"], "Yes");
      await lab.powerOn("testdb02");
      await until("both are members", 90, async () => (await members()) === 2);
    },
  },
  {
    name: "a restart of the cluster brings the device's daemon back",
    run: async () => {
      const { lab } = ground();
      const cluster = { transportOptions: { ip_version: "ipv4" } };
      deepEqual(await deployed({ device: ADOPTED, cluster }), ["update PcsCluster testdb"]);
      for (const node of ["testdb01", "testdb02"])
        deepEqual(await on(lab, node, "systemctl", "is-active", "corosync-qdevice"), "active");
      match((await votes("testdb01"))["Flags"] ?? "", /\bQdevice\b/);
      await deployed({ device: ADOPTED });
      deepEqual(await refreshed(), []);
    },
  },
  {
    name: "a witness that does not answer is told of, and the device is there when it does",
    run: async () => {
      const { lab, stack } = ground();
      await deployed({});
      await on(lab, "testdb03", "systemctl", "stop", "corosync-qnetd");
      await declare({ device: SMALL });
      const { code, output } = await stack.up();
      deepEqual(code !== 0, true);
      match(output, /The quorum device has no witness after 60 s: testdb01: .*Start corosync-qnetd there/);
      await on(lab, "testdb03", "systemctl", "start", "corosync-qnetd");
      deepEqual(await deployed({ device: SMALL }), ["update QuorumDevice witness"]);
      deepEqual(await refreshed(), []);
    },
  },
];

async function members(): Promise<number> {
  const { stdout } = await ground().lab.exec("testdb01", ["corosync-cmapctl", "-b", "runtime.members."]);
  return stdout.split("\n").filter((line) => line.includes("status (str) = joined")).length;
}
