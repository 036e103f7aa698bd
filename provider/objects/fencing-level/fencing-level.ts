import type * as pulumi from "@pulumi/pulumi";
import type { CibObject } from "../../lifecycle/cib-object.js";
import type { ClusterArgs } from "../../lifecycle/cluster-handle.js";
import { ClusterResource } from "../../lifecycle/resource.js";
import { listProblems } from "../../pcs/argument-problems.js";
import { fencingLevel as found } from "../../pcs/sections.js";

/** What a fencing level takes. */
export interface FencingLevelArgs extends ClusterArgs {
  /** Its number, 1 to 9: lower ones are tried first. A change makes a new object. */
  readonly level: pulumi.Input<number>;
  /** Whom it is for: a node, `regexp%PATTERN` or `attrib%NAME=VALUE`. A change makes a new object. */
  readonly target: pulumi.Input<string>;
  /** Ids of the devices that must all succeed, in their order. */
  readonly devices: pulumi.Input<pulumi.Input<string>[]>;
}

interface Level {
  readonly level: number;
  readonly target: string;
  readonly devices: readonly string[];
}

/** One level of the fencing topology. */
export const fencingLevel: CibObject<Level> = {
  kind: "FencingLevel",
  replaceOn: ["level", "target"],
  id: ({ level, target }) => `${target}-${level}`,
  required: ["level", "target", "devices"],
  problems: ({ level, target, devices }) => [
    ...(level === undefined || (Number.isInteger(level) && level >= 1 && level <= 9)
      ? []
      : [{ property: "level", reason: `"${level}" is not a level; allowed are 1 to 9` }]),
    ...(target === undefined || /^([A-Za-z0-9_][\w.-]*|regexp%.+|attrib%[^=]+=.+)$/.test(target)
      ? []
      : [{ property: "target", reason: `"${target}" is not a node, regexp%PATTERN or attrib%NAME=VALUE` }]),
    ...listProblems("devices", devices, "at least one device is needed"),
  ],
  find(cib, { level, target }) {
    const devices = found(cib, level, target);
    return devices && { level, target, devices };
  },
  create: ({ level, target, devices }) => [["stonith", "level", "add", String(level), target, ...devices]],
  update: (args, before) =>
    args.devices.join() === before.devices.join()
      ? []
      : [...fencingLevel.remove(before), ...fencingLevel.create(args)],
  // A device that went has left the level already.
  remove: ({ level, target, devices }, cib) => [
    [
      ...["stonith", "level", "remove", String(level), "target", target, "stonith"],
      ...((cib && found(cib, level, target)) ?? devices),
    ],
  ],
};

/**
 * A level of the fencing topology: devices that fence a node together, tried before those of higher levels.
 *
 * @example
 * new FencingLevel("n1-first", { cluster, level: 1, target: "n1", devices: [ipmi.stonithId] });
 */
export class FencingLevel extends ClusterResource {
  /** The devices. */
  public readonly devices!: pulumi.Output<string[]>;

  constructor(name: string, args: FencingLevelArgs, opts?: pulumi.CustomResourceOptions) {
    super(fencingLevel, name, { ...args }, opts);
  }
}
