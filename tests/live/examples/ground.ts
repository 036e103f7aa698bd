import { down, type Lab, up } from "../../../lab/index.js";
import { labName } from "../lab-name.js";
import { forgetBackups, on } from "../pair/seen.js";
import { standIn } from "./stand-ins.js";

const LAB = labName("examples");
// What runs as it is, and the description of an agent that cannot.
const PACKAGES = ["apache2", "drbd-utils", "haproxy", "wget"];

let shared: Lab | undefined;

/** Boots two hosts with what the examples run, in no cluster. */
export async function bootHosts(): Promise<void> {
  // A run that was killed has left hosts that were in a cluster.
  await down(LAB, () => undefined);
  const hosts = await up({ name: LAB, packages: PACKAGES, say: () => undefined });
  await Promise.all(
    hosts.nodes.map(async ({ name }) => {
      await on(hosts, name, "pcs", "cluster", "destroy");
      await standIn(hosts, name);
    }),
  );
  await forgetBackups(hosts);
  shared = hosts;
}

/** Takes them down. */
export async function takeDown(): Promise<void> {
  shared = undefined;
  await down(LAB, () => undefined);
}

/** The two hosts. */
export function lab(): Lab {
  if (!shared) throw new Error("The lab does not run");
  return shared;
}
