import * as pulumi from "../pulumi.js";
import type { SshArgs } from "../ssh/index.js";

/** How a node is reached by SSH. Everything secret in it stays encrypted in the state. */
export type SshInput = {
  readonly [Key in keyof Omit<SshArgs, "host" | "name" | "jump">]: pulumi.Input<SshArgs[Key]>;
} & {
  /** Where SSH connects to; default the node's first address. */
  readonly host?: pulumi.Input<string>;
  /** A host to connect through. */
  readonly jump?: pulumi.Input<SshArgs>;
};

/** A node of a cluster and the way to it. */
export interface NodeInput {
  /** The node's name in the cluster. */
  readonly name: pulumi.Input<string>;
  /** The node's address, or a name that all nodes resolve; default its name. */
  readonly address?: pulumi.Input<string>;
  /** Its addresses where it has several links, in their order; instead of `address`. */
  readonly addresses?: pulumi.Input<pulumi.Input<string>[]>;
  /** How it is reached by SSH; default root, with the keys of the SSH agent. */
  readonly ssh?: pulumi.Input<SshInput>;
}

/** How a cluster is reached: what `PcsCluster.handle` and `existingCluster` give. */
export interface ClusterHandle {
  readonly clusterName?: pulumi.Input<string>;
  readonly nodes: pulumi.Input<{ name: string; addresses: string[] }[]>;
  readonly connection: pulumi.Input<Record<string, Partial<SshArgs>>>;
  readonly hostKeys?: pulumi.Input<Record<string, string>>;
}

/** A cluster of this stack, such as a `PcsCluster`. */
export interface OwnedCluster {
  readonly handle: ClusterHandle;
}

/** What every object of a cluster takes. */
export interface ClusterArgs {
  /** The cluster: a `PcsCluster` of this stack, or a handle from `existingCluster`. A change makes a new object. */
  readonly cluster: OwnedCluster | ClusterHandle;
  /** Take over what is there already under this name instead of refusing it. Default false. */
  readonly adopt?: pulumi.Input<boolean>;
}

/**
 * A handle for a cluster that this stack does not own.
 *
 * @example
 * const cluster = existingCluster({ nodes: [{ name: "testdb01", address: "192.168.0.113" }] });
 */
export function existingCluster(args: {
  /** The cluster's name, to be sure of it; default whatever cluster the nodes are in. */
  readonly clusterName?: pulumi.Input<string>;
  /** Its nodes, or some of them. */
  readonly nodes: pulumi.Input<pulumi.Input<NodeInput>[]>;
}): ClusterHandle {
  const { clusterName } = args;
  return { ...(clusterName === undefined ? {} : { clusterName }), ...reachedBy(args.nodes) };
}

/** The way to a cluster's nodes, as inputs of what is on them; secret where it may hold a key. */
export function wayTo(
  cluster: OwnedCluster | ClusterHandle,
): Pick<ClusterHandle, "nodes" | "connection" | "hostKeys"> {
  const { nodes, connection, hostKeys }: ClusterHandle = "handle" in cluster ? cluster.handle : cluster;
  return { nodes, connection: pulumi.secret(connection), hostKeys };
}

/**
 * Nodes apart from the way to them: names and addresses stay readable in a preview, the connection is secret as a whole
 * (the engine knows secrets only by whole properties of a list).
 */
export function reachedBy(
  nodes: pulumi.Input<pulumi.Input<NodeInput>[]>,
): Required<Pick<ClusterHandle, "nodes" | "connection">> {
  const known = pulumi.output(nodes);
  // A machine that is still to be made has no host key yet: its name and address are known all the same.
  const named = Array.isArray(nodes) ? nodes.map(withoutWay) : nodes;
  return {
    nodes: pulumi.unsecret(
      pulumi
        .output(named)
        .apply((all) =>
          all.map(({ name, address, addresses }) => ({ name, addresses: addresses ?? [address ?? name] })),
        ),
    ),
    connection: pulumi.secret(
      known.apply((all) => Object.fromEntries(all.map(({ name, ssh }) => [name, withoutNothing(ssh ?? {})]))),
    ),
  };
}

function withoutWay(node: pulumi.Input<NodeInput>): pulumi.Input<Omit<NodeInput, "ssh">> {
  if (pulumi.Output.isInstance(node) || node instanceof Promise) return node;
  const { name, address, addresses } = node;
  return { name, address, addresses };
}

function withoutNothing(ssh: object): Partial<SshArgs> {
  return Object.fromEntries(
    Object.entries(ssh).filter(([, value]) => value !== undefined),
  ) as Partial<SshArgs>;
}
