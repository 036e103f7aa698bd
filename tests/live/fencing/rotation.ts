import { deepEqual, equal, match, ok } from "node:assert/strict";
import { run } from "../../../lab/command.js";
import { fenceAgentPath, passwordPath } from "../../../provider/objects/fence-agent/agent.js";
import { machines, NODES, on, theGround, whole } from "../from-nothing/ground.js";
import { changesIn } from "../pair/pair.js";
import type { Case } from "../suite.js";
import { machineOf, otherThan, settled } from "./ground.js";
import { all, frozen, lost } from "./losses.js";
import { exercise } from "./exercise.js";
import { failures, refreshed } from "./status.js";
import { holdersNow, oneFence, watch } from "./watch.js";
import { until } from "../until.js";

const AGENT = "update FenceAgent testdb-fence-agent";

let [current, count]: [string | undefined, number] = [undefined, 0];

/** Another credential for fencing, while it is used. */
export const rotation: readonly Case[] = [
  {
    name: "another token is put on the nodes while both ask with it all the time: no call fails, no device restarts",
    run: rotated,
  },
  { name: "a token that is replaced and revoked while a node is being fenced fences it", run: meanwhile },
  { name: "a wrong token is put right while a node waits to be fenced for it", run: corrected },
];

async function rotated(): Promise<void> {
  const { stack } = theGround();
  await settled();
  const devices = await startsOfDevices();
  const before = token();
  const next = await made();
  const exercised = await exercise([before, next]);
  await stack.configure({}, { fenceToken: next });
  deepEqual(changesIn(await stack.up()), [AGENT]);
  for (const node of NODES) equal(await on(node, "cat", passwordPath), next);
  const seen = await exercised.stop();
  await unseen(next);
  deepEqual([seen.failed, seen.shown], [[], []]);
  for (const node of NODES) ok((seen.calls[node] ?? 0) > 10, JSON.stringify(seen.calls));
  deepEqual(await startsOfDevices(), devices);
  await revoked(before);
  const [loss] = all;
  if (loss) await lost({ ...loss, what: `${loss.what}, after the first token was revoked` });
}

// The agent has read the old token when it begins to wait for the lock to go.
async function meanwhile(): Promise<void> {
  const { proxmox, stack } = theGround();
  await settled();
  const [victim = ""] = await holdersNow();
  const watching = await watch();
  try {
    const survivor = otherThan(victim);
    await frozen(victim);
    await proxmox.break({ kind: "locked", vmid: (await machineOf(victim)).vmid, lock: "backup" });
    await until("the agent is at work", 60, async () => (await asked(survivor)) !== "");
    const before = token();
    await stack.configure({}, { fenceToken: await made() });
    const { code, output } = await stack.up();
    // The survivor has it, and that the other one could not be reached is said.
    ok(code !== 0 && output.includes(victim), output);
    equal(await on(survivor, "cat", passwordPath), token());
    await revoked(before);
    await proxmox.mend();
    await until(`${survivor} has the service IP`, 60, async () => (await holdersNow()).includes(survivor));
    // The fenced node comes back with the old token: the update is gone on with, and then both watch.
    await whole();
    deepEqual(changesIn(await stack.up()), [AGENT]);
    await settled();
    oneFence(watching.seen(), [victim]);
  } finally {
    await proxmox.mend();
    await watching.stop();
  }
  equal(await on(victim, "cat", passwordPath), token());
}

async function corrected(): Promise<void> {
  const { stack } = theGround();
  await settled();
  const right = token();
  await stack.configure({}, { fenceToken: `${right.split("=")[0]}=a-mistake` });
  deepEqual(changesIn(await stack.up()), [AGENT]);
  const [victim = ""] = await holdersNow();
  const survivor = otherThan(victim);
  const watching = await watch();
  try {
    await frozen(victim);
    await until("the status says why", 180, async () => {
      await refreshed();
      return /refuses the token: invalid token value!/.test((await failures())[victim] ?? "");
    });
    deepEqual([await holdersNow(), watching.seen().fenced], [[victim], []]);
    await stack.configure({}, { fenceToken: right });
    const { output } = await stack.up();
    match(output, /testdb-fence-agent/);
    await until(`${survivor} has the service IP`, 120, async () => (await holdersNow()).includes(survivor));
    await settled();
    oneFence(watching.seen(), [victim]);
  } finally {
    await watching.stop();
  }
  await stack.up();
  for (const node of NODES) equal(await on(node, "cat", passwordPath), right);
  deepEqual(changesIn(await stack.up()), []);
}

// What the nodes are to have.
function token(): string {
  const { id, secret } = theGround().proxmox.fenceToken;
  return current ?? `${id}=${secret}`;
}

// One more token of the fencing user; those that there are stay good.
async function made(): Promise<string> {
  const { status, reason, body } = await called("POST", `rotated-${++count}`);
  equal(status, 200, reason);
  const { data } = body as { data: { "full-tokenid": string; value: string } };
  current = `${data["full-tokenid"]}=${data.value}`;
  return current;
}

async function revoked(whole: string): Promise<void> {
  const { status, reason } = await called("DELETE", /!(.*?)=/.exec(whole)?.[1] ?? "");
  equal(status, 200, reason);
}

function called(method: string, name: string) {
  const { proxmox } = theGround();
  const path = `/access/users/${proxmox.fenceUser.user}/token/${name}`;
  return proxmox.call({ method, path, token: proxmox.adminToken });
}

// When each device was started last, by the cluster's own record.
async function startsOfDevices(): Promise<readonly string[]> {
  const cib = await on("testdb01", "cibadmin", "--query", "--scope=status");
  const starts = [...cib.matchAll(/<lrm_rsc_op [^>]*operation_key="fence-[^"]*_start_0"[^>]*>/g)];
  return starts.map(([op]) => /call-id="(\d+)".*last-rc-change="(\d+)"/.exec(op)?.slice(1).join(" ") ?? op);
}

async function asked(node: string): Promise<string> {
  const { stdout } = await (await machines()).exec(node, ["pgrep", "-f", fenceAgentPath]);
  return stdout.trim();
}

// Of what the CLI has written, and of what the nodes have beside the file that is for it.
async function unseen(whole: string): Promise<void> {
  const secret = whole.slice(whole.indexOf("=") + 1);
  const { folder } = theGround().stack;
  deepEqual((await run(["grep", "-rlF", secret, folder])).stdout.trim(), "");
  for (const node of NODES) {
    const places = ["/etc", "/var/lib/pacemaker", "/var/log", "/run", "/tmp", "/root"];
    equal(await on(node, "grep", "-rlF", secret, ...places), passwordPath);
  }
}
