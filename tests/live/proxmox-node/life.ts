import { deepEqual, equal, notEqual, ok } from "node:assert/strict";
import { greeting } from "../lab-seen.js";
import type { Case } from "../suite.js";
import { cards } from "./cards.js";
import { BOTH, succeeded, unchanged, type Ground } from "./ground.js";

const RESTARTS = ["101/status/shutdown", "101/status/start", "102/status/shutdown", "102/status/start"];

/** The life of two machines, in parts between which other cases can stand. */
export const life = { before, begin, end };

function before(ground: () => Ground): readonly Case[] {
  return [
    { name: "a preview before anything exists makes nothing", core: true, run: () => previewed(ground()) },
    { name: "two machines on one Proxmox node are warned of by a preview", run: () => onOne(ground()) },
  ];
}

function begin(ground: () => Ground): readonly Case[] {
  return [
    { name: "an up makes two machines that let us in", core: true, run: () => made(ground()) },
    { name: "an up and a refresh change nothing any more", core: true, run: () => still(ground()) },
    { name: "memory of both is changed on one after the other", run: () => enlarged(ground()) },
    ...cards(ground),
    {
      name: "another name server gives a guest another key, which is pinned anew",
      run: () => anotherKey(ground()),
    },
  ];
}

function end(ground: () => Ground): readonly Case[] {
  return [{ name: "a destroy removes machines and images", core: true, run: () => ground().clear() }];
}

async function previewed(ground: Ground): Promise<void> {
  const outcome = await ground.stack.preview();
  succeeded(outcome);
  // The stack, the plugin, the guard; of each node an image, its component, claim, shutdown, machine, guest, and the gate
  // behind it.
  deepEqual(outcome.changes, { create: 17 });
  deepEqual(await ground.machines(), []);
}

async function onOne(ground: Ground): Promise<void> {
  const text =
    "warning: one and two are on the same Proxmox node, pve1: when it fails, all of them fail with it";
  await ground.saying([{}, { proxmoxNode: "pve1" }], async () => {
    const { code, output } = await ground.stack.preview();
    deepEqual([code, output.includes(text)], [0, true], output);
  });
  ok(!(await ground.stack.preview()).output.includes("same Proxmox node"));
}

async function made(ground: Ground): Promise<void> {
  succeeded(await ground.stack.up());
  deepEqual(await ground.machines(), BOTH);
  deepEqual(
    (await ground.images()).map((image) => image.replace(/-[0-9a-f]{12}\./, "-SUM.")),
    [
      "pve1 local:import/pulumi-pacemaker-live-pve1-SUM.qcow2",
      "pve2 local:import/pulumi-pacemaker-live-pve2-SUM.qcow2",
    ],
  );
  const { lab } = ground.proxmox;
  const seen = ["192.168.0.113", "192.168.0.114"].map((address) => greeting(lab, address));
  deepEqual(await pinned(ground), seen);
}

async function still({ stack }: Ground): Promise<void> {
  unchanged(await stack.up());
  unchanged(await stack.refresh());
  unchanged(await stack.preview());
}

async function enlarged(ground: Ground): Promise<void> {
  await ground.say({ memory: 1536 });
  const preview = await ground.stack.preview();
  succeeded(preview);
  for (const name of ["one", "two"]) ok(preview.output.includes(`${name} is restarted`), preview.output);
  deepEqual(await ground.asked(() => up(ground)).then(powerIn), RESTARTS);
  unchanged(await ground.stack.up());
}

async function anotherKey(ground: Ground): Promise<void> {
  const [one, two] = await pinned(ground);
  await ground.say({ memory: 1536 }, { memory: 1536, dnsServers: ["192.168.0.1", "192.168.0.2"] });
  succeeded(await ground.stack.up());
  const [oneAfter, twoAfter] = await pinned(ground);
  equal(oneAfter, one);
  notEqual(twoAfter, two);
  equal(twoAfter, greeting(ground.proxmox.lab, "192.168.0.114"));
  unchanged(await ground.stack.up());
}

async function up(ground: Ground): Promise<void> {
  succeeded(await ground.stack.up());
}

function powerIn(asked: readonly string[]): readonly string[] {
  return asked.flatMap((call) => /^POST (\d+\/status\/\w+)$/.exec(call)?.[1] ?? []);
}

async function pinned({ stack }: Ground): Promise<readonly string[]> {
  const { nodes } = await stack.outputs();
  return (nodes as { hostKey: string }[]).map(({ hostKey }) => hostKey);
}
