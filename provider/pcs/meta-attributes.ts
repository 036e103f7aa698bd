import type { Mistake } from "./argument-problems.js";
import type { Values } from "./options.js";
import { valueProblem } from "./property-metadata.js";

// Kinds of values as Pacemaker's own documentation has them; other names may be anybody's, and are let through.
const kinds: Readonly<Record<string, readonly string[]>> = {
  boolean: [
    ...["is-managed", "maintenance", "critical", "allow-migrate", "container-attribute-target-managed"],
    ...["interleave", "notify", "ordered", "globally-unique", "promotable", "enabled", "record-pending"],
  ],
  integer: [
    ...["priority", "resource-stickiness", "migration-threshold", "clone-max", "clone-min"],
    ...["clone-node-max", "promoted-max", "promoted-node-max"],
  ],
  time: ["failure-timeout", "timeout", "interval", "start-delay", "remote-connect-timeout"],
};

const words: Readonly<Record<string, readonly string[]>> = {
  "target-role": ["Started", "Stopped", "Promoted", "Unpromoted", "Master", "Slave"],
  "multiple-active": ["block", "stop_only", "stop_start", "stop_unexpected"],
  requires: ["nothing", "quorum", "fencing", "unfencing"],
  "on-fail": ["ignore", "block", "stop", "demote", "restart", "fence", "standby", "restart-container"],
};

// The CIB is read in the words of today, so that these would differ from it for ever.
const calledNow: Readonly<Record<string, string>> = {
  "master-max": "promoted-max",
  "master-node-max": "promoted-node-max",
};

/** What operations may do when they fail. */
export const onFailWords: readonly string[] = words["on-fail"] ?? [];

/** What is wrong with meta attributes that Pacemaker knows: of resources, operations and sets of defaults. */
export function metaProblems(property: string, meta: Values | undefined): Mistake[] {
  return Object.entries(meta ?? {}).flatMap(([name, value]) => {
    const now = Object.hasOwn(calledNow, name) ? calledNow[name] : undefined;
    if (now)
      return [
        {
          property: `${property}.${name}`,
          reason: `it is called ${now}, which an older pcs is told in its own word`,
        },
      ];
    const reason = valueProblem(definition(name), String(value));
    return value === "" || reason === undefined ? [] : [{ property: `${property}.${name}`, reason }];
  });
}

function definition(name: string) {
  const [type = "string"] = Object.entries(kinds).find(([, names]) => names.includes(name)) ?? [];
  return { name, type, defaultValue: undefined, allowed: (Object.hasOwn(words, name) && words[name]) || [] };
}
