import * as pulumi from "../../provider/pulumi.js";
import type { HaPairArgs } from "./arguments.js";
import { fencingMistakes } from "./fencing-problems.js";
import { type Mistake, mistake } from "./mistake.js";

const ownProperty = "stonith-enabled";

/**
 * Refuses arguments of which no pair can be made, all mistakes at once.
 * @throws InputPropertiesError with each mistake by its property
 */
export function refuseMistakes(name: string, args: HaPairArgs): void {
  const errors = [...hostMistakes(args), ...fencingMistakes(args), ...propertyMistakes(args)];
  if (errors.length === 0) return;
  const lines = errors.map(({ propertyPath, reason }) => `${propertyPath}: ${reason}`);
  throw new pulumi.InputPropertiesError({ message: `HaPair ${name}: ${lines.join("; ")}`, errors });
}

function hostMistakes({ hosts, proxmox }: HaPairArgs): Mistake[] {
  if (hosts !== undefined && proxmox !== undefined)
    return mistake("proxmox", true, "the hosts are given already: a pair takes `hosts` or `proxmox`");
  const [property, given] = proxmox === undefined ? ["hosts", hosts] : ["proxmox", proxmox];
  if (!Array.isArray(given))
    return mistake(property, true, "two hosts are needed: `hosts` that are there, or machines on `proxmox`");
  const names = (given as readonly { readonly name: string }[]).map(({ name }) => name);
  const ids = (proxmox ?? []).map(({ vmId }) => vmId);
  const isTwice = (pair: readonly unknown[]) =>
    pair.length === 2 && pair[0] !== undefined && pair[0] === pair[1];
  return [
    ...mistake(property, names.length !== 2, `a pair has two hosts, not ${names.length}`),
    ...mistake(property, isTwice(names), `the name ${names[0]} is given twice`),
    ...mistake(property, isTwice(ids), `the vmId ${String(ids[0])} is given twice`),
  ];
}

function propertyMistakes({ properties = {} }: HaPairArgs): Mistake[] {
  return mistake(
    `properties.${ownProperty}`,
    ownProperty in properties,
    "it follows from `fencing`: say it there",
  );
}
