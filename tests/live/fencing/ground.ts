import { equal } from "node:assert/strict";
import { answers } from "../lab-seen.js";
import { beginOn, NODES, on, SERVICE_IP, takeDown, theGround, whole } from "../from-nothing/ground.js";
import { means, settings } from "./means.js";
import { tableOf } from "./table.js";
import { until } from "../until.js";

/** The node that is not this one. */
export function otherThan(node: string): string {
  return NODES.find((each) => each !== node) ?? "";
}

/** The number of a node's machine, and the Proxmox node that it is on. */
export async function machineOf(name: string): Promise<{ readonly vmid: number; readonly host: string }> {
  const found = (await theGround().proxmox.machines()).find((each) => each.name === name);
  if (!found) throw new Error(`no machine is called ${name}`);
  return { vmid: found.vmid, host: found.node };
}

/** Makes machines and pair by one `up`. */
export async function prepare(): Promise<void> {
  await beginOn({ suite: means === "own" ? "fencing" : `fencing-${means}`, prepared: true, config: {} });
  const { stack } = theGround();
  const { fencing, isSecret } = settings();
  await (isSecret ? stack.configure({}, { fencing: JSON.stringify(fencing) }) : stack.configure({ fencing }));
  const { code, output } = await stack.up();
  equal(code, 0, output);
}

/** Shows what was measured, and takes everything down. */
export async function leave(): Promise<void> {
  process.stdout.write(tableOf());
  await takeDown();
}

/** Waits until both nodes are members, both devices watch, and the service IP answers. */
export async function settled(): Promise<void> {
  await whole();
  await until("both devices watch and the service IP answers", 180, async () => {
    const shown = await on(NODES[0], "crm_mon", "-1").catch(() => "");
    const watching = NODES.every((node) => new RegExp(`fence-${node}\\s.*Started`).test(shown));
    return watching && answers(theGround().proxmox.lab, SERVICE_IP);
  });
}
