import type * as pulumi from "@pulumi/pulumi";
import type { CibObject } from "../../lifecycle/cib-object.js";
import type { ClusterArgs } from "../../lifecycle/cluster-handle.js";
import { ClusterResource } from "../../lifecycle/resource.js";
import { didYouMean } from "../../pcs/near-name.js";
import { reservedProperties, sameValue, valueProblem } from "../../pcs/property-metadata.js";

/** What a cluster property takes. */
export interface ClusterPropertyArgs extends ClusterArgs {
  /** The property, e.g. `no-quorum-policy`; default the resource's name. A change makes a new object. */
  readonly name?: pulumi.Input<string>;
  /** Its value: text, number or truth; times with their unit (`60s`). Changed in place. */
  readonly value: pulumi.Input<string | number | boolean>;
  /** Set a name that the installed Pacemaker does not know. Default false. */
  readonly allowUnknown?: pulumi.Input<boolean>;
}

interface Property {
  readonly name: string;
  readonly value: string | number | boolean;
  readonly allowUnknown?: boolean;
}

/** A property of the whole cluster. */
export const clusterProperty: CibObject<Property> = {
  kind: "ClusterProperty",
  replaceOn: ["name"],
  id: ({ name }) => name,
  asks: ({ allowUnknown }) => (allowUnknown ? {} : { properties: true }),

  problems({ name, value, allowUnknown }, installed) {
    if (value === undefined || value === "") return [{ property: "value", reason: "a value is needed" }];
    if (name === undefined) return [];
    if (!/^[A-Za-z_][\w.-]*$/.test(name))
      return [
        {
          property: "name",
          reason: `"${name}" is not a property's name: letters, digits, "-", "_", "." only`,
        },
      ];
    if (reservedProperties.has(name))
      return [{ property: "name", reason: `${name} is written by Pacemaker itself and cannot be set` }];
    if (allowUnknown || !installed?.properties) return [];
    const known = installed.properties.get(name);
    if (!known) {
      const meant = didYouMean(name, installed.properties.keys());
      const names = [...installed.properties.keys()].filter((one) => !reservedProperties.has(one)).sort();
      const reason = `"${name}" is not a property of the installed Pacemaker;${meant} it knows ${names.join(", ")} (allowUnknown: true sets it all the same)`;
      return [{ property: "name", reason }];
    }
    const reason = valueProblem(known, String(value));
    return reason ? [{ property: "value", reason }] : [];
  },

  warnings({ name, value }, { nodes }) {
    if (name === "stonith-enabled" && sameValue(String(value), "false"))
      return [
        "fencing is off: when the nodes lose each other, both run everything, and data written on both is lost",
      ];
    if (name === "no-quorum-policy" && value === "ignore" && nodes === 2)
      return [
        "no-quorum-policy=ignore is not needed on two nodes: Corosync's two_node mode keeps the survivor quorate, and ignore only acts where it is unsafe",
      ];
    return [];
  },

  find(cib, args) {
    const value = cib.properties[args.name];
    if (value === undefined) return undefined;
    return { ...args, value: sameValue(value, String(args.value)) ? args.value : value };
  },
  create: (args) => [setting(args)],
  update: (args, found) => (args.value === found.value ? [] : [setting(args)]),
  remove: ({ name }) => [["property", "set", `${name}=`]],
};

/**
 * A property of the whole cluster, such as `no-quorum-policy`. Deleting it restores Pacemaker's default. Names and values
 * are checked against the installed Pacemaker, at preview where a node can be reached.
 *
 * @example
 * new ClusterProperty("quorum", { cluster, name: "no-quorum-policy", value: "stop" });
 */
export class ClusterProperty extends ClusterResource {
  /** The property's name. */
  public readonly name!: pulumi.Output<string>;
  /** Its value as the cluster has it. */
  public readonly value!: pulumi.Output<string | number | boolean>;

  constructor(name: string, args: ClusterPropertyArgs, opts?: pulumi.CustomResourceOptions) {
    super(clusterProperty, name, { ...args, name: args.name ?? name }, opts);
  }
}

// pcs sets a name that it does not know only when it is told to; the user has said so.
function setting({ name, value, allowUnknown }: Property): string[] {
  return ["property", "set", `${name}=${value}`, ...(allowUnknown ? ["--force"] : [])];
}
