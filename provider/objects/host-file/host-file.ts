import * as pulumi from "../../pulumi.js";
import { type ClusterArgs, wayTo } from "../../lifecycle/cluster-handle.js";
import type { Managed } from "../../lifecycle/managed.js";
import { departed, keysOfEach, seenOnEach, stateNotices } from "../../lifecycle/on-each-node.js";
import { HalfDone, readable } from "../../lifecycle/outcome.js";
import { PacemakerResource } from "../../lifecycle/resource.js";
import { contentOf, digestOf, stateOf, wordOf } from "./content.js";
import { put, taken } from "./files.js";
import { problemsOf } from "./problems.js";

/** What a file takes: it is the same on all nodes, or has a content for each. */
export interface HostFileArgs extends ClusterArgs {
  /** Where it is, from the root on; a missing folder is made. Another path makes a new file. */
  readonly path: pulumi.Input<string>;
  /** Its text on every node; a secret one goes there by standard input and stays encrypted in the state. */
  readonly content?: pulumi.Input<string>;
  /** Its text by the node's name, instead of `content`: each node needs one. */
  readonly contents?: pulumi.Input<Readonly<Record<string, string>>>;
  /** Its permissions in octal digits. Default "0644". */
  readonly mode?: pulumi.Input<string>;
  /** Name of the user that has it. Default root. */
  readonly owner?: pulumi.Input<string>;
  /** Name of the group that has it. Default root. */
  readonly group?: pulumi.Input<string>;
}

/** The arguments as the provider sees them. */
export interface Declared {
  readonly nodes: readonly { readonly name: string; readonly addresses: readonly string[] }[];
  readonly path: string;
  readonly content?: string;
  readonly contents?: Readonly<Record<string, string>>;
  readonly mode: string;
  readonly owner: string;
  readonly group: string;
  /** What is on each node, by its name: mode, user, group and the text's SHA-256, or what is there instead. */
  readonly files: Readonly<Record<string, string>>;
}

interface Observed {
  readonly hostKeys: Readonly<Record<string, string>>;
}

/** A file on the nodes of a cluster. */
export const hostFile: Managed<Declared, Observed> = {
  kind: "HostFile",
  replaceOn: ["path"],
  id: ({ path }) => path,
  problems: problemsOf,
  notices: ({ files }, old) => stateNotices("written", files, old.files),

  async create(args, adopt) {
    const changed: string[] = [];
    try {
      await put(args, { adopt, changed });
      return { hostKeys: await keysOfEach(args) };
    } catch (failure) {
      if (changed.length === 0) throw failure;
      throw new HalfDone(readable(failure).message);
    }
  },

  async read(args) {
    const { states, hostKeys } = await seenOnEach(args, args.files, (node) => stateOf(node, args));
    const { nodes, path, content, contents, mode, owner, group } = args;
    const text = content === undefined ? { contents } : { content };
    const declared = { nodes, path, ...text, mode, owner, group, files: states };
    const gone = Object.values(states).every((state) => state === "missing");
    return gone ? undefined : { args: declared, outputs: { hostKeys } };
  },

  async update(args, old) {
    await taken(departed(args, old), { unreachable: "is gone" });
    await put(args, { adopt: true, changed: [] });
    return { hostKeys: await keysOfEach(args) };
  },

  remove: (args) => taken(args, { unreachable: "fails" }),
};

/**
 * A file on the nodes of a cluster, or of any hosts (`existingCluster`): written whole, with its owner and mode, put back
 * when it was changed, and removed when this is destroyed. A file that is there and says something else is refused unless
 * `adopt` says to write over it.
 *
 * @example
 * const site = new HostFile("site", { cluster, path: "/var/www/html/index.html", content: "<h1>It works</h1>\n" });
 */
export class HostFile extends PacemakerResource {
  /** What is on each node, by its name: mode, user, group and the text's SHA-256, or what was seen instead. */
  public readonly files!: pulumi.Output<Record<string, string>>;
  /** The SHA-256 of the text on each node: what restarts when the file changes takes it as a trigger. */
  public readonly digests: pulumi.Output<Record<string, string>>;

  constructor(name: string, args: HostFileArgs, opts?: pulumi.CustomResourceOptions) {
    const { cluster, adopt = false, path, content, contents } = args;
    const { mode = "0644", owner = "root", group = "root" } = args;
    const way = wayTo(cluster);
    const text = content === undefined ? { contents } : { content };
    const declared = pulumi.output({ nodes: way.nodes, mode, owner, group, ...text });
    const files = declared.apply((all) =>
      Object.fromEntries(all.nodes.map((node) => [node.name, wordOf(all, node.name)])),
    );
    super(hostFile.kind, name, { ...way, adopt, path, ...text, mode, owner, group, files }, opts);
    this.digests = declared.apply((all) =>
      Object.fromEntries(all.nodes.map((node) => [node.name, digestOf(contentOf(all, node.name))])),
    );
  }
}
