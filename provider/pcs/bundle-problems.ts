import type { Mistake } from "./argument-problems.js";
import type { Values } from "./options.js";
import { type Check, ipAddress, namedProblems, port, whole } from "./value-checks.js";

const anything: Check = ["any text", () => true];

// What pcs takes of each part of a bundle.
const parts = {
  containerOptions: {
    ...{ image: anything, replicas: whole(1), "replicas-per-host": whole(1) },
    ...{ "promoted-max": whole(0) },
    ...{ network: anything, options: anything, "run-command": anything },
  },
  network: {
    "ip-range-start": ipAddress,
    ...{ "host-interface": anything, "host-netmask": whole(1, 32), "control-port": port },
    "add-host": ["true or false", (value) => /^(true|false|yes|no|on|off|y|n|1|0)$/i.test(value)],
  },
  portMaps: {
    ...{ id: anything, port, "internal-port": port },
    range: [
      "two ports, e.g. 100-200",
      (value) => value.split("-").length === 2 && value.split("-").every(port[1]),
    ],
  },
  storageMaps: {
    ...{ id: anything, "source-dir": anything, "source-dir-root": anything },
    ...{ "target-dir": anything, options: anything },
  },
} satisfies Readonly<Record<string, Readonly<Record<string, Check>>>>;

/** What is wrong with the options of a part of a bundle: names that pcs does not know, and values that it does not take. */
export function bundleOptionProblems(
  part: keyof typeof parts,
  options: Values | undefined,
  property: string = part,
): Mistake[] {
  return namedProblems(property, options, parts[part]);
}
