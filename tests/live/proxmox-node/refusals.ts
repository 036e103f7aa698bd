import { deepEqual, notEqual, ok } from "node:assert/strict";
import type { Fault } from "../../../lab/proxmox/index.js";
import type { Case } from "../suite.js";
import { BOTH, succeeded, unchanged, type Ground, type Settings } from "./ground.js";

const other = { image: { fileId: "local:import/other.qcow2" } };

/** What is refused before anything happens, and goes on when it is mended. */
export function refusals(ground: () => Ground): readonly Case[] {
  return [
    {
      name: "a change that would replace both machines is refused before anything happens",
      run: () => refused(ground(), [other, other], ["one and two would be replaced in one update"]),
    },
    { name: "a wrong token is seen by a preview", core: true, run: () => wrongToken(ground()) },
    {
      name: "a missing storage is seen by a preview",
      run: () => refused(ground(), [{ datastore: "fast" }, {}], ["pve1 has no storage fast"]),
    },
    {
      name: "an address that another machine has is seen by a preview",
      run: () =>
        refused(
          ground(),
          [{}, { address: "192.168.0.113/24" }],
          ["192.168.0.113 is in use already: a machine answers there on port 22"],
        ),
    },
    {
      name: "a missing image is seen by a preview",
      run: () =>
        refused(
          ground(),
          [{ image: { fileId: "local:import/none.qcow2" } }, {}],
          ["pve1 has no image local:import/none.qcow2"],
        ),
    },
    {
      name: "a missing privilege is seen by a preview",
      run: () =>
        broken(ground(), { kind: "missing-privilege", user: "pulumi@pve", privilege: "VM.Config.Memory" }, [
          "lacks VM.Config.Memory on /vms/101",
        ]),
    },
    {
      name: "a Proxmox that does not answer is told, and nothing is lost",
      run: () => unreachable(ground()),
    },
  ];
}

async function refused(
  ground: Ground,
  change: readonly [Settings, Settings],
  texts: readonly string[],
): Promise<void> {
  await ground.saying(change, () => refusesAll(ground, texts));
  // Without a preview the gate before the machine that is refused was passed.
  const asked = await ground.asked(async () => succeeded(await ground.stack.up()));
  deepEqual(asked, []);
  unchanged(await ground.stack.up());
}

async function broken(ground: Ground, fault: Fault, texts: readonly string[]): Promise<void> {
  await ground.proxmox.break(fault);
  try {
    await refusesAll(ground, texts);
  } finally {
    await ground.proxmox.mend();
  }
  unchanged(await ground.stack.up());
}

async function unreachable(ground: Ground): Promise<void> {
  const text = "Lost the connection to Proxmox at https://192.168.0.1:8006";
  await broken(ground, { kind: "cut" }, [text]);
  await ground.proxmox.break({ kind: "cut" });
  for (const outcome of [await ground.stack.refresh(), await ground.stack.destroy()]) {
    notEqual(outcome.code, 0);
    ok(outcome.output.includes(text), outcome.output);
  }
  await ground.proxmox.mend();
  deepEqual(await ground.machines(), BOTH);
  // A gate stands for nothing outside of the state, so the destroy has taken it out.
  succeeded(await ground.stack.up());
  unchanged(await ground.stack.up());
}

async function wrongToken(ground: Ground): Promise<void> {
  const secret = "00000000-0000-4000-8000-000000000000";
  await ground.stack.configure({}, { token: ground.proxmox.token.replace(/[^=]+$/, secret) });
  await refusesAll(
    ground,
    ["does not take the API token pulumi@pve!pacemaker: invalid token value!"],
    secret,
  );
  await ground.stack.configure({}, { token: ground.proxmox.token });
  // The engine had told the plugin and the guard before.
  succeeded(await ground.stack.up());
  unchanged(await ground.stack.up());
}

async function refusesAll(
  ground: Ground,
  texts: readonly string[],
  secret = ground.proxmox.token,
): Promise<void> {
  const before = await ground.machines();
  for (const outcome of [await ground.stack.preview(), await ground.stack.up()]) {
    notEqual(outcome.code, 0);
    for (const text of texts) ok(outcome.output.includes(text), outcome.output);
    ok(!outcome.output.includes(secret));
  }
  deepEqual(await ground.machines(), before);
}
