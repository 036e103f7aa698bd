import type * as pulumi from "@pulumi/pulumi";
import { ClusterProperty } from "../../provider/objects/cluster-property/index.js";
import { IPaddr2Resource } from "../../provider/objects/ipaddr2-resource/index.js";
import type { PcsCluster } from "../../provider/objects/pcs-cluster/index.js";
import { StonithDevice } from "../../provider/objects/stonith-device/index.js";
import type { HaPairArgs, PairFencing } from "./arguments.js";

/** A pair's cluster, and what to put into it. */
interface Within {
  readonly name: string;
  readonly args: HaPairArgs;
  readonly cluster: PcsCluster;
  readonly parent: pulumi.Resource;
}

/** Fencing; Pacemaker starts nothing while it is on and there is no device, so it comes before all else. */
export function fence({ name, args, parent, cluster }: Within): pulumi.Resource[] {
  const { devices } = args.fencing === "none" ? { devices: {} } : args.fencing;
  const made = Object.entries(devices as PairFencing["devices"]).map(
    ([stonithId, device]) =>
      new StonithDevice(
        `${name}-${stonithId}`,
        { cluster, adopt: args.adopt, ...device, stonithId },
        { parent },
      ),
  );
  const value = args.fencing !== "none";
  const property = { cluster, name: "stonith-enabled", value, adopt: args.adopt };
  return [...made, new ClusterProperty(`${name}-stonith-enabled`, property, { parent, dependsOn: made })];
}

/** The properties, beside that of fencing. */
export function declareProperties({ name, args, parent, cluster }: Within): ClusterProperty[] {
  return Object.entries(args.properties ?? {}).map(
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
