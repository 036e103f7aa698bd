import { deepEqual, equal, match } from "node:assert/strict";
import { withClockAhead } from "../clock.js";
import { changesIn } from "../pair/pair.js";
import { Stack } from "../stack.js";
import type { Case } from "../suite.js";
import { ARBITER, ground, HOSTS, hostsOf, NODES, on, saidOn } from "./ground.js";

const FOLDER = "/bricks/other";

/** What is refused before anything is changed, on the pool that the example has made. */
export const refusals: readonly Case[] = [
  { name: "a brick that holds data is refused at preview, with what was found", run: data },
  { name: "two copies are refused as arbiter, and warn of split brain where they are asked for", run: two },
  { name: "hosts whose clocks are apart are refused at preview, with by how much", run: clocks },
  { name: "a host of another pool is refused, with the hosts of that pool", run: foreignPool },
  { name: "a volume of somebody else is refused, and taken over where that is said", run: foreignVolume },
  { name: "a blank device becomes a brick on request, and one that holds data is refused", run: device },
];

const BRICKS = HOSTS.map((host) => ({ host, path: `${FOLDER}/brick` }));

async function data(): Promise<void> {
  await on(NODES[1], "sh", "-c", `mkdir -p ${FOLDER}/brick; echo important >${FOLDER}/brick/ledger`);
  const refused = await refusal({ bricks: BRICKS });
  match(refused, /testdb02: \/bricks\/other\/brick holds data: ledger/);
  equal(await on(NODES[1], "cat", `${FOLDER}/brick/ledger`), "important");
  await untouched(NODES[0], ARBITER);
  await on(NODES[1], "rm", "-r", FOLDER);
}

async function two(): Promise<void> {
  match(await refusal({ bricks: BRICKS.slice(0, 2) }), /arbiter takes 3 bricks, not 2/);
  const replication = "two-can-split-brain";
  await withProgram(volume({ bricks: BRICKS.slice(0, 2), replication }), async (stack) => {
    const { code, output } = await stack.preview();
    equal(code, 0, output);
    match(output, /both take writes, and the copies contradict each other \(split brain\)/);
  });
}

async function clocks(): Promise<void> {
  await withClockAhead(on, ARBITER, async () =>
    match(
      await refusal({ bricks: BRICKS }),
      /the clock of testdb03 is 3[56]\d\d s ahead of that of testdb0[12]/,
    ),
  );
  await untouched(...HOSTS);
}

async function foreignPool(): Promise<void> {
  const pool = hostsOf(ground().lab).slice(2);
  await withProgram(`new GlusterPeer("lone", ${JSON.stringify({ host: ARBITER, pool })});`, async (stack) => {
    const { code, output } = await stack.up();
    equal(code === 0, false, output);
    match(output, /testdb03 is in a pool with \S+, \S+\. Nothing was changed/);
  });
}

async function foreignVolume(): Promise<void> {
  const bricks = await Promise.all(
    ground().lab.nodes.map(async ({ name, address }) => {
      await on(name, "mkdir", "-p", `${FOLDER}/brick`);
      return `${address}:${FOLDER}/brick`;
    }),
  );
  const create = ["volume", "create", "other", "replica", "3", "arbiter", "1", ...bricks, "force"];
  await on(NODES[0], "gluster", "--mode=script", ...create);
  await withProgram(volume({ bricks: BRICKS }), async (stack) => {
    const { code, output } = await stack.up();
    equal(code === 0, false, output);
    match(output, /The pool has a volume "other" already .* which was not made by this stack/);
    const options = { "network.ping-timeout": 12 };
    await stack.program(text(volume({ bricks: BRICKS, adopt: true, options })));
    deepEqual(changesIn(await stack.up()), ["create GlusterVolume other"]);
    match(await on(NODES[1], "gluster", "volume", "info", "other"), /Status: Started[^]*ping-timeout: 12/);
    deepEqual(changesIn(await stack.up()), []);
    deepEqual(changesIn(await stack.refresh()), []);
    deepEqual(changesIn(await stack.destroy()), ["delete GlusterVolume other"]);
  });
  for (const host of HOSTS) await on(host, "rm", "-r", FOLDER);
}

async function device(): Promise<void> {
  const file = "/var/tmp/disk";
  await on(ARBITER, "sh", "-c", "[ -e /dev/loop-control ] || mknod /dev/loop-control c 10 237");
  await on(ARBITER, "truncate", "--size=400M", file);
  await on(
    ARBITER,
    "sh",
    "-c",
    "for n in $(seq 0 31); do [ -e /dev/loop$n ] || mknod /dev/loop$n b 7 $n; done",
  );
  const disk = await on(ARBITER, "losetup", "--find", "--show", file);
  const bricks = BRICKS.map((brick) =>
    brick.host === ARBITER ? { ...brick, device: disk, makeFilesystem: true } : brick,
  );
  try {
    await withProgram(volume({ bricks }), async (stack) => {
      deepEqual(changesIn(await stack.up()), ["create GlusterVolume other"]);
      match(await on(ARBITER, "cat", "/proc/mounts"), new RegExp(`^${disk} ${FOLDER} xfs `, "m"));
      match(await on(ARBITER, "cat", "/etc/fstab"), new RegExp(`^UUID=\\S+ ${FOLDER} xfs `, "m"));
      deepEqual(changesIn(await stack.refresh()), []);
      deepEqual(changesIn(await stack.destroy()), ["delete GlusterVolume other"]);
    });
    // Its files are left to whoever wants them.
    match(
      await refusal({ bricks }),
      /\/bricks\/other\/brick is a brick of the volume with the id [0-9a-f-]{36}/,
    );
    await on(ARBITER, "umount", FOLDER);
    match(await refusal({ bricks }), new RegExp(`testdb03: ${disk} holds data: .*TYPE=xfs`));
  } finally {
    await saidOn(ARBITER, "umount", FOLDER);
    await on(ARBITER, "losetup", "--detach", disk);
    for (const host of HOSTS) await on(host, "rm", "-rf", FOLDER, file);
    await on(ARBITER, "sed", "-i", `/${FOLDER.replaceAll("/", "\\/")}/d`, "/etc/fstab");
  }
}

function volume(args: object): string {
  const declared = { hosts: hostsOf(ground().lab), onRootFilesystem: true, ...args };
  return `new GlusterVolume("other", ${JSON.stringify(declared)});`;
}

function text(program: string): string {
  return `const { GlusterPeer, GlusterVolume } = require("pulumi-pacemaker");\n${program}\n`;
}

async function withProgram(program: string, work: (stack: Stack) => Promise<void>): Promise<void> {
  const stack = await Stack.create(ground().lab, { program: text(program) });
  try {
    await work(stack);
  } finally {
    await stack.close();
  }
}

/** What a preview says that has to fail. */
async function refusal(args: object): Promise<string> {
  let said = "";
  await withProgram(volume(args), async (stack) => {
    const { code, output } = await stack.preview();
    equal(code === 0, false, output);
    said = output;
  });
  return said;
}

async function untouched(...hosts: readonly string[]): Promise<void> {
  for (const host of hosts) equal(await saidOn(host, "ls", FOLDER), "");
}
