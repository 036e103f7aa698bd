import { deepEqual, equal, match } from "node:assert/strict";
import { NODES, on, theGround, unchanged } from "../from-nothing/ground.js";
import { changesIn } from "../pair/pair.js";
import type { Case } from "../suite.js";
import { otherThan, settled } from "./ground.js";
import { means } from "./means.js";
import { watch } from "./watch.js";

/** The fencing that a pair makes of its own machines. */
export const deployed: readonly Case[] = [
  { name: "each device watches from the other node, and has seen its machine", core: true, run: watched },
  means === "own"
    ? { name: "the token is in a file for root, and nowhere else", core: true, run: hidden }
    : { name: "fence_pve's password is in the cluster's configuration: it takes no token", run: inTheOpen },
  { name: "up again and refresh change nothing", run: unchanged },
  { name: "a test that is asked for fences each node once, one after the other", run: tested },
];

async function watched(): Promise<void> {
  await settled();
  deepEqual((await theGround().stack.outputs())["victims"], { testdb01: "on", testdb02: "on" });
  const shown = await on("testdb01", "crm_mon", "-1");
  // Where a device of one's own is watched from is the cluster's choice.
  for (const device of NODES)
    match(shown, new RegExp(`fence-${device}\\s.*Started ${means === "own" ? otherThan(device) : ""}`));
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

async function inTheOpen(): Promise<void> {
  const { user, password } = theGround().proxmox.fenceUser;
  const cib = await on("testdb01", "cat", "/var/lib/pacemaker/cib/cib.xml");
  match(cib, new RegExp(`name="username" value="${user}"`));
  match(cib, new RegExp(`name="password" value="${password}"`));
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
