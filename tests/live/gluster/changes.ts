import { deepEqual, equal, match, ok } from "node:assert/strict";
import { changesIn } from "../pair/pair.js";
import type { Case } from "../suite.js";
import { nothingLost } from "./faults.js";
import { BRICK, ground, HOSTS, NODES, on, otherThan } from "./ground.js";
import { healed, optionsNow, sumsOn } from "./seen.js";
import { note } from "./table.js";
import { write, type Writing } from "./writing.js";
import { until } from "../until.js";

const VOLUME = ["update GlusterVolume web-volume"];
const FIRST = { "network.ping-timeout": "10" };
const HEAL_SECONDS = 240;

/** Changes while files are written, by the program and by hand. */
export const changes: readonly Case[] = [
  {
    name: "a changed option is set while files are written, and one that is taken out is reset",
    run: options,
  },
  { name: "what was changed by hand is seen and put back", run: drift },
  {
    name: "a host that was set up anew gets its place and its brick back while files are written",
    run: replaced,
  },
];

async function options(): Promise<void> {
  const { stack } = ground();
  await healed(HEAL_SECONDS);
  const before = await optionsNow();
  await whileWriting("an option changed", async () => {
    await stack.configure({ options: { "network.ping-timeout": "8", "performance.cache-size": "64MB" } });
    deepEqual(changesIn(await stack.up()), VOLUME);
    deepEqual(await optionsNow(), {
      ...before,
      ...{ "network.ping-timeout": "8", "performance.cache-size": "64MB" },
    });
    deepEqual(changesIn(await stack.up()), []);
    await stack.configure({ options: FIRST });
    deepEqual(changesIn(await stack.up()), VOLUME);
    deepEqual(await optionsNow(), before);
  });
}

async function drift(): Promise<void> {
  const { stack } = ground();
  const before = await optionsNow();
  await on(NODES[0], "gluster", "--mode=script", "volume", "set", "web", "network.ping-timeout", "33");
  await on(NODES[0], "gluster", "--mode=script", "volume", "set", "web", "cluster.data-self-heal", "off");
  await on("testdb03", "systemctl", "disable", "--now", "glusterd");
  equal((await stack.refresh()).code, 0);
  const repaired = await stack.up();
  deepEqual(changesIn(repaired), [
    "update GlusterPeer web-testdb03",
    "update GlusterVolume web-volume",
    "update SystemdUnit web-glusterd",
  ]);
  deepEqual(await optionsNow(), before);
  equal(await on("testdb03", "systemctl", "is-enabled", "glusterd"), "enabled");
  deepEqual(changesIn(await stack.refresh()), []);
}

async function replaced(): Promise<void> {
  const { stack } = ground();
  const node = NODES[1];
  await healed(HEAL_SECONDS);
  await whileWriting("a host set up anew", async () => {
    const before = (await sumsOn(otherThan(node))).size;
    ok(before > 0);
    await on(node, "systemctl", "stop", "glusterd");
    // Where its unit leaves the bricks running.
    await on(node, "sh", "-c", "pkill -KILL glusterfsd || true");
    await on(node, "find", "/var/lib/glusterd", BRICK.replace(/\/brick$/, ""), "-mindepth", "1", "-delete");
    await on(node, "systemctl", "start", "glusterd");
    const seen = await stack.refresh();
    equal(seen.code, 0, seen.output);
    const preview = await stack.preview();
    match(preview.output, new RegExp(`${node}:${BRICK} is made anew from the others \\(it is: lost\\)`));
    match(preview.output, /its place in the pool is repaired \(it is: set up anew/);
    deepEqual(changesIn(await stack.up()), [`update GlusterPeer web-${node}`, ...VOLUME]);
    deepEqual(changesIn(await stack.refresh()), []);
    ok((await sumsOn(node)).size >= before);
    const states = Object.fromEntries(HOSTS.map((host) => [`${host}:${BRICK}`, "online"]));
    deepEqual((await stack.outputs())["states"], states);
  });
}

async function whileWriting(what: string, work: () => Promise<void>): Promise<void> {
  const writing = write();
  try {
    await until("both write", 60, async () => wrote(writing));
    const began = Date.now();
    await work();
    const measured = { nobody: writing.pause(began, NODES), ...each(writing, began) };
    await writing.stop();
    const seconds = await healed(HEAL_SECONDS);
    await nothingLost(writing);
    note({ what, files: writing.acknowledged.length, ...measured, healed: seconds });
  } finally {
    await writing.stop();
  }
}

function each(writing: Writing, began: number): { readonly other: number; readonly own: number } {
  return { other: writing.pause(began, [NODES[0]]), own: writing.pause(began, [NODES[1]]) };
}

function wrote({ acknowledged }: Writing): boolean {
  return NODES.every((node) => acknowledged.some((one) => one.node === node));
}
