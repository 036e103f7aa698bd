import { equal, match, notEqual } from "node:assert/strict";
import { otherThan } from "../fencing/ground.js";
import { holdersNow } from "../fencing/watch.js";
import { machines, on, theGround } from "../from-nothing/ground.js";
import { changesIn } from "../pair/pair.js";
import type { Case } from "../suite.js";
import { inStep, lostRows, missingAt, sql, theClient, writer } from "./ground.js";
import { note } from "./table.js";
import { until } from "../until.js";

/** What happens to the server that is written to, with a client that goes on. */
export const losses: readonly Case[] = [
  { name: "a planned move: no acknowledged row is lost", run: () => struck("planned move", moved) },
  {
    name: "the server's process is killed: the other one is written to",
    run: () => struck("process killed", killed),
  },
  {
    name: "the active node crashes and is fenced: no acknowledged row is lost",
    run: () => struck("crashed and fenced", crashed),
  },
  {
    name: "the active node is cut off and fenced: no acknowledged row is lost",
    run: () => struck("cut off and fenced", cut),
  },
  { name: "replication broken by hand keeps the address away, and the next up mends it", run: broken },
];

/** The same crash without waiting for the other server: what is lost is counted. */
export const unsynchronised: readonly Case[] = [
  { name: "without semi-sync, rows that a crashed node alone has come back with it", run: withoutSemiSync },
];

async function struck(what: string, strike: (active: string) => Promise<void>): Promise<void> {
  await inStep();
  const client = await theClient();
  const active = await writer();
  const began = Date.now();
  await strike(active);
  await until("another server is written to", 180, async () => {
    const [holder, ...more] = await holdersNow();
    const last = client.acknowledged().at(-1);
    return (
      holder === otherThan(active) && more.length === 0 && last !== undefined && Date.now() - last.at < 1000
    );
  });
  const lacking = await missingAt(otherThan(active));
  const silence = client.longestSilence(began);
  const lost = await lostRows();
  note({ what, silence, lacking: lacking.length, lost: lost.length });
  equal(await writer(), otherThan(active), "it stays where it is");
  equal(lost.length, 0, `lost: ${lost.join()}`);
  if (!what.includes("without semi-sync")) equal(lacking.length, 0, `lacking: ${lacking.join()}`);
}

async function moved(active: string): Promise<void> {
  await on(active, "pcs", "resource", "move", "db", otherThan(active));
  await on(active, "pcs", "resource", "clear", "db").catch(() => undefined);
}

async function killed(active: string): Promise<void> {
  await on(active, "pkill", "--signal", "KILL", "mariadbd");
}

async function crashed(active: string): Promise<void> {
  await (await machines()).powerOff(active);
}

async function cut(active: string): Promise<void> {
  await (await machines()).link(active, "down");
}

async function broken(): Promise<void> {
  await inStep();
  const { stack } = theGround();
  const active = await writer();
  const standby = otherThan(active);
  await sql(standby, "STOP SLAVE");
  await until("its node may not have the address", 60, async () =>
    new RegExp(`${standby}:[\\s\\S]*?db-replication\\s*: broken`).test(await on(active, "crm_mon", "-1A")),
  );
  const began = Date.now();
  await on(active, "pkill", "--signal", "KILL", "mariadbd");
  const client = await theClient();
  await until("the same server is written to again", 120, async () => {
    const last = client.acknowledged().at(-1);
    return last !== undefined && last.at - began > 2000 && Date.now() - last.at < 1000;
  });
  equal(await writer(), active);
  const silence = client.longestSilence(began);
  const { output } = await stack.refresh();
  match(output, /MariadbReplication/);
  const { code, output: up } = await stack.up();
  equal(code, 0, up);
  const lost = await lostRows();
  note({ what: "killed while replication is broken", silence, lacking: 0, lost: lost.length });
  equal(lost.length, 0);
  notEqual(client.acknowledged().length, 0);
}

async function withoutSemiSync(): Promise<void> {
  const { stack } = theGround();
  await inStep();
  await stack.configure({ semiSync: false });
  const { code, output } = await stack.up();
  equal(code, 0, output);
  equal(await sql(await writer(), "SELECT @@rpl_semi_sync_master_enabled"), "0");
  await struck("crashed without semi-sync", crashed);
  await stack.configure({ semiSync: true });
  changesIn(await stack.up());
}
