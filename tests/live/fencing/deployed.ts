import { deepEqual, equal, ok } from "node:assert/strict";
import { passwordPath } from "../../../provider/objects/fence-agent/agent.js";
import { NODES, on, theGround, unchanged } from "../from-nothing/ground.js";
import { changesIn } from "../pair/pair.js";
import type { Case } from "../suite.js";
import { settled } from "./ground.js";
import { watch } from "./watch.js";

/** The fencing that a pair makes of its own machines. */
export const deployed: readonly Case[] = [
  { name: "each device watches from the other node, and has seen its machine", core: true, run: watched },
  { name: "the token's secret is in a file for root, and nowhere else", core: true, run: hidden },
  { name: "up again and refresh change nothing", run: unchanged },
  { name: "a test that is asked for fences each node once, one after the other", run: tested },
  {
    name: "another secret is put on the nodes, and no device is changed: with the right one both watch",
    run: rotated,
  },
];

async function watched(): Promise<void> {
  await settled();
  deepEqual((await theGround().stack.outputs())["victims"], { testdb01: "on", testdb02: "on" });
  const shown = await on("testdb01", "crm_mon", "-1");
  for (const [device, node] of [NODES, [...NODES].reverse()].map(([one, two]) => [one, two]))
    ok(new RegExp(`fence-${device}\\s.*Started ${node}`).test(shown), shown);
  const enabled = ["crm_attribute", "--name", "stonith-enabled", "--query", "--quiet"];
  equal(await on("testdb01", ...enabled), "true");
}

async function hidden(): Promise<void> {
  const { proxmox, stack } = theGround();
  const { secret } = proxmox.fenceToken;
  for (const node of NODES) {
    const places = ["/etc", "/var/lib/pacemaker", "/var/log", "/run", "/tmp", "/root"];
    const found = await on(node, "grep", "-rlF", secret, ...places);
    equal(await on(node, "stat", "-c", "%a %U", found), "600 root");
  }
  equal((await stack.stateFile()).includes(secret), false);
}

async function tested(): Promise<void> {
  const { stack } = theGround();
  await settled();
  await stack.configure({ testFencing: true });
  const watching = await watch();
  try {
    deepEqual(changesIn(await stack.up()), ["create FencingTest testdb-fencing"]);
    deepEqual([watching.seen().fenced, watching.seen().mostHolders], [NODES, 1]);
    await settled();
    deepEqual(changesIn(await stack.up()), []);
    deepEqual(watching.seen().fenced, NODES);
  } finally {
    await watching.stop();
  }
}

async function rotated(): Promise<void> {
  const { proxmox, stack } = theGround();
  const { id, secret } = proxmox.fenceToken;
  for (const next of ["another-secret", secret]) {
    await stack.configure({}, { fenceToken: `${id}=${next}` });
    deepEqual(changesIn(await stack.up()), ["update FenceAgent testdb-fence-agent"]);
    for (const node of NODES) equal(await on(node, "cat", passwordPath), next);
  }
  // A watch that has met the wrong one is begun again by itself.
  await settled();
}
