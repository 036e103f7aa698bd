import { byThemselves } from "./gluster/by-themselves.js";
import { changes } from "./gluster/changes.js";
import { faults } from "./gluster/faults.js";
import { leaveGround, makeGround } from "./gluster/ground.js";
import { beginning, ending } from "./gluster/life.js";
import { refusals } from "./gluster/refusals.js";
import { tableOf } from "./gluster/table.js";
import type { Case } from "./suite.js";

/** GlusterFS on a fenced pair with an arbiter: the example, with files written all the time. */
export const cases: readonly Case[] = [
  ...beginning,
  ...faults,
  ...changes,
  ...refusals,
  ...ending,
  ...byThemselves,
];

/** Boots the hosts. */
export const before = makeGround;

/** Shows the table and takes them down. */
export async function after(): Promise<void> {
  process.stdout.write(tableOf());
  await leaveGround();
}
