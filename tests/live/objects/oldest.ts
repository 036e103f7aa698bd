import { onDebian11 } from "./addresses.js";
import { everything } from "./everything.js";
import type { Declared } from "./resources.js";

// What pcs 0.9 and the agents that it knows cannot do, said otherwise.
const OLD_VIRSH = { ipaddr: "192.0.2.1", login: "u", passwd: "p" };
const ASLEEP = { "target-role": "Stopped" };
const otherwise: Readonly<Record<string, Partial<Declared>>> = {
  "rsc-ruled": {
    args: { values: { "resource-stickiness": 100, "migration-threshold": 3 } },
    changed: { values: { "resource-stickiness": 101, "migration-threshold": 4 } },
  },
  "op-ruled": { args: { values: { timeout: "120s" } }, changed: { values: { timeout: "121s" } } },
  "fence-b": {
    args: { agent: "fence_virsh", options: OLD_VIRSH, meta: ASLEEP },
    changed: { agent: "fence_virsh", options: { ...OLD_VIRSH, passwd: "q" }, meta: ASLEEP },
  },
};

/** One of everything that pcs 0.9 can make; the lab has it on Debian 11 only. */
export const oldest: readonly Declared[] = everything
  .filter(({ kind }) => kind !== "Tag")
  .map((one) => onDebian11(inDocker({ ...one, ...otherwise[one.name] })));

// podman came with pcs 0.10.
function inDocker(one: Declared): Declared {
  if (one.kind !== "BundleResource") return one;
  const within = (args: object | undefined) => args && { ...args, container: "docker" };
  const [changed, less] = [within(one.changed), within(one.less)];
  return {
    ...one,
    args: { ...one.args, container: "docker" },
    ...(changed ? { changed } : {}),
    ...(less ? { less } : {}),
  };
}
