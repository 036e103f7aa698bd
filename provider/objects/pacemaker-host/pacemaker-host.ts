import { isIP } from "node:net";
import * as pulumi from "../../pulumi.js";
import { reachedBy } from "../../lifecycle/cluster-handle.js";
import type { Managed } from "../../lifecycle/managed.js";
import { HalfDone, readable } from "../../lifecycle/outcome.js";
import { PacemakerResource } from "../../lifecycle/resource.js";
import {
  allReady,
  type Declared,
  type Observed,
  type PacemakerHostArgs,
  type StepName,
  type Steps,
} from "./arguments.js";
import { lookAt, outputsOf, prepare, unname } from "./preparation.js";
import { problemsOf } from "./problems.js";
import { stepsAs } from "./steps.js";

/** A host made ready for a cluster. */
export const pacemakerHost: Managed<Declared, Observed> = {
  kind: "PacemakerHost",
  // Whatever machine answers there is made ready; a name that changes is written anew.
  replaceOn: [],
  id: ({ nodes }) => nodes[0]?.name ?? "",
  problems: problemsOf,

  notices: (args, old) => [
    ...Object.entries(old.steps ?? {}).flatMap(([name, state]) =>
      state === allReady[name as StepName] ? [] : [`${name} is made ready again (it is: ${state})`],
    ),
    ...(isUpdate(args, old) ? ["all packages are brought up to date"] : []),
  ],

  async create(args) {
    let changed = false;
    try {
      return await prepare(args, args.update, () => (changed = true));
    } catch (failure) {
      if (!changed) throw failure;
      throw new HalfDone(readable(failure).message);
    }
  },

  async read(args) {
    const seen = await lookAt(args);
    const { nodes, peers, haclusterPassword, update, firewall, selinux, mirror, repositories } = args;
    const { packages, waitTimeout } = args;
    const declared = { nodes, peers, haclusterPassword, update, firewall, selinux, repositories, packages };
    return {
      args: { ...declared, waitTimeout, ...(mirror === undefined ? {} : { mirror }), steps: stepsAs(seen) },
      outputs: await outputsOf(seen, args.updated === true),
    };
  },

  update: (args, old) => prepare(args, isUpdate(args, old), () => undefined),

  remove: unname,
};

/**
 * A host that is ready for a cluster: packages, pcsd, hacluster's password, names, firewall, SELinux. It waits for a host
 * that still boots, for cloud-init and for the lock of the packages, and does only what is missing. When it is destroyed,
 * the nodes' names leave the hosts file; all else stays, packages too.
 *
 * @example
 * const host = new PacemakerHost("testdb01", {
 *   node: { name: "testdb01", address: "192.168.0.113" },
 *   peers: [{ name: "testdb01", address: "192.168.0.113" }, { name: "testdb02", address: "192.168.0.114" }],
 *   haclusterPassword: config.requireSecret("haclusterPassword"),
 * });
 */
export class PacemakerHost extends PacemakerResource {
  /** What is installed: its name, its version, and both for people. */
  public readonly os!: pulumi.Output<Observed["os"]>;
  /** The address by which the host is reached. */
  public readonly address!: pulumi.Output<string>;
  /** The versions of the cluster's packages. */
  public readonly versions!: pulumi.Output<Record<string, string>>;
  /** Each step: "ready", or what was seen missing when the stack was last refreshed. */
  public readonly steps!: pulumi.Output<Steps>;
  /** What was seen that needs nothing done, by step. */
  public readonly notes!: pulumi.Output<Partial<Record<StepName, string>>>;
  /** Whether all packages were brought up to date. */
  public readonly updated!: pulumi.Output<boolean>;
  /** The host's key by its name, pinned at first contact. */
  public readonly hostKeys!: pulumi.Output<Record<string, string>>;

  constructor(name: string, args: PacemakerHostArgs, opts?: pulumi.CustomResourceOptions) {
    const { node, ...given } = args;
    const { nodes, connection } = reachedBy([node]);
    const inputs = {
      ...given,
      nodes,
      connection,
      peers: args.peers ?? pulumi.output(nodes).apply(([own]) => alone(own)),
      haclusterPassword: pulumi.secret(args.haclusterPassword),
      update: args.update ?? false,
      firewall: args.firewall ?? "configure",
      selinux: args.selinux ?? "leave",
      repositories: args.repositories ?? "configure",
      packages: args.packages ?? [],
      waitTimeout: args.waitTimeout ?? 600,
      steps: allReady,
    };
    const outputs = ["os", "address", "versions", "notes", "updated", "hostKeys"];
    const none = Object.fromEntries(outputs.map((output) => [output, undefined]));
    super(pacemakerHost.kind, name, { ...inputs, ...none }, opts);
  }
}

// A create that failed on its way may not have come to it.
function isUpdate(args: Declared, old: Declared): boolean {
  return args.update && !(old.update && old.updated === true);
}

// A hosts file takes no names for addresses.
function alone(own: { readonly name: string; readonly addresses: readonly string[] } | undefined) {
  const address = own?.addresses[0] ?? "";
  return own && isIP(address) ? [{ name: own.name, address }] : [];
}
