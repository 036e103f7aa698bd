import type * as pulumi from "@pulumi/pulumi";
import type { CibObject } from "../../lifecycle/cib-object.js";
import type { ClusterArgs } from "../../lifecycle/cluster-handle.js";
import { ClusterResource } from "../../lifecycle/resource.js";
import {
  agentProblems,
  idProblems,
  secondsProblems,
  utilizationProblems,
} from "../../pcs/argument-problems.js";
import { metaProblems } from "../../pcs/meta-attributes.js";
import { operationProblems } from "../../pcs/operation-problems.js";
import type { Operation } from "../../pcs/operations.js";
import type { Value, Values } from "../../pcs/options.js";
import { createPrimitive, foundPrimitive, updatePrimitive, type PrimitiveSpec } from "../../pcs/primitive.js";
import { freeing } from "../../pcs/resource-trees.js";

/** What a resource of any agent takes. */
export interface PrimitiveResourceArgs extends ClusterArgs {
  /** Its id in the cluster; default the resource's name. A change makes a new object. */
  readonly resourceId?: pulumi.Input<string>;
  /** The agent: `ocf:heartbeat:apache`, `systemd:haproxy`, `lsb:NAME`, `service:NAME`. A change makes a new object. */
  readonly agent: pulumi.Input<string>;
  /** The agent's options by its own names; those that name a password or token are kept secret. */
  readonly options?: pulumi.Input<Record<string, pulumi.Input<Value>>>;
  /** Operations, several of one name by role or interval; default the agent's. */
  readonly operations?: pulumi.Input<pulumi.Input<Operation>[]>;
  /** Meta attributes by Pacemaker's own names. */
  readonly meta?: pulumi.Input<Record<string, pulumi.Input<Value>>>;
  /** What it uses of a node's capacity, e.g. `{ cpu: 2 }`. */
  readonly utilization?: pulumi.Input<Record<string, pulumi.Input<number>>>;
  /** Make it disabled, for `EnabledResources` or an operator to enable; a change does nothing. Default false. */
  readonly disabled?: pulumi.Input<boolean>;
  /** How long to wait until it runs, in seconds; 0 does not wait. Default 90. */
  readonly startTimeout?: pulumi.Input<number>;
}

interface Primitive {
  readonly resourceId: string;
  readonly agent: string;
  readonly options?: Values;
  readonly operations?: readonly Operation[];
  readonly meta?: Values;
  readonly utilization?: Values;
  readonly disabled?: boolean;
  readonly startTimeout?: number;
}

/** A resource of any agent. */
export const primitiveResource: CibObject<Primitive> = {
  kind: "PrimitiveResource",
  replaceOn: ["resourceId", "agent"],
  id: ({ resourceId }) => resourceId,
  asks: ({ agent }) => (agent?.startsWith("ocf:") ? { agent } : {}),
  required: ["agent"],
  problems: ({ resourceId, agent, options, operations, meta, utilization, startTimeout }, installed) => [
    ...idProblems("resourceId", resourceId),
    ...(agent === undefined || /^(ocf:[\w.-]+|systemd|lsb|service):[\w.@-]+$/.test(agent)
      ? []
      : [
          {
            property: "agent",
            reason: `"${agent}" is not an agent: ocf:PROVIDER:TYPE, systemd:UNIT, lsb:NAME or service:NAME`,
          },
        ]),
    ...operationProblems("operations", operations),
    ...metaProblems("meta", meta),
    ...utilizationProblems("utilization", utilization),
    ...secondsProblems("startTimeout", startTimeout),
    ...agentProblems(options, installed),
  ],

  find(cib, args, installed) {
    const found = cib.primitive(args.resourceId);
    if (!found) return undefined;
    const {
      id: resourceId,
      operations,
      options,
      ...rest
    } = foundPrimitive(found, specOf(args), installed?.agentOperations);
    return {
      ...{ resourceId, disabled: args.disabled, startTimeout: args.startTimeout, ...rest },
      ...(Object.keys(options).length || args.options ? { options } : {}),
      ...(operations.length || args.operations ? { operations } : {}),
    } as Primitive;
  },
  create: (args) => createPrimitive("resource", specOf(args)),
  update: (args, found, cib, installed) =>
    updatePrimitive("resource", specOf(args), specOf(found), cib, installed?.agentOperations),
  remove: ({ resourceId }, cib) => [...freeing(cib, resourceId), ["resource", "delete", resourceId]],
  runs: ({ resourceId, startTimeout = 90 }) => ({ resource: resourceId, seconds: startTimeout }),
};

/**
 * A resource of any agent.
 *
 * @example
 * new PrimitiveResource("web", { cluster, agent: "systemd:nginx", operations: [{ name: "monitor", interval: "10s" }] });
 */
export class PrimitiveResource extends ClusterResource {
  /** Its id in the cluster. */
  public readonly resourceId!: pulumi.Output<string>;
  /** The node that runs it; undefined while none does. */
  public readonly node!: pulumi.Output<string | undefined>;

  constructor(name: string, args: PrimitiveResourceArgs, opts?: pulumi.CustomResourceOptions) {
    super(primitiveResource, name, { ...args, resourceId: args.resourceId ?? name, node: undefined }, opts);
  }
}

function specOf({
  resourceId,
  agent,
  options = {},
  operations = [],
  meta,
  utilization,
  disabled,
}: Primitive): PrimitiveSpec {
  return { id: resourceId, agent, options, operations, meta, utilization, disabled };
}
