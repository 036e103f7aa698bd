import { mergeOptions, type ResourceTransformation, rootStackResource } from "@pulumi/pulumi/resource.js";

/**
 * Knows the pair's objects by the names that they had when this program declared each of them itself: stacks of then go on
 * with their cluster instead of making another one.
 */
export function knownAsEarlier(clusterName: string): ResourceTransformation {
  return ({ type, name, props, opts }) => {
    const kind = type.split(/[:/]/).at(-1) ?? "";
    const earlier = earlierName(kind, name, clusterName);
    if (earlier === undefined) return undefined;
    const aliases = [{ name: earlier, parent: rootStackResource }];
    return { props, opts: mergeOptions(opts, { aliases }) };
  };
}

function earlierName(kind: string, name: string, clusterName: string): string | undefined {
  if (kind === "PcsCluster") return clusterName;
  if (kind === "ClusterProperty") return name.slice(`${clusterName}-`.length);
  return kind === "IPaddr2Resource" ? name : undefined;
}
