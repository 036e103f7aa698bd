import { existsSync } from "node:fs";
import { join } from "node:path";
import type { CibObject } from "./lifecycle/cib-object.js";
import { cibVerbs } from "./lifecycle/cib-verbs.js";
import { endWithEngine } from "./lifecycle/engine.js";
import { managedVerbs } from "./lifecycle/managed-verbs.js";
import { noted } from "./lifecycle/noted.js";
import type { Managed } from "./lifecycle/managed.js";
import { guarded, type Verbs } from "./lifecycle/verbs.js";

type Implementation = CibObject<object> | Managed<object, object>;

/**
 * The provider of a kind, by its class's name. Every state ever made calls this by the stored provider text, so its name
 * and argument are a promise; what it answers is today's code.
 */
export function provider(kind: string): Verbs {
  endWithEngine();
  const folder = join(__dirname, "objects", folderOf(kind));
  if (!existsSync(folder))
    throw new Error(
      `pulumi-pacemaker knows no ${kind}: the state was made by another version of the package.`,
    );
  // Found by name, so that a new object needs no list to be in.
  const exported = Object.values(require(folder) as Record<string, unknown>);
  const implementation = exported.find((one): one is Implementation => isImplementation(one, kind));
  if (!implementation) throw new Error(`The folder of ${kind} exports no implementation of it.`);
  return guarded(
    "find" in implementation ? noted(implementation, cibVerbs(implementation)) : managedVerbs(implementation),
  );
}

/** The folder of a kind: `IPaddr2Resource` is in `ipaddr2-resource`. */
export function folderOf(kind: string): string {
  return kind.replace(/([a-z0-9])([A-Z])/g, "$1-$2").toLowerCase();
}

function isImplementation(value: unknown, kind: string): boolean {
  return typeof value === "object" && value !== null && (value as { kind?: unknown }).kind === kind;
}
