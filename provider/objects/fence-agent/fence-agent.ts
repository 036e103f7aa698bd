import * as pulumi from "@pulumi/pulumi";
import type { ClusterArgs, ClusterHandle } from "../../lifecycle/cluster-handle.js";
import type { Managed } from "../../lifecycle/managed.js";
import { HalfDone, readable } from "../../lifecycle/outcome.js";
import { PacemakerResource } from "../../lifecycle/resource.js";
import { digestOf, fenceAgentName, fenceAgentPath, fenceAgentText } from "./agent.js";
import { type Files, looked, put, taken } from "./installation.js";

interface Declared {
  readonly nodes: readonly { readonly name: string; readonly addresses: readonly string[] }[];
  /** What is on each node, by its name: the agent's SHA-256, or in words what is there instead. */
  readonly files: Files;
}

interface Observed {
  readonly agent: string;
  readonly path: string;
  readonly hostKeys: Readonly<Record<string, string>>;
}

/** The package's own fence agent on the nodes of a cluster. */
export const fenceAgent: Managed<Declared, Observed> = {
  kind: "FenceAgent",
  replaceOn: [],
  id: () => fenceAgentName,
  problems: ({ nodes }) =>
    nodes?.length === 0
      ? [{ property: "cluster", reason: "a cluster without nodes has nobody who fences" }]
      : [],

  notices: ({ files }, old) =>
    Object.keys(files)
      .filter((node) => files[node] !== old.files[node])
      .map((node) => `it is put on ${node} (there is: ${old.files[node] ?? "nothing yet"})`),

  async create(args, adopt) {
    const changed: string[] = [];
    try {
      return outputs(await put(args, { adopt, changed }));
    } catch (failure) {
      if (changed.length === 0) throw failure;
      throw new HalfDone(readable(failure).message);
    }
  },

  async read(args) {
    const { files, hostKeys } = await looked(args, args.files);
    const gone = Object.values(files).every((file) => file === "missing");
    return gone ? undefined : { args: { nodes: args.nodes, files }, outputs: outputs(hostKeys) };
  },

  async update(args, old) {
    const left = old.nodes.filter(({ name }) => !args.nodes.some((node) => node.name === name));
    await taken({ ...old, nodes: left }, { unreachable: "is gone" });
    return outputs(await put(args, { adopt: true, changed: [] }));
  },

  remove: (args) => taken(args, { unreachable: "fails" }),
};

/**
 * The package's own fence agent, `fence_pve_token`, on all nodes of a cluster: it fences virtual machines of Proxmox VE
 * with an API token, its TLS certificate pinned, and calls nothing a success that it has not seen. Devices that use it
 * depend on it; their options are in `fence_pve_token --help` on a node. It is removed when this is destroyed.
 *
 * @example
 * const fenceAgent = new FenceAgent("fence-agent", { cluster });
 * const options = { ip: "10.0.0.1,10.0.0.2", username: "fence@pve!pair", password, ssl_fingerprint, plug: "101" };
 * new StonithDevice(
 *   "fence-testdb01",
 *   { cluster, agent: fenceAgent.agent, options: { ...options, pcmk_host_list: "testdb01" } },
 *   { dependsOn: fenceAgent },
 * );
 */
export class FenceAgent extends PacemakerResource {
  /** The agent's name, for `StonithDevice`. */
  public readonly agent!: pulumi.Output<string>;
  /** Where it is on the nodes. */
  public readonly path!: pulumi.Output<string>;
  /** What is on each node, by its name: the agent's SHA-256, or in words what was seen instead. */
  public readonly files!: pulumi.Output<Files>;

  constructor(name: string, args: ClusterArgs, opts?: pulumi.CustomResourceOptions) {
    const { cluster, adopt } = args;
    const { nodes, connection, hostKeys }: ClusterHandle = "handle" in cluster ? cluster.handle : cluster;
    const digest = digestOf(fenceAgentText);
    const files = pulumi
      .output(nodes)
      .apply((all) => Object.fromEntries(all.map((node) => [node.name, digest])));
    const given = { nodes, connection: pulumi.secret(connection), hostKeys, adopt: adopt ?? false, files };
    super(fenceAgent.kind, name, { ...given, agent: undefined, path: undefined }, opts);
  }
}

function outputs(hostKeys: Readonly<Record<string, string>>): Observed {
  return { agent: fenceAgentName, path: fenceAgentPath, hostKeys };
}
