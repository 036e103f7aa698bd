import { deepEqual, equal, match } from "node:assert/strict";
import { type Fault } from "../../../lab/proxmox/index.js";
import { answers, on } from "../pair/seen.js";
import { type Case } from "../suite.js";
import {
  activeNode,
  bootOf,
  freeze,
  ground,
  machineOf,
  NODES,
  otherThan,
  saidOn,
  SERVICE_IP,
  until,
  whole,
} from "./ground.js";

interface Cause {
  readonly what: string;
  readonly core?: true;
  readonly fault: (victim: string) => Fault;
  /** What the agent says of it. */
  readonly words: (victim: string) => string;
}

const all: readonly Cause[] = [
  {
    what: "its machine is locked by a backup",
    core: true,
    fault: (victim) => ({ kind: "locked", vmid: machineOf(victim), lock: "backup" }),
    words: (victim) => `machine ${machineOf(victim)} is locked (backup)`,
  },
  {
    what: "the token is not good any more",
    fault: () => ({ kind: "answer", status: 401, message: "invalid token value!" }),
    words: () => "refuses the token: invalid token value!",
  },
  {
    what: "the token may only look",
    fault: () => ({ kind: "missing-privilege", user: "fence@pve", privilege: "VM.PowerMgmt" }),
    words: () => "the token may not do this: Permission check failed",
  },
  {
    what: "no machine of its number is to be seen",
    fault: () => ({ kind: "missing-privilege", user: "fence@pve", privilege: "VM.Audit" }),
    words: (victim) => `there is no machine ${machineOf(victim)}, or the token has no VM.Audit`,
  },
  {
    what: "the API does not answer",
    fault: () => ({ kind: "cut" }),
    words: () => "https://192.168.0.1:8006 does not answer",
  },
  {
    what: "its Proxmox host cannot be reached",
    fault: (victim) => ({ kind: "node-down", node: `pve${machineOf(victim) - 100}`, power: "kept" }),
    words: () => "does not reach the machine's host: 595 No route to host",
  },
];

/** Fencing that cannot be: nothing is started that may be running elsewhere, until it can. */
export const causes: readonly Case[] = all.map(({ what, core, fault, words }) => ({
  name: `nothing is started while a lost node cannot be fenced because ${what}; then all goes on`,
  ...(core ? { core } : {}),
  run: () => notFenced(fault, words),
}));

async function notFenced(fault: Cause["fault"], words: Cause["words"]): Promise<void> {
  const { lab, proxmox } = ground();
  await whole();
  const victim = await activeNode();
  const survivor = otherThan(victim);
  const boot = await bootOf(victim);
  const earlier = await failures(survivor, words(victim));
  // Its processors stand still, but Proxmox says that it runs: it could go on at any moment.
  await freeze(victim);
  await proxmox.break(fault(victim));
  try {
    await standingStill(victim, survivor, async () => (await failures(survivor, words(victim))) > earlier);
  } finally {
    await proxmox.mend();
  }
  await until(`${survivor} has the service IP`, 120, () => holds(survivor));
  await until(`${victim} has booted again`, 90, async () => !["", boot].includes(await bootOf(victim)));
  await whole();
  equal(await activeNode(), survivor);
  const history = await on(lab, survivor, "stonith_admin", "--history", victim);
  match(history, new RegExp(`reboot of ${victim} successful`));
  await until("all devices watch again", 120, async () => {
    const shown = await saidOn(survivor, "crm_mon", "-1");
    return NODES.every((node) => new RegExp(`fence-${node}\\s.*Started`).test(shown));
  });
}

async function standingStill(victim: string, survivor: string, told: () => Promise<boolean>): Promise<void> {
  const { lab } = ground();
  await until("the agent says why", 90, told);
  await until("the cluster tells of the failed fencing", 60, async () =>
    (await on(lab, survivor, "crm_mon", "-1")).includes(`reboot of ${victim}`),
  );
  deepEqual([await holds(survivor), await answers(lab, SERVICE_IP)], [false, false]);
}

async function holds(node: string): Promise<boolean> {
  return (await saidOn(node, "ip", "-o", "address", "show")).includes(` ${SERVICE_IP}/`);
}

async function failures(node: string, words: string): Promise<number> {
  const argv = ["grep", "-cF", words, "/var/log/pacemaker/pacemaker.log"];
  return Number((await ground().lab.exec(node, argv)).stdout.trim());
}
