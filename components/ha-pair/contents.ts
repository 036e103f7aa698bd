import type * as pulumi from "@pulumi/pulumi";
import { ClusterProperty } from "../../provider/objects/cluster-property/index.js";
import { FencingTest } from "../../provider/objects/fencing-test/index.js";
import { IPaddr2Resource } from "../../provider/objects/ipaddr2-resource/index.js";
import type { PcsCluster } from "../../provider/objects/pcs-cluster/index.js";
import { QuorumDevice } from "../../provider/objects/quorum-device/index.js";
import { StonithDevice } from "../../provider/objects/stonith-device/index.js";
import type { HaPairArgs, PairFencing } from "./arguments.js";
import { fenceMachines } from "./machine-fencing.js";

/** A pair's cluster, and what to put into it. */
export interface Within {
  readonly name: string;
  readonly args: HaPairArgs;
  readonly cluster: PcsCluster;
  readonly parent: pulumi.Resource;
  /** What takes along what is on a machine when that is removed. */
  readonly goesWith: pulumi.CustomResourceOptions;
}

/** What fences, and the word of whether there is fencing. */
export interface Fencing {
  readonly devices: readonly StonithDevice[];
  readonly all: readonly pulumi.Resource[];
}

/** Fencing; Pacemaker starts nothing while it is on and there is no device, so it comes before all else. */
export function fence(within: Within): Fencing {
  const { name, args, parent, cluster, goesWith } = within;
  const { proxmox, devices = {} }: PairFencing = args.fencing === "none" ? {} : args.fencing;
  const made = Object.entries(devices).map(
    ([stonithId, device]) =>
      new StonithDevice(
        `${name}-${stonithId}`,
        { cluster, adopt: args.adopt, ...device, stonithId },
        { parent },
      ),
  );
  const all = [...(proxmox ? fenceMachines(within, proxmox) : []), ...made];
  const value = args.fencing !== "none";
  const property = { cluster, name: "stonith-enabled", value, adopt: args.adopt };
  const word = new ClusterProperty(`${name}-stonith-enabled`, property, { parent, dependsOn: all });
  const told = [...all, word];
  if (!args.testFencing) return { devices: all, all: told };
  const test = new FencingTest(`${name}-fencing`, { cluster }, { parent, dependsOn: told, ...goesWith });
  return { devices: all, all: [...told, test] };
}

/** The witness. */
export function witness({ name, args, parent, cluster, goesWith }: Within): pulumi.Resource[] {
  const { quorumDevice, adopt } = args;
  if (!quorumDevice) return [];
  return [new QuorumDevice(`${name}-witness`, { cluster, adopt, ...quorumDevice }, { parent, ...goesWith })];
}

// Pacemaker gives a node up after ten attempts to fence it, and tries again when it looks at all anew: by default after 15
// minutes, in which nobody has the service although the cause may be gone.
const soonAgain = { "cluster-recheck-interval": "60s" };

/** The properties, beside that of fencing. */
export function declareProperties({ name, args, parent, cluster }: Within): ClusterProperty[] {
  const properties = { ...(args.fencing === "none" ? {} : soonAgain), ...args.properties };
  return Object.entries(properties).map(
    ([property, value]) =>
      new ClusterProperty(
        `${name}-${property}`,
        { cluster, name: property, value, adopt: args.adopt },
        { parent },
      ),
  );
}

/** The service IP, after all that it needs. */
export function serve(
  { name, args, parent, cluster }: Within,
  dependsOn: pulumi.Resource[],
): IPaddr2Resource | undefined {
  if (!args.serviceIp) return undefined;
  return new IPaddr2Resource(
    `${name}-ip`,
    { cluster, adopt: args.adopt, ...args.serviceIp },
    { parent, dependsOn },
  );
}
