import { isIP } from "node:net";
import type { Mistake } from "./argument-problems.js";
import type { Values } from "./options.js";

type Check = readonly [allowed: string, test: (value: string) => boolean];

const wholeFrom = (least: number, most = Infinity): Check => [
  `a whole number${most === Infinity ? `, ${least} or more` : ` from ${least} to ${most}`}`,
  (value) => /^\d+$/.test(value) && Number(value) >= least && Number(value) <= most,
];
const port = wholeFrom(1, 65535);
const anything: Check = ["any text", () => true];

// What pcs takes of each part of a bundle.
const parts = {
  containerOptions: {
    ...{ image: anything, replicas: wholeFrom(1), "replicas-per-host": wholeFrom(1) },
    ...{ "promoted-max": wholeFrom(0), masters: wholeFrom(0) },
    ...{ network: anything, options: anything, "run-command": anything },
  },
  network: {
    "ip-range-start": ["an IP address", (value) => isIP(value) > 0],
    ...{ "host-interface": anything, "host-netmask": wholeFrom(1, 32), "control-port": port },
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
  const checks: Readonly<Record<string, Check>> = parts[part];
  return Object.entries(options ?? {}).flatMap(([name, value]) => {
    const check = Object.hasOwn(checks, name) ? checks[name] : undefined;
    const at = `${property}.${name}`;
    if (!check)
      return [
        {
          property: at,
          reason: `"${name}" is not an option here; allowed are ${Object.keys(checks).join(", ")}`,
        },
      ];
    const [allowed, test] = check;
    return test(String(value))
      ? []
      : [{ property: at, reason: `"${value}" is not allowed; allowed is ${allowed}` }];
  });
}
