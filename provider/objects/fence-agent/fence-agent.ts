import * as pulumi from "../../pulumi.js";
import { type ClusterArgs, wayTo } from "../../lifecycle/cluster-handle.js";
import type { Managed } from "../../lifecycle/managed.js";
import { departed, stateNotices } from "../../lifecycle/on-each-node.js";
import { HalfDone, readable } from "../../lifecycle/outcome.js";
import { PacemakerResource } from "../../lifecycle/resource.js";
import { digestOf, fenceAgentName, fenceAgentPath, fenceAgentText, passwordPath } from "./agent.js";
import { type Files, forgotten, looked, put, taken } from "./installation.js";

/** What the package's fence agent takes. */
export interface FenceAgentArgs extends ClusterArgs {
  /**
   * The API token, `user@realm!name=secret`, for devices that say `password_file: fenceAgent.passwordFile`: a file that root
   * alone can read. So it is neither in the cluster's configuration nor in Pacemaker's log, and another one is used from the
   * next call on, without a restart of anything and never half of it. The secret alone goes with devices that have the
   * `username`. Default none: each device has its own `password`.
   */
  readonly password?: pulumi.Input<string>;
}

interface Declared {
  readonly nodes: readonly { readonly name: string; readonly addresses: readonly string[] }[];
  /** What is on each node, by its name: the agent's SHA-256, or in words what is there instead. */
  readonly files: Files;
  readonly password?: string;
}

interface Observed {
  readonly agent: string;
  readonly path: string;
  readonly passwordFile?: string;
  readonly hostKeys: Readonly<Record<string, string>>;
}

/** The package's own fence agent on the nodes of a cluster. */
export const fenceAgent: Managed<Declared, Observed> = {
  kind: "FenceAgent",
  replaceOn: [],
  id: () => fenceAgentName,
  problems: ({ nodes, password }) => [
    ...(nodes?.length === 0
      ? [{ property: "cluster", reason: "a cluster without nodes has nobody who fences" }]
      : []),
    ...(password === undefined || /^[\x21-\x7e]+$/.test(password)
      ? []
      : [
          {
            property: "password",
            reason: "a token, or its secret, of letters, digits and signs in one word is needed",
          },
        ]),
  ],

  notices: ({ files }, old) => stateNotices("put", files, old.files),

  async create(args, adopt) {
    const changed: string[] = [];
    try {
      return outputs(args, await put(args, { adopt, changed }));
    } catch (failure) {
      if (changed.length === 0) throw failure;
      throw new HalfDone(readable(failure).message);
    }
  },

  async read(args) {
    const { files, hostKeys } = await looked(args, args.files);
    const { nodes, password } = args;
    const gone = Object.values(files).every((file) => file === "missing");
    const declared = { nodes, files, ...(password === undefined ? {} : { password }) };
    return gone ? undefined : { args: declared, outputs: outputs(args, hostKeys) };
  },

  async update(args, old) {
    await taken(departed(args, old), { unreachable: "is gone" });
    if (args.password === undefined && old.password !== undefined)
      await forgotten({ ...args, password: old.password });
    return outputs(args, await put(args, { adopt: true, changed: [] }));
  },

  remove: (args) => taken(args, { unreachable: "fails" }),
};

/**
 * The package's own fence agent, `fence_pve_token`, on all nodes of a cluster: it fences virtual machines of Proxmox VE
 * with an API token, its TLS certificate pinned, and calls nothing a success that it has not seen. Devices that use it
 * depend on it; their options are in `fence_pve_token --help` on a node. It is removed when this is destroyed.
 *
 * @example
 * const fenceAgent = new FenceAgent("fence-agent", { cluster, password: config.requireSecret("fenceToken") });
 * const { agent, passwordFile: password_file } = fenceAgent;
 * const api = { ip: "10.0.0.1,10.0.0.2", password_file, ssl_fingerprint };
 * const options = { ...api, plug: "101", pcmk_host_list: "testdb01" };
 * new StonithDevice("fence-testdb01", { cluster, agent, options }, { dependsOn: fenceAgent });
 */
export class FenceAgent extends PacemakerResource {
  /** The agent's name, for `StonithDevice`. */
  public readonly agent!: pulumi.Output<string>;
  /** Where it is on the nodes. */
  public readonly path!: pulumi.Output<string>;
  /** The file that holds `password` on each node, for the option `password_file`; undefined without one. */
  public readonly passwordFile!: pulumi.Output<string | undefined>;
  /** What is on each node, by its name: the agent's SHA-256, or in words what was seen instead. */
  public readonly files!: pulumi.Output<Files>;

  constructor(name: string, args: FenceAgentArgs, opts?: pulumi.CustomResourceOptions) {
    const { cluster, adopt } = args;
    const way = wayTo(cluster);
    const digest = digestOf(fenceAgentText);
    const files = pulumi
      .output(way.nodes)
      .apply((all) => Object.fromEntries(all.map((node) => [node.name, digest])));
    const password = args.password === undefined ? {} : { password: pulumi.secret(args.password) };
    const given = { ...way, adopt: adopt ?? false, files };
    const outputs = { agent: undefined, path: undefined, passwordFile: undefined };
    super(fenceAgent.kind, name, { ...given, ...password, ...outputs }, opts);
  }
}

function outputs({ password }: Declared, hostKeys: Observed["hostKeys"]): Observed {
  const passwordFile = password === undefined ? {} : { passwordFile: passwordPath };
  return { agent: fenceAgentName, path: fenceAgentPath, ...passwordFile, hostKeys };
}
