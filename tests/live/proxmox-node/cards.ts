import { deepEqual, notEqual, ok } from "node:assert/strict";
import type { Case } from "../suite.js";
import { BOTH, succeeded, unchanged, type Ground, type Settings } from "./ground.js";

const NOW = { memory: 1536 };
// Another way into the same network.
const ELSEWHERE = { ...NOW, bridge: "vmbr2", vlan: 20 };

/** Changes of network cards; both machines are as they were behind them. */
export function cards(ground: () => Ground): readonly Case[] {
  return [
    {
      name: "bridge, VLAN and name servers of both are changed by one up, one machine after the other",
      run: () => replugged(ground()),
    },
    {
      name: "bridge and VLAN of both are changed while they run, one after the other",
      run: () => moved(ground()),
    },
    {
      name: "a bridge that leads nowhere is told when the first machine is on it, and the second stays",
      run: () => astray(ground()),
    },
  ];
}

async function replugged(ground: Ground): Promise<void> {
  const texts = ["one", "two"].flatMap((name) => [
    `${name} is plugged into vmbr2 VLAN 20 while it runs`,
    `${name} is restarted`,
  ]);
  const asked = await changed(ground, { ...ELSEWHERE, dnsServers: ["192.168.0.2"] }, texts);
  deepEqual(
    asked,
    [101, 102].flatMap((vmid) => [
      `POST ${vmid}/status/shutdown`,
      `PUT ${vmid}/config`,
      `PUT ${vmid}/cloudinit`,
      `POST ${vmid}/status/start`,
    ]),
  );
  await changed(ground, ELSEWHERE, ["one is restarted", "two is restarted"]);
}

async function moved(ground: Ground): Promise<void> {
  const texts = ["one", "two"].map((name) => `${name} is plugged into vmbr0 while it runs`);
  const asked = await changed(ground, NOW, texts, ["is restarted"]);
  deepEqual(asked, ["PUT 101/config", "PUT 102/config"]);
}

async function astray(ground: Ground): Promise<void> {
  await ground.saying([{ bridge: "vmbr1", bootTimeout: 15 }, { bridge: "vmbr1" }], async () => {
    const asked = await ground.asked(async () => {
      const { code, output } = await ground.stack.up();
      notEqual(code, 0);
      ok(output.includes("VM 101 is there, and one does not let us in within 15 s"), output);
    });
    deepEqual(asked, ["PUT 101/config"]);
  });
  deepEqual(await changed(ground, NOW, []), ["PUT 101/config"]);
}

/** Changes both machines by one update, after a preview that says so; answers what was asked of Proxmox. */
async function changed(
  ground: Ground,
  settings: Settings,
  texts: readonly string[],
  unsaid: readonly string[] = [],
): Promise<readonly string[]> {
  await ground.say(settings);
  const { code, output } = await ground.stack.preview();
  deepEqual(
    {
      code,
      silent: texts.filter((text) => !output.includes(text)),
      said: unsaid.filter((text) => output.includes(text)),
    },
    { code: 0, silent: [], said: [] },
    output,
  );
  const asked = await ground.asked(async () => succeeded(await ground.stack.up()));
  deepEqual(await ground.machines(), BOTH);
  unchanged(await ground.stack.up());
  return asked;
}
