import { deepEqual, equal } from "node:assert/strict";
import { changesIn } from "../pair/pair.js";
import { Stack } from "../stack.js";
import type { Case } from "../suite.js";
import { ground, HOSTS, hostsOf, NODES, on, saidOn } from "./ground.js";
import { until } from "../until.js";

const DIRECTORY = "/srv/own";

/** The same without a cluster. */
export const byThemselves: readonly Case[] = [
  {
    name: "without a cluster the hosts mount a volume by themselves, also after a boot, and what is undone is put back",
    run: mounted,
  },
];

async function mounted(): Promise<void> {
  const { lab } = ground();
  const declared = {
    ...{ hosts: hostsOf(lab), onRootFilesystem: true, mount: { directory: DIRECTORY } },
    bricks: HOSTS.map((host) => ({ host, path: "/bricks/own/brick" })),
  };
  const program = `const { MountedGlusterVolume } = require("pulumi-pacemaker");
new MountedGlusterVolume("own", ${JSON.stringify(declared)});
`;
  const stack = await Stack.create(lab, { program });
  try {
    const { code, output } = await stack.up();
    equal(code, 0, output);
    await on(NODES[0], "sh", "-c", `echo hello >${DIRECTORY}/greeting`);
    equal(await on(NODES[1], "cat", `${DIRECTORY}/greeting`), "hello");
    await lab.powerOff(NODES[0]);
    await lab.powerOn(NODES[0]);
    await until(
      "it is mounted after the boot",
      90,
      async () => (await saidOn(NODES[0], "cat", `${DIRECTORY}/greeting`)) === "hello",
    );
    await on(NODES[1], "umount", DIRECTORY);
    equal((await stack.refresh()).code, 0);
    deepEqual(changesIn(await stack.up()), ["update HostMount own-mount"]);
    equal(await on(NODES[1], "cat", `${DIRECTORY}/greeting`), "hello");
    deepEqual(changesIn(await stack.up()), []);
    const destroyed = await stack.destroy();
    equal(destroyed.code, 0, destroyed.output);
    for (const node of NODES) {
      equal((await on(node, "cat", "/proc/mounts")).includes(` ${DIRECTORY} `), false);
      equal((await on(node, "cat", "/etc/fstab")).includes(DIRECTORY), false);
    }
    equal(await on(NODES[0], "cat", "/bricks/own/brick/greeting"), "hello");
  } finally {
    await stack.close();
  }
}
