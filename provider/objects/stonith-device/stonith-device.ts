import type * as pulumi from "@pulumi/pulumi";
import type { CibObject } from "../../lifecycle/cib-object.js";
import type { ClusterArgs } from "../../lifecycle/cluster-handle.js";
import { ClusterResource } from "../../lifecycle/resource.js";
import { idProblems, optionProblems, secondsProblems } from "../../pcs/argument-problems.js";
import { metaProblems } from "../../pcs/meta-attributes.js";
import { operationProblems } from "../../pcs/operation-problems.js";
import type { Operation } from "../../pcs/operations.js";
import { isTrue, type Value, type Values } from "../../pcs/options.js";
import { createPrimitive, foundPrimitive, updatePrimitive, type PrimitiveSpec } from "../../pcs/primitive.js";
import { freeing } from "../../pcs/resource-trees.js";

/** What a fencing device takes. */
export interface StonithDeviceArgs extends ClusterArgs {
  /** Its id in the cluster; default the resource's name. A change makes a new object. */
  readonly stonithId?: pulumi.Input<string>;
  /** The fence agent, e.g. `fence_pve`. A change makes a new object. */
  readonly agent: pulumi.Input<string>;
  /** The agent's options by its own names, and `pcmk_*`; those that name a password or token are kept secret. */
  readonly options?: pulumi.Input<Record<string, pulumi.Input<Value>>>;
  /** Operations; default a monitor each 60s. */
  readonly operations?: pulumi.Input<pulumi.Input<Operation>[]>;
  /** Meta attributes by Pacemaker's own names. */
  readonly meta?: pulumi.Input<Record<string, pulumi.Input<Value>>>;
  /** How long to wait until its monitor works, in seconds; 0 does not wait. Default 90. */
  readonly startTimeout?: pulumi.Input<number>;
}

interface Device {
  readonly stonithId: string;
  readonly agent: string;
  readonly options?: Values;
  readonly operations?: readonly Operation[];
  readonly meta?: Values;
  readonly startTimeout?: number;
}

// What pcs adds for every fence agent.
const agentOperations: readonly Operation[] = [{ name: "monitor", interval: "60s" }];

/** A device that fences. */
export const stonithDevice: CibObject<Device> = {
  kind: "StonithDevice",
  replaceOn: ["stonithId", "agent"],
  id: ({ stonithId }) => stonithId,
  asks: ({ agent }) => (agent === undefined ? {} : { agent: `stonith:${agent}`, pcs: true }),
  required: ["agent"],
  problems: ({ stonithId, agent, options, operations, meta, startTimeout }, installed) => [
    ...idProblems("stonithId", stonithId),
    ...(agent === undefined || /^fence_[\w.-]+$/.test(agent)
      ? []
      : [{ property: "agent", reason: `"${agent}" is not a fence agent: fence_NAME` }]),
    ...operationProblems("operations", operations),
    ...metaProblems("meta", meta),
    ...secondsProblems("startTimeout", startTimeout),
    ...optionProblems(options, installed),
  ],

  find(cib, args) {
    const found = cib.primitive(args.stonithId);
    if (!found) return undefined;
    const {
      id: stonithId,
      agent,
      options,
      operations,
      meta,
    } = foundPrimitive(found, specOf(args), agentOperations);
    return {
      ...{ stonithId, agent, meta, startTimeout: args.startTimeout },
      ...(Object.keys(options).length || args.options ? { options } : {}),
      ...(operations.length || args.operations ? { operations } : {}),
    } as Device;
  },
  create: (args) => createPrimitive("stonith", specOf(args)),
  update: (args, found, cib) => updatePrimitive("stonith", specOf(args), specOf(found), cib, agentOperations),
  remove: ({ stonithId }, cib) => [...freeing(cib, stonithId), ["stonith", "delete", stonithId]],
  goesLast({ stonithId }, cib) {
    const others = [...cib.allPrimitives.values()].some(
      ({ id, agent }) => id !== stonithId && agent.startsWith("stonith:"),
    );
    if (others || !isTrue(cib.properties["stonith-enabled"] ?? "true")) return undefined;
    return "WARNING: the last fencing device goes and stonith-enabled is not false: Pacemaker starts and recovers nothing without one. Make another, or (unsafe) set stonith-enabled=false.";
  },
  runs: ({ stonithId, startTimeout = 90 }) => ({ resource: stonithId, seconds: startTimeout }),
  fences: ({ agent, options = {} }) => ({ agent, options }),
};

/**
 * A device that fences: cuts a lost node off for sure, so that its resources can run elsewhere. It goes after everything
 * else that is removed with it; the cluster's last one warns of that, unless `stonith-enabled` is false.
 *
 * @example
 * new StonithDevice("fence-n1", { cluster, agent: "fence_ipmilan", options: { ip: "10.0.0.9", pcmk_host_list: "n1" } });
 */
export class StonithDevice extends ClusterResource {
  /** Its id in the cluster. */
  public readonly stonithId!: pulumi.Output<string>;
  /** The node that watches it; undefined while none does. */
  public readonly node!: pulumi.Output<string | undefined>;
  /**
   * How the agent saw the nodes that it can fence when the device was deployed, by their names: "on", "off", or "unknown"
   * with its reason. Of the nodes that `pcmk_host_list` and `pcmk_host_map` name.
   */
  public readonly victims!: pulumi.Output<Record<string, string> | undefined>;

  constructor(name: string, args: StonithDeviceArgs, opts?: pulumi.CustomResourceOptions) {
    const outputs = { node: undefined, victims: undefined };
    super(stonithDevice, name, { ...args, stonithId: args.stonithId ?? name, ...outputs }, opts);
  }
}

function specOf({ stonithId, agent, options = {}, operations = [], meta }: Device): PrimitiveSpec {
  return { id: stonithId, agent, options, operations, meta };
}
