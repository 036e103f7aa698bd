import { join } from "node:path";
import { folderOf } from "../../provider/dynamic.js";
import type { CibObject } from "../../provider/lifecycle/cib-object.js";
import type { Declared } from "../live/objects/resources.js";

/** An object with the arguments that its class would give it. */
export interface Made {
  readonly name: string;
  readonly object: CibObject<object>;
  readonly args: object;
}

// What the classes take the resource's name for.
const named: Readonly<Record<string, string>> = {
  ...{
    PrimitiveResource: "resourceId",
    IPaddr2Resource: "resourceId",
    ResourceGroup: "groupId",
    CloneResource: "cloneId",
  },
  ...{ BundleResource: "bundleId", LocationConstraint: "constraintId", ColocationConstraint: "constraintId" },
  ...{ OrderConstraint: "constraintId", TicketConstraint: "constraintId", StonithDevice: "stonithId" },
  ...{
    ResourceDefaults: "setId",
    OperationDefaults: "setId",
    NodeAttribute: "name",
    NodeMaintenance: "node",
  },
  ...{ AclRole: "roleId", AclUser: "userId", AclGroup: "groupId", Alert: "alertId", Tag: "tagId" },
};

/** What a program that declares these gives to the provider. */
export function madeOf(declared: readonly Declared[]): readonly Made[] {
  return declared.map(({ kind, name, args }) => {
    const folder = join(__dirname, "../../provider/objects", folderOf(kind));
    const exported = Object.values(require(folder) as Record<string, unknown>);
    const object = exported.find((one) => isOfKind(one, kind)) as CibObject<object>;
    const identity = named[kind] === undefined ? {} : { [named[kind]]: name };
    const container = kind === "BundleResource" ? { container: "podman" } : {};
    return { name, object, args: { ...container, ...identity, ...args } };
  });
}

function isOfKind(value: unknown, kind: string): boolean {
  return typeof value === "object" && value !== null && (value as { kind?: unknown }).kind === kind;
}
