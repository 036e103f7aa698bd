import { deepEqual, match, ok } from "node:assert/strict";
import { answers } from "./lab-seen.js";
import { cib, holders, nothingLeft, on, untouched } from "./pair/seen.js";
import { SERVICE_IP } from "./objects/with-pair.js";
import type { Case } from "./suite.js";
import {
  boot,
  CHANGED,
  deployed,
  OBJECTS,
  refreshed,
  takeDown,
  theGround,
  upgrade,
} from "./upgrade/ground.js";

const NODES = ["testdb01", "testdb02"] as const;
const BOTH = ["update ClusterProperty no-quorum-policy", "update LocationConstraint home"];

/** A running pair of Debian 11 whose nodes become ones of Debian 12, one after the other, under the state that it has. */
export const cases: readonly Case[] = [
  { name: "up makes a pair of Debian 11 and one of everything on it", run: made },
  {
    name: "the second node becomes one of Debian 12 while the first serves",
    run: () => upgraded("testdb02"),
  },
  { name: "a pair of two generations shows no change, and takes changes", run: mixed },
  {
    name: "the first node becomes one of Debian 12 while the second serves",
    run: () => upgraded("testdb01"),
  },
  { name: "the pair of Debian 12 shows no change under the old state", run: unchanged },
  {
    name: "the pair of Debian 12 takes changes, also once its configuration's schema is the newest",
    run: changed,
  },
  { name: "the old state destroys the pair of Debian 12", run: destroyed },
];

/** Boots the nodes. */
export const before = boot;
/** Takes them down. */
export const after = takeDown;

async function made(): Promise<void> {
  const expected = OBJECTS.map(({ kind, name }) => `create ${kind} ${name}`);
  deepEqual(await deployed(OBJECTS), [...expected, "create PcsCluster testdb"].sort());
  await still();
  deepEqual(await generations(), ["0.10.8", "0.10.8"]);
}

async function upgraded(node: string): Promise<void> {
  const { lab } = theGround();
  await upgrade(node, () => Promise.resolve(ok(answers(lab, SERVICE_IP))));
  // It stays where it is: one of the defaults keeps addresses there.
  deepEqual(
    await holders(lab, SERVICE_IP),
    NODES.filter((other) => other !== node),
  );
}

async function mixed(): Promise<void> {
  deepEqual(await generations(), ["0.10.8", "0.11.5"]);
  await unchangedAndChanged();
}

async function unchanged(): Promise<void> {
  deepEqual(await generations(), ["0.11.5", "0.11.5"]);
  match(await on(theGround().lab, "testdb01", "cat", "/etc/os-release"), /^VERSION_ID="12"$/m);
  await still();
}

async function changed(): Promise<void> {
  const { lab } = theGround();
  await unchangedAndChanged();
  await on(lab, "testdb01", "cibadmin", "--upgrade", "--force");
  match(await cib(lab, "testdb02"), /validate-with="pacemaker-3\.9"/);
  await unchangedAndChanged();
}

async function destroyed(): Promise<void> {
  const { lab, stack } = theGround();
  const { code, output } = await stack.destroy();
  deepEqual(code, 0, output);
  await nothingLeft(lab, NODES);
}

async function unchangedAndChanged(): Promise<void> {
  await still();
  deepEqual(await deployed(CHANGED), BOTH);
  deepEqual(await refreshed(), []);
  deepEqual(await deployed(OBJECTS), BOTH);
  await still();
}

/** Neither a refresh nor an up shows or does anything. */
async function still(): Promise<void> {
  const { lab } = theGround();
  const seen = () => Promise.all(NODES.map((node) => untouched(lab, node)));
  const before = await seen();
  deepEqual(await refreshed(), []);
  deepEqual(await deployed(OBJECTS), []);
  deepEqual(await seen(), before);
}

function generations(): Promise<readonly string[]> {
  return Promise.all(NODES.map((node) => on(theGround().lab, node, "pcs", "--version")));
}
