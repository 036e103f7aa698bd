import { deepEqual, equal } from "node:assert/strict";
import { changesIn } from "../pair/pair.js";
import type { Case } from "../suite.js";
import { BRICK, DIRECTORY, ground, HOSTS, NODES, on, saidOn } from "./ground.js";
import { healed, sumsOn } from "./seen.js";

const MADE = [
  ...["create PcsCluster files", "create FenceAgent fence-agent", "create SystemdUnit web-glusterd"],
  ...NODES.map((node) => `create StonithDevice fence-${node}`),
  ...HOSTS.map((host) => `create GlusterPeer web-${host}`),
  ...["create GlusterVolume web-volume", "create pulumi-pacemaker:index:MountedGlusterVolume web"],
  ...["create PrimitiveResource web-mount", "create CloneResource web-mount-clone"],
  "create EnabledResources web-mount-start",
].sort();

/** The example's first run. */
export const beginning: readonly Case[] = [
  {
    name: "one up makes pool, volume and mounts on three hosts, and a file of one node is read on the other",
    run: made,
  },
  { name: "after one up, another one, a refresh and a preview change nothing", run: unchanged },
];

/** Its last one. */
export const ending: readonly Case[] = [
  {
    name: "a volume that somebody has mounted is not destroyed, and then it is, and its files stay",
    run: ended,
  },
];

async function made(): Promise<void> {
  const { stack } = ground();
  deepEqual(changesIn(await stack.up()), MADE);
  await healed(120);
  await on(NODES[0], "sh", "-c", `echo hello >${DIRECTORY}/greeting`);
  equal(await on(NODES[1], "cat", `${DIRECTORY}/greeting`), "hello");
  deepEqual([...(await sumsOn(NODES[0]))], [...(await sumsOn(NODES[1]))]);
  deepEqual(await stack.outputs(), {
    ...{ mounted: DIRECTORY, mountId: "web-mount-clone", healPending: 0, splitBrain: 0 },
    states: Object.fromEntries(HOSTS.map((host) => [`${host}:${BRICK}`, "online"])),
  });
}

async function unchanged(): Promise<void> {
  const { stack } = ground();
  for (const run of [await stack.up(), await stack.refresh(), await stack.preview()])
    deepEqual(changesIn(run), []);
}

async function ended(): Promise<void> {
  const { stack } = ground();
  const files = await sumsOn(NODES[0]);
  await on(NODES[1], "mkdir", "-p", "/mnt/by-hand");
  await on(NODES[1], "mount", "-t", "glusterfs", "localhost:/web", "/mnt/by-hand");
  const refused = await stack.destroy();
  equal(refused.code === 0, false, refused.output);
  equal(/The volume web is in use: \d+ mounts or programs/.test(refused.output), true, refused.output);
  await on(NODES[1], "umount", "/mnt/by-hand");
  const done = await stack.destroy();
  equal(done.code, 0, done.output);
  equal(await on(NODES[0], "gluster", "volume", "list").catch(() => ""), "");
  equal(
    await saidOn(NODES[0], "gluster", "--xml", "peer", "status").then((said) => said.includes("<peer>")),
    false,
  );
  deepEqual([...(await sumsOn(NODES[0]))].sort(), [...files].sort());
}
