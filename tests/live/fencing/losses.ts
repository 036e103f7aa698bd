import { deepEqual, equal, ok } from "node:assert/strict";
import { ping } from "../../../lab/demo-ping.js";
import { run } from "../../../lab/command.js";
import { port } from "../../../lab/naming.js";
import { machines, membersSeen, NODES, on, SERVICE_IP, theGround } from "../from-nothing/ground.js";
import type { Case } from "../suite.js";
import { machineOf, otherThan, settled } from "./ground.js";
import { note } from "./table.js";
import { holdersNow, oneFence, watch } from "./watch.js";
import { until } from "../until.js";

/** A way to lose the active node. */
export interface Loss {
  readonly what: string;
  readonly core?: true;
  readonly strike: (active: string) => Promise<void>;
  /** Who may be fenced, where it is not the active node alone. */
  readonly victims?: readonly string[];
}

/** Each way that there is. */
export const all: readonly Loss[] = [
  { what: "frozen", core: true, strike: frozen },
  // Its process on the Proxmox node has died.
  { what: "crashed", strike: async (active) => (await machines()).powerOff(active) },
  { what: "corosync stopped", strike: signalled("STOP") },
  { what: "corosync killed", strike: signalled("KILL") },
  { what: "cut off from the network", strike: async (active) => (await machines()).link(active, "down") },
  { what: "cut off from the other", strike: parted, victims: NODES },
];

/** The active node is lost, each time in another way. */
export const losses: readonly Case[] = all.map((loss) => ({
  name: `the active node is ${loss.what}: fenced once, the service IP answers from one node, and both are members again`,
  ...(loss.core ? { core: true } : {}),
  run: () => lost(loss),
}));

/** Loses the active node, and asserts that one node is fenced once and that all goes on from the other. */
export async function lost({ what, strike, victims }: Loss): Promise<void> {
  await settled();
  const { lab } = theGround().proxmox;
  const [active = ""] = await holdersNow();
  const client = ping(lab, SERVICE_IP);
  const watching = await watch();
  try {
    equal(await client.answeredAfter(Date.now(), 30), true, "the service IP answers before");
    const began = Date.now();
    await strike(active);
    await until("a machine was fenced", 120, async () => watching.seen().fenced.length > 0);
    const { asked = 0, off = 0, fenced } = watching.seen();
    equal(await client.answeredAfter(off, 60), true, "the service IP answers again");
    const answered = Date.now();
    const [victim = ""] = fenced;
    const survivor = otherThan(victim);
    deepEqual(await holdersNow(), [survivor]);
    await until(`${victim} is a member again`, 120, isWhole);
    const member = Date.now();
    await settled();
    oneFence(watching.seen(), victims ?? [active]);
    ok((await holdersNow()).includes(survivor), "it stays where it is");
    const seconds = (moment: number) => (moment - began) / 1000;
    note({
      ...{ what, asked: seconds(asked), off: seconds(off) },
      ...{ answers: seconds(answered), member: seconds(member) },
    });
  } finally {
    client.stop();
    await watching.stop();
  }
}

async function isWhole(): Promise<boolean> {
  const seen = await membersSeen().catch(() => []);
  return seen.length > 0 && seen.every((each) => each.join() === NODES.join());
}

/** Its processors stand still, but Proxmox says that it runs: it could go on at any moment. */
export async function frozen(active: string): Promise<void> {
  const { vmid, host } = await machineOf(active);
  const path = `/nodes/${host}/qemu/${vmid}/status/suspend`;
  const { status, reason } = await theGround().proxmox.call({ method: "POST", path });
  equal(status, 200, reason);
}

function signalled(signal: string): Loss["strike"] {
  return async (active) => {
    await on(active, "systemctl", "kill", `--signal=${signal}`, "corosync");
  };
}

// Ports that are isolated reach the switch, where Proxmox answers, but not each other.
async function parted(): Promise<void> {
  const { lab } = theGround().proxmox;
  for (const node of NODES) {
    const argv = ["bridge", "link", "set", "dev", port(node, 0), "isolated", "on"];
    const { code, stderr } = await run(lab.inNamespace(argv));
    equal(code, 0, stderr);
  }
}
