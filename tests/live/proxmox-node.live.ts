import { deepEqual } from "node:assert/strict";
import { down, type Proxmox, up } from "../../lab/proxmox/index.js";
import { labName } from "./lab-name.js";
import { traces } from "./lab-seen.js";
import { beginnings } from "./proxmox-node/beginnings.js";
import { pluginsFromElsewhere } from "./proxmox-node/elsewhere.js";
import { Ground } from "./proxmox-node/ground.js";
import { inputsAreTheTyped } from "./proxmox-node/inputs.js";
import { life } from "./proxmox-node/life.js";
import { refusals } from "./proxmox-node/refusals.js";
import { strangers, strangersFirst } from "./proxmox-node/strangers.js";
import type { Case } from "./suite.js";

const LAB = labName("proxmox-node");

let proxmox: Proxmox;
let ground: Ground;

/** Machines on a Proxmox with two nodes, made by the real plugin: their whole life, and what must not happen to others'. */
export const cases: readonly Case[] = [
  {
    name: "the plugin's inputs are those that its published package types",
    core: true,
    run: inputsAreTheTyped,
  },
  {
    name: "plugins from the folder that LAB_PLUGINS names go before all others",
    core: true,
    run: () => pluginsFromElsewhere(proxmox),
  },
  ...life.before(() => ground),
  ...beginnings(() => ground),
  ...strangersFirst(() => ground),
  ...life.begin(() => ground),
  ...refusals(() => ground),
  ...strangers(() => ground),
  ...life.end(() => ground),
];

/** Starts a lab's Proxmox without a machine. */
export async function before(): Promise<void> {
  await down(LAB, ignore);
  proxmox = await up({ name: LAB, say: ignore });
  ground = await Ground.create(proxmox);
}

/** Takes all down; nothing is left. */
export async function after(): Promise<void> {
  await ground?.stack.close();
  await down(LAB, ignore);
  deepEqual(traces(LAB), []);
}

function ignore(): void {}
