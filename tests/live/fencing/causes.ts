import { deepEqual, match, ok } from "node:assert/strict";
import { type Fault } from "../../../lab/proxmox/index.js";
import { answers } from "../lab-seen.js";
import { machines, on, SERVICE_IP, theGround } from "../from-nothing/ground.js";
import type { Case } from "../suite.js";
import { machineOf, otherThan, settled } from "./ground.js";
import { frozen } from "./losses.js";
import { means, type Means } from "./means.js";
import { failures, refreshed, warned } from "./status.js";
import { holdersNow, oneFence, watch } from "./watch.js";
import { until } from "../until.js";

/** Why a lost node cannot be fenced for a while. */
interface Cause {
  readonly what: string;
  readonly core?: true;
  /** What is broken; by hand where it is no fault of Proxmox's. */
  readonly fault: ((machine: Place) => Fault) | ByHand;
  /** What the agent says of it, by agent. */
  readonly words: Readonly<Record<Means, string | ((machine: Place) => string)>>;
}

type Place = Awaited<ReturnType<typeof machineOf>>;

interface ByHand {
  readonly break: (victim: string, survivor: string) => Promise<void>;
  readonly mend: (victim: string, survivor: string) => Promise<void>;
}

// What fence_pve has to say is the same for many causes.
const said = { off: "Timed out waiting to power OFF", login: "Unable to connect/login to fencing device" };
const noPlug = "Unable to obtain correct plug status or plug is not available";

const all: readonly Cause[] = [
  {
    what: "its machine is locked by a backup",
    core: true,
    fault: ({ vmid }) => ({ kind: "locked", vmid, lock: "backup" }),
    words: {
      own: ({ vmid }) => `machine ${vmid} is locked (backup)`,
      fence_pve: said.off,
    },
  },
  {
    what: "the credential is not good any more",
    fault: () => ({ kind: "answer", status: 401, message: "invalid token value!" }),
    words: { own: "refuses the token: invalid token value!", fence_pve: said.login },
  },
  {
    what: "the credential is only good for looking",
    fault: () => ({ kind: "missing-privilege", user: "fence@pve", privilege: "VM.PowerMgmt" }),
    words: { own: "the token may not do this: Permission check failed", fence_pve: said.off },
  },
  {
    what: "the API does not answer",
    fault: () => ({ kind: "cut" }),
    words: { own: "https://192.168.0.1:8006 does not answer", fence_pve: said.login },
  },
  {
    what: "its Proxmox host cannot be reached, and it may run there",
    fault: ({ host }) => ({ kind: "node-down", node: host, power: "kept" }),
    words: {
      own: "does not reach the machine's host: 595 No route to host",
      fence_pve: noPlug,
    },
  },
  {
    what: "no machine of its number is there",
    fault: {
      break: (victim, survivor) => plugged(survivor, victim, "999"),
      mend: async (victim, survivor) => plugged(survivor, victim, String((await machineOf(victim)).vmid)),
    },
    words: {
      own: "there is no machine 999, or the token has no VM.Audit on /vms/999",
      fence_pve: noPlug,
    },
  },
];

/** Fencing that cannot be: nothing is started that may be running elsewhere, the status says why, until it can. */
export const causes: readonly Case[] = all.map(({ what, core, ...cause }) => ({
  name: `nothing is started and the status says why while a lost node cannot be fenced because ${what}; then all goes on`,
  ...(core ? { core } : {}),
  run: () => notFenced(cause),
}));

async function notFenced({ fault, words }: Pick<Cause, "fault" | "words">): Promise<void> {
  const { proxmox } = theGround();
  await settled();
  const [victim = ""] = await holdersNow();
  const survivor = otherThan(victim);
  const [machine, told] = [await machineOf(victim), words[means]];
  const spoken = typeof told === "string" ? told : told(machine);
  const earlier = await logged(survivor, spoken);
  const watching = await watch();
  try {
    if (typeof fault !== "function") await fault.break(victim, survivor);
    // Its processors stand still, but Proxmox says that it runs: it could go on at any moment.
    await frozen(victim);
    // After it: what breaks Proxmox for the agent breaks it for this, too. Nobody is missed for some seconds.
    if (typeof fault === "function") await proxmox.break(fault(machine));
    try {
      await until("the agent says why", 120, async () => (await logged(survivor, spoken)) > earlier);
      await until("the cluster tells of the fencing", 60, async () =>
        (await on(survivor, "crm_mon", "-1")).includes(`reboot of ${victim}`),
      );
      await shown(victim, spoken);
      // The frozen node has the address still.
      deepEqual([await holdersNow(), answers(proxmox.lab, SERVICE_IP)], [[victim], false]);
    } finally {
      if (typeof fault === "function") await proxmox.mend();
      else await fault.mend(victim, survivor);
    }
    await until(`${survivor} has the service IP`, 180, async () => (await holdersNow()).includes(survivor));
    await settled();
    oneFence(watching.seen(), [victim]);
  } finally {
    await watching.stop();
  }
  await until("the status tells of no failure", 120, async () => {
    await refreshed();
    return Object.keys(await failures()).length === 0;
  });
}

// What an administrator sees: the refresh, the output, and each preview until it is over.
async function shown(victim: string, spoken: string): Promise<void> {
  const output = await refreshed();
  const { [victim]: reason = "nothing" } = await failures();
  ok(reason.includes(spoken), `${victim}: ${reason}\n${output}`);
  match(reason, /^it is lost and has to be fenced before its resources start elsewhere: /);
  ok(output.includes(`WARNING: fencing failed: ${victim}: ${reason}`), output);
  await warned(victim, reason);
}

async function plugged(survivor: string, victim: string, plug: string): Promise<void> {
  await on(survivor, "pcs", "stonith", "update", `fence-${victim}`, `plug=${plug}`);
}

async function logged(node: string, words: string): Promise<number> {
  const argv = ["grep", "-cF", words, "/var/log/pacemaker/pacemaker.log"];
  const { stdout } = await (await machines()).exec(node, argv);
  return Number(stdout.trim());
}
