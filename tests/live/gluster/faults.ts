import { deepEqual, equal, ok } from "node:assert/strict";
import type { Case } from "../suite.js";
import { ARBITER, BRICK, ground, NODES, on, otherThan, fencings } from "./ground.js";
import { healed, inSplitBrain, isMounted, statesNow, sumsOn } from "./seen.js";
import { note } from "./table.js";
import { write, type Writing } from "./writing.js";
import { until } from "../until.js";

/** What is done to a node while files are written on both. */
interface Fault {
  readonly what: string;
  readonly node: string;
  /** Whether it is fenced for it. */
  readonly fenced?: true;
  readonly strike: (node: string) => Promise<void>;
}

const HEAL_SECONDS = 240;

const all: readonly Fault[] = [
  { what: "in standby and back", node: "testdb01", strike: standby },
  { what: "without its brick's process", node: "testdb02", strike: brickKilled },
  { what: "without glusterd", node: "testdb01", strike: daemonKilled },
  { what: "crashed", node: "testdb02", fenced: true, strike: (node) => ground().lab.powerOff(node) },
  {
    what: "cut off from the network",
    node: "testdb01",
    fenced: true,
    strike: (node) => ground().lab.link(node, "down"),
  },
  { what: "the arbiter's host, off and on again", node: ARBITER, strike: arbiterOff },
];

/** Each way to lose a part, while files are written all the time. */
export const faults: readonly Case[] = all.map((fault) => ({
  name: `files are written while a host is ${fault.what}: none is lost, none in split brain, and both copies are equal`,
  run: () => suffered(fault),
}));

async function suffered({ what, node, fenced, strike }: Fault): Promise<void> {
  await healed(HEAL_SECONDS);
  const before = fenced ? await fencings(node) : 0;
  const writing = write();
  try {
    await until("both write", 60, async () => both(writing));
    const began = Date.now();
    await strike(node);
    if (fenced) await until(`${node} is fenced`, 120, async () => (await fencings(node)) > before);
    await until(
      "both write again",
      HEAL_SECONDS,
      async () =>
        (await Promise.all(NODES.map(isMounted))).every(Boolean) && both(writing, Date.now() - 3000),
    );
    const other = NODES.filter((each) => each !== node);
    const measured = {
      nobody: writing.pause(began, NODES),
      other: writing.pause(began, other),
      own: NODES.some((each) => each === node) ? writing.pause(began, [node]) : 0,
    };
    await writing.stop();
    const seconds = await healed(HEAL_SECONDS);
    await nothingLost(writing);
    note({ what, files: writing.acknowledged.length, ...measured, healed: seconds });
  } finally {
    await writing.stop();
  }
}

/** Asserts that every acknowledged file is whole on both copies, that these are equal, and that nothing is in split brain. */
export async function nothingLost({ acknowledged }: Writing): Promise<void> {
  const [one, two] = await Promise.all(NODES.map((node) => sumsOn(node)));
  const names = await sumsOn(ARBITER);
  const wrong = acknowledged.filter(({ name, sum }) => one?.get(name) !== sum || two?.get(name) !== sum);
  deepEqual(wrong.map(({ name }) => name).slice(0, 20), []);
  deepEqual([...(one ?? [])].sort(), [...(two ?? [])].sort());
  deepEqual([...names.keys()].sort(), [...(one ?? new Map<string, string>()).keys()].sort());
  equal(await inSplitBrain(), 0);
  ok(acknowledged.length > 0, "files were acknowledged");
}

function both({ acknowledged }: Writing, since = 0): boolean {
  return NODES.every((node) => acknowledged.some((one) => one.node === node && one.at > since));
}

async function standby(node: string): Promise<void> {
  await on(otherThan(node), "pcs", "node", "standby", node);
  await until(`${node} has unmounted`, 60, async () => !(await isMounted(node)));
  await new Promise((resolve) => setTimeout(resolve, 5000));
  await on(otherThan(node), "pcs", "node", "unstandby", node);
}

// Nobody brings it back but the next update.
async function brickKilled(node: string): Promise<void> {
  const { stack } = ground();
  await on(node, "pkill", "-KILL", "glusterfsd");
  const refreshed = await stack.refresh();
  equal(refreshed.code, 0, refreshed.output);
  deepEqual(await statesNow(), {
    ...Object.fromEntries([...NODES, ARBITER].map((host) => [`${host}:${BRICK}`, "online"])),
    [`${node}:${BRICK}`]: "offline",
  });
  const { code, output, steps } = await stack.up();
  equal(code, 0, output);
  deepEqual(
    steps.filter(({ op }) => op !== "same").map(({ op, name }) => `${op} ${name}`),
    ["update web-volume"],
  );
}

async function daemonKilled(node: string): Promise<void> {
  await on(node, "systemctl", "kill", "--kill-who=main", "--signal=KILL", "glusterd");
  await new Promise((resolve) => setTimeout(resolve, 5000));
  const { stack } = ground();
  for (const run of [await stack.refresh(), await stack.up()]) equal(run.code, 0, run.output);
  equal(await on(node, "systemctl", "is-active", "glusterd"), "active");
}

async function arbiterOff(node: string): Promise<void> {
  const { lab } = ground();
  await lab.powerOff(node);
  await new Promise((resolve) => setTimeout(resolve, 15_000));
  await lab.powerOn(node);
}
