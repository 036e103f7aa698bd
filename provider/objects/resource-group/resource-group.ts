import type * as pulumi from "@pulumi/pulumi";
import type { CibObject } from "../../lifecycle/cib-object.js";
import type { ClusterArgs } from "../../lifecycle/cluster-handle.js";
import { ClusterResource } from "../../lifecycle/resource.js";
import { metaProblems } from "../../pcs/meta-attributes.js";
import { idProblems, listProblems } from "../../pcs/argument-problems.js";
import { metaOf, optionWords, type Value, type Values } from "../../pcs/options.js";
import { collection, freeing } from "../../pcs/resource-trees.js";

/** What a group takes. */
export interface ResourceGroupArgs extends ClusterArgs {
  /** Its id in the cluster; default the resource's name. A change makes a new object. */
  readonly groupId?: pulumi.Input<string>;
  /** Ids of its resources in the order of their start; they run on one node. Changed in place, what stays keeps running. */
  readonly resources: pulumi.Input<pulumi.Input<string>[]>;
  /** Meta attributes by Pacemaker's own names. */
  readonly meta?: pulumi.Input<Record<string, pulumi.Input<Value>>>;
}

interface Group {
  readonly groupId: string;
  readonly resources: readonly string[];
  readonly meta?: Values;
}

/** Resources that run together, one after the other. */
export const resourceGroup: CibObject<Group> = {
  kind: "ResourceGroup",
  replaceOn: ["groupId"],
  id: ({ groupId }) => groupId,
  required: ["resources"],
  problems: ({ groupId, resources, meta }) => [
    ...idProblems("groupId", groupId),
    ...listProblems("resources", resources, "a group needs at least one resource"),
    ...metaProblems("meta", meta),
  ],
  find(cib, args) {
    const found = collection(cib, ["group"], args.groupId);
    if (!found) return undefined;
    const meta = metaOf(found.meta, args.meta);
    return { groupId: args.groupId, resources: found.members, ...(meta ? { meta } : {}) };
  },
  create: ({ groupId, resources, meta = {} }) => [
    ["resource", "group", "add", groupId, ...resources],
    ...(Object.keys(meta).length ? [["resource", "meta", groupId, ...optionWords(meta)]] : []),
  ],
  update(args, found) {
    const meta = optionWords(args.meta ?? {}, found.meta);
    return [
      ...memberCommands(args.groupId, args.resources, found.resources),
      ...(meta.length ? [["resource", "meta", args.groupId, ...meta]] : []),
    ];
  },
  remove: ({ groupId }, cib) => [...freeing(cib, groupId), ["resource", "ungroup", groupId]],
};

/**
 * Resources that run on one node, started in order and stopped in reverse. Deleting the group leaves its resources.
 *
 * @example
 * new ResourceGroup("web", { cluster, resources: [ip.resourceId, site.resourceId] });
 */
export class ResourceGroup extends ClusterResource {
  /** Its id in the cluster. */
  public readonly groupId!: pulumi.Output<string>;
  /** Its resources in order. */
  public readonly resources!: pulumi.Output<string[]>;

  constructor(name: string, args: ResourceGroupArgs, opts?: pulumi.CustomResourceOptions) {
    super(resourceGroup, name, { ...args, groupId: args.groupId ?? name }, opts);
  }
}

// In a file a member can leave and come back at its place: the cluster sees the difference only. New ones come before old
// ones go, because a group without members is gone.
function memberCommands(group: string, wanted: readonly string[], found: readonly string[]): string[][] {
  if (wanted.join() === found.join()) return [];
  const added = wanted.filter((resource) => !found.includes(resource));
  const gone = found.filter((resource) => !wanted.includes(resource));
  const [first = "", ...rest] = wanted;
  const moves = rest.flatMap((resource) => [
    ["resource", "group", "remove", group, resource],
    ["resource", "group", "add", group, resource],
  ]);
  return [
    ...(added.length ? [["resource", "group", "add", group, ...added]] : []),
    ...gone.map((resource) => ["resource", "group", "remove", group, resource]),
    ...(isInOrder([...found.filter((one) => !gone.includes(one)), ...added], [first, ...rest]) ? [] : moves),
  ];
}

function isInOrder(result: readonly string[], wanted: readonly string[]): boolean {
  return result.join() === wanted.join();
}
