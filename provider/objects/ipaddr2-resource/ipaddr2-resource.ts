import { isIP } from "node:net";
import type * as pulumi from "@pulumi/pulumi";
import type { CibObject, Problem } from "../../lifecycle/cib-object.js";
import type { ClusterArgs } from "../../lifecycle/cluster-handle.js";
import { ClusterResource } from "../../lifecycle/resource.js";
import { idProblems, secondsProblems } from "../../pcs/argument-problems.js";
import { metaProblems } from "../../pcs/meta-attributes.js";
import { operationProblems, timesAndWords } from "../../pcs/operation-problems.js";
import type { Operation } from "../../pcs/operations.js";
import type { Value, Values } from "../../pcs/options.js";
import { createPrimitive, foundPrimitive, updatePrimitive, type PrimitiveSpec } from "../../pcs/primitive.js";
import { ipaddr2Parameters, type IPaddr2Parameters } from "./parameters.js";

/** What a service IP takes. */
export interface IPaddr2ResourceArgs extends ClusterArgs, IPaddr2Parameters {
  /** Its id in the cluster; default the resource's name. A change makes a new object. */
  readonly resourceId?: pulumi.Input<string>;
  /** How it is watched; default the agent's, every 10s within 20s. */
  readonly monitor?: pulumi.Input<Omit<Operation, "name">>;
  /** Other operations, e.g. `{ name: "start", timeout: "40s" }`; default the agent's. */
  readonly operations?: pulumi.Input<pulumi.Input<Operation>[]>;
  /** Meta attributes by Pacemaker's own names, e.g. `resource-stickiness`. */
  readonly meta?: pulumi.Input<Record<string, pulumi.Input<Value>>>;
  /** Take the address although some host answers for it. Default false. */
  readonly allowInUse?: pulumi.Input<boolean>;
  /** Make it disabled, for `EnabledResources` or an operator to enable; a change does nothing. Default false. */
  readonly disabled?: pulumi.Input<boolean>;
  /** How long to wait until it runs, in seconds; 0 does not wait. Default 90. */
  readonly startTimeout?: pulumi.Input<number>;
}

type ServiceIp = pulumi.Unwrap<Omit<IPaddr2ResourceArgs, keyof ClusterArgs>> & {
  readonly resourceId: string;
  readonly meta?: Values;
};

const agent = "ocf:heartbeat:IPaddr2";
// What the agent's metadata advises since version 3.9; pcs writes these for every operation that is not given.
const agentDefaults: readonly Operation[] = [
  { name: "start", timeout: "20s" },
  { name: "stop", timeout: "20s" },
  { name: "monitor", interval: "10s", timeout: "20s" },
];

/** A service IP address. */
export const ipaddr2Resource: CibObject<ServiceIp> = {
  kind: "IPaddr2Resource",
  replaceOn: ["resourceId"],
  // A program takes arguments from settings that may be empty.
  emptyIsNone: true,
  id: ({ resourceId }) => resourceId,
  asks: () => ({ agent }),

  problems(args, installed) {
    const unknown = Object.keys(parametersOf(args)).filter(
      (option) => installed?.agentOptions && !installed.agentOptions.has(option),
    );
    return [
      ...shape(args),
      ...unknown.map((option) => ({
        property: ipaddr2Parameters.find(([, name]) => name === option)?.[0] ?? option,
        reason: `the installed agent ${agent} has no ${option}; it takes ${[...(installed?.agentOptions?.keys() ?? [])].join(", ")}`,
      })),
    ];
  },

  find(cib, args) {
    const found = cib.primitive(args.resourceId);
    if (!found) return undefined;
    if (found.agent !== agent)
      throw new Error(
        `The resource "${found.id}" is there with another agent: ${found.agent}, not ${agent}.`,
      );
    const { resourceId, allowInUse, disabled, startTimeout } = args;
    const { options, operations, meta } = foundPrimitive(found, specOf(args), agentDefaults);
    return {
      ...{ resourceId, allowInUse, disabled, startTimeout, meta },
      ...readParameters(options, args),
      ...readTimes(operations, args),
    };
  },

  create: (args) => createPrimitive("resource", specOf(args)),
  update: (args, found, cib) => updatePrimitive("resource", specOf(args), specOf(found), cib, agentDefaults),
  remove: ({ resourceId }) => [["resource", "delete", resourceId]],
  runs: ({ resourceId, startTimeout = 90 }) => ({ resource: resourceId, seconds: startTimeout }),
  claims: ({ ip, nic, allowInUse }) =>
    allowInUse ? [] : [{ property: "ip", address: ip, ...(nic ? { nic } : {}) }],
};

/**
 * A service IP address that moves to another node when its node fails (`ocf:heartbeat:IPaddr2`).
 *
 * @example
 * new IPaddr2Resource("testdb-ip", { cluster, ip: "192.168.0.115", cidrNetmask: 24, monitor: { interval: "5s" } });
 */
export class IPaddr2Resource extends ClusterResource {
  /** Its id in the cluster. */
  public readonly resourceId!: pulumi.Output<string>;
  /** The address. */
  public readonly ip!: pulumi.Output<string>;
  /** The node that has it; undefined while none has. */
  public readonly node!: pulumi.Output<string | undefined>;

  constructor(name: string, args: IPaddr2ResourceArgs, opts?: pulumi.CustomResourceOptions) {
    super(ipaddr2Resource, name, { ...args, resourceId: args.resourceId ?? name, node: undefined }, opts);
  }
}

function shape(args: Partial<ServiceIp>): Problem[] {
  const { ip, cidrNetmask, resourceId, monitor, operations, meta, startTimeout } = args;
  const problems: Problem[] = [];
  const family = ip === undefined ? 4 : isIP(ip);
  const longest = family === 6 ? 128 : 32;
  if (ip === undefined || ip === "") problems.push({ property: "ip", reason: "an address is needed" });
  else if (!family) problems.push({ property: "ip", reason: `"${ip}" is not an IPv4 or IPv6 address` });
  if (
    cidrNetmask !== undefined &&
    !(Number.isInteger(cidrNetmask) && cidrNetmask >= 0 && cidrNetmask <= longest)
  )
    problems.push({
      property: "cidrNetmask",
      reason: `"${cidrNetmask}" is not the length of a prefix; allowed are 0 to ${longest}`,
    });
  return [
    ...problems,
    ...idProblems("resourceId", resourceId),
    ...(monitor ? timesAndWords("monitor", { ...monitor, name: "monitor" }) : []),
    ...operationProblems("operations", operations),
    ...metaProblems("meta", meta),
    ...secondsProblems("startTimeout", startTimeout),
  ];
}

function parametersOf(args: Partial<ServiceIp>): Record<string, Value> {
  const given = ipaddr2Parameters.flatMap(([name, option]) =>
    args[name] === undefined || args[name] === "" ? [] : [[option, args[name]]],
  );
  return Object.fromEntries(given) as Record<string, Value>;
}

function readParameters(options: Values, args: ServiceIp): IPaddr2Values {
  const read = ipaddr2Parameters.flatMap(([name, option, type]) => {
    const value = options[option];
    if (value !== undefined) return [[name, typed(value, type)]];
    return args[name] === "" ? [[name, ""]] : [];
  });
  return Object.fromEntries(read) as unknown as IPaddr2Values;
}

type IPaddr2Values = Pick<ServiceIp, keyof IPaddr2Parameters>;

function typed(value: Value, type: "string" | "number" | "boolean"): Value {
  if (type === "number" && /^\d+$/.test(String(value))) return Number(value);
  if (type === "boolean" && /^(true|false)$/.test(String(value))) return String(value) === "true";
  return value;
}

function specOf(args: ServiceIp): PrimitiveSpec {
  const { resourceId: id, monitor, operations = [], meta, disabled } = args;
  const first = monitor ? [{ ...monitor, name: "monitor" }] : [];
  return { id, agent, options: parametersOf(args), operations: [...first, ...operations], meta, disabled };
}

// The first monitor is `monitor`, unless the user keeps all in `operations`.
function readTimes(all: readonly Operation[], args: ServiceIp): Pick<ServiceIp, "monitor" | "operations"> {
  const inOperations = !args.monitor && args.operations?.some(({ name }) => name === "monitor");
  const first = inOperations ? undefined : all.find(({ name }) => name === "monitor");
  const rest = all.filter((one) => one !== first);
  const { name: _name, ...monitor } = first ?? { name: "" };
  return {
    ...(first ? { monitor } : {}),
    ...(rest.length > 0 || args.operations ? { operations: rest } : {}),
  };
}
