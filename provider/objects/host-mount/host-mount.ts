import * as pulumi from "../../pulumi.js";
import type { Problem } from "../../lifecycle/cib-object.js";
import { type ClusterArgs, wayTo } from "../../lifecycle/cluster-handle.js";
import type { Managed, Reached } from "../../lifecycle/managed.js";
import { departed, keysOfEach, seenOnEach, stateNotices } from "../../lifecycle/on-each-node.js";
import { HalfDone, readable, Refusal } from "../../lifecycle/outcome.js";
import { PacemakerResource } from "../../lifecycle/resource.js";
import { reachableNodes } from "../../pcs/nodes.js";
import { type Check, valueProblems } from "../../pcs/value-checks.js";
import type { Entry } from "./fstab.js";
import { look, mount, refuseOther, stateOf, unmounted } from "./mounting.js";

/** What a mount takes: it is the same on all nodes. */
export interface HostMountArgs extends ClusterArgs {
  /** What is mounted, as the first field of /etc/fstab names it. A change unmounts and mounts. */
  readonly source: pulumi.Input<string>;
  /** The folder, made where it is not there; one that holds files is refused. Another one makes a new mount. */
  readonly directory: pulumi.Input<string>;
  /** The kind of the filesystem, such as `glusterfs`, `nfs` or `xfs`. */
  readonly type: pulumi.Input<string>;
  /** Options, with commas between. Default "defaults". A change unmounts and mounts. */
  readonly options?: pulumi.Input<string>;
}

interface Declared extends Entry {
  readonly nodes: Reached["nodes"];
  /** Each node: "mounted", or in words what is instead. An input, so that drift shows. */
  readonly states: Readonly<Record<string, string>>;
}

interface Observed {
  readonly hostKeys: Readonly<Record<string, string>>;
}

/** A mount on the nodes of a cluster that the cluster does not manage. */
export const hostMount: Managed<Declared, Observed> = {
  kind: "HostMount",
  replaceOn: ["directory"],
  id: ({ directory }) => directory,
  problems: mountProblems,
  notices: ({ states }, old) => stateNotices("mounted", states, old.states),

  async create(args, adopt) {
    const all = await Promise.all(reachableNodes(args).map((node) => look(node, args.directory)));
    await Promise.all(all.map((seen) => refuseOther(seen, args, adopt)));
    try {
      return await mounted(args);
    } catch (failure) {
      throw new HalfDone(readable(failure).message);
    }
  },

  async read(args) {
    const { states, hostKeys } = await seenOnEach(args, args.states, async (node) =>
      stateOf(await look(node, args.directory), args),
    );
    const { nodes, source, directory, type, options } = args;
    const gone = Object.values(states).every((state) => state === "missing");
    return gone
      ? undefined
      : { args: { nodes, source, directory, type, options, states }, outputs: { hostKeys } };
  },

  async update(args, old) {
    await taken(departed(args, old));
    return mounted(args, old);
  },

  remove: taken,
};

/**
 * A filesystem that the nodes of a cluster, or any hosts (`existingCluster`), mount by themselves, now and at boot: a line
 * in /etc/fstab. A folder that holds files, one on which something else is mounted, and one that has a line already are
 * refused. When it is destroyed, it is unmounted and the line goes. What is to move between nodes is a resource of the
 * cluster instead (`ocf:heartbeat:Filesystem`).
 *
 * @example
 * const share = new HostMount("share", { cluster, source: "192.168.0.9:/share", directory: "/srv/share", type: "nfs" });
 */
export class HostMount extends PacemakerResource {
  /** Each node, by its name: "mounted", or what was seen instead. */
  public readonly states!: pulumi.Output<Record<string, string>>;
  /** The folder. */
  public readonly directory!: pulumi.Output<string>;

  constructor(name: string, args: HostMountArgs, opts?: pulumi.CustomResourceOptions) {
    const { cluster, adopt = false, source, directory, type, options = "defaults" } = args;
    const way = wayTo(cluster);
    const states = pulumi
      .output(way.nodes)
      .apply((nodes) => Object.fromEntries(nodes.map((node) => [node.name, "mounted"])));
    super(hostMount.kind, name, { ...way, adopt, source, directory, type, options, states }, opts);
  }
}

async function mounted(args: Declared & Reached, old?: Declared): Promise<Observed> {
  await Promise.all(
    reachableNodes(args).map(async (node) => {
      let seen = await look(node, args.directory);
      // What the stack has mounted before makes place for what it mounts now.
      if (old && old.source !== args.source && seen.mounted?.source === old.source) {
        await unmounted(seen, old);
        seen = await look(node, args.directory);
      }
      await mount(seen, args);
      const state = stateOf(await look(node, args.directory), args);
      if (state !== "mounted")
        throw new Refusal(`${args.source} is not mounted on ${args.directory} of ${node.name}: ${state}.`);
    }),
  );
  return { hostKeys: await keysOfEach(args) };
}

async function taken(args: Declared & Reached): Promise<void> {
  await Promise.all(
    reachableNodes(args).map(async (node) => unmounted(await look(node, args.directory), args)),
  );
}

const folder: Check = [
  'a folder from the root on, of letters, digits, "_", ".", "-" and "/", not the root itself',
  (path) => /^(\/(?!\.{1,2}(\/|$))[\w.-]+)+$/.test(path),
];
const word: Check = ["one word without blanks", (text) => /^[^\s#\\][^\s\\]{0,1000}$/.test(text)];

function mountProblems({ directory, source, type, options }: Partial<Declared>): Problem[] {
  return [
    ...valueProblems("directory", directory, folder),
    ...valueProblems("source", source, word),
    ...valueProblems("type", type, word),
    ...valueProblems("options", options, word),
  ];
}
