import * as pulumi from "../pulumi.js";

// What resources need on their nodes for as long as they run, be it only to be stopped.
const KINDS = ["GlusterPeer", "GlusterVolume", "HostFile", "HostMount", "MariadbServer", "SystemdUnit"];
const NEEDED = KINDS.map((kind) => `pulumi-nodejs:dynamic/pacemaker:${kind}`);

// Objects that are removed by themselves: what needs one of these is removed before it.
const alone = new WeakSet<pulumi.Resource>();

/**
 * Whether an object of a cluster has to be removed by itself although its cluster goes as well: what it needs on the nodes
 * goes before the cluster, which could then not stop it any more.
 * @param given its arguments, and what it depends on
 */
export function needsNodes(given: readonly unknown[]): boolean {
  return dependenciesIn(given).some(isNeeded);
}

/** Notes that an object is removed by itself. */
export function endsAlone(resource: pulumi.Resource): void {
  alone.add(resource);
}

// As far as they are known without waiting: a dependency on a promise is none yet.
function dependenciesIn(value: unknown): readonly pulumi.Resource[] {
  if (pulumi.Output.isInstance(value)) return [...resourcesOf(value)];
  if (pulumi.Resource.isInstance(value)) return [value];
  if (typeof value !== "object" || value === null || value instanceof Promise) return [];
  return Object.values(value).flatMap(dependenciesIn);
}

function isNeeded(resource: pulumi.Resource): boolean {
  if (alone.has(resource)) return true;
  const { __pulumiType: type, __childResources: children } = inner(resource);
  // A program that was run on the nodes, or anything else that is not of this package.
  const { CustomResource } = pulumi;
  if (CustomResource.isInstance(resource) && !/^pulumi(-nodejs:dynamic\/pacemaker|):/.test(type)) return true;
  return NEEDED.includes(type) || [...(children ?? [])].some(isNeeded);
}

// What the SDK keeps for itself and its components.
function inner(resource: pulumi.Resource) {
  return resource as unknown as {
    readonly __pulumiType: string;
    readonly __childResources?: ReadonlySet<pulumi.Resource>;
  };
}

function resourcesOf(output: pulumi.Output<unknown>): ReadonlySet<pulumi.Resource> {
  return (output as unknown as { resources(): ReadonlySet<pulumi.Resource> }).resources();
}
