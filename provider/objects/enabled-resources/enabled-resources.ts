import type * as pulumi from "@pulumi/pulumi";
import type { CibObject } from "../../lifecycle/cib-object.js";
import type { ClusterArgs } from "../../lifecycle/cluster-handle.js";
import { ClusterResource } from "../../lifecycle/resource.js";
import { listProblems, secondsProblems } from "../../pcs/argument-problems.js";
import type { Cib } from "../../pcs/cib.js";

/** What enabling resources takes. */
export interface EnabledResourcesArgs extends ClusterArgs {
  /** Ids of the resources, each once; those inside of groups and clones, not the groups and clones. Changed in place. */
  readonly resources: pulumi.Input<pulumi.Input<string>[]>;
  /** How long to wait until each runs, in seconds; 0 does not wait. Default 90. */
  readonly startTimeout?: pulumi.Input<number>;
}

interface Enabled {
  readonly resources: readonly string[];
  readonly startTimeout?: number;
}

/** Resources that may run. */
export const enabledResources: CibObject<Enabled> = {
  kind: "EnabledResources",
  replaceOn: [],
  id: ({ resources }) => resources.join(","),
  required: ["resources"],
  problems: ({ resources, startTimeout }) => [
    ...listProblems("resources", resources, "at least one resource is needed"),
    ...secondsProblems("startTimeout", startTimeout),
  ],
  find(cib, { resources, startTimeout }) {
    const enabled = resources.filter((id) => isEnabled(cib, id));
    return enabled.length ? { resources: enabled, startTimeout } : undefined;
  },
  create: ({ resources }) => [["resource", "enable", ...resources]],
  update(args, found) {
    const disabled = args.resources.filter((id) => !found.resources.includes(id));
    return disabled.length ? [["resource", "enable", ...disabled]] : [];
  },
  remove({ resources }, cib) {
    const enabled = resources.filter((id) => !cib || isEnabled(cib, id));
    return enabled.length ? [["resource", "disable", ...enabled]] : [];
  },
  runs: ({ resources, startTimeout: seconds = 90 }) => resources.map((resource) => ({ resource, seconds })),
};

/**
 * Resources that may run, after they were made with `disabled: true`: all are enabled in one change, and waited for. Made
 * last, it starts what belongs together only once its groups, clones and constraints are there; taken away first, it stops
 * all of it while they still say in which order. Who disables one of them by hand sees the next `up` enable it.
 *
 * @example
 * new EnabledResources("start", { cluster, resources: [fs.resourceId, db.resourceId] }, { dependsOn: [order, together] });
 */
export class EnabledResources extends ClusterResource {
  /** The resources. */
  public readonly resources!: pulumi.Output<string[]>;

  constructor(name: string, args: EnabledResourcesArgs, opts?: pulumi.CustomResourceOptions) {
    // A resource is enabled unless somebody disabled it, so it is nothing to refuse.
    super(enabledResources, name, { ...args, adopt: args.adopt ?? true }, opts);
  }
}

function isEnabled(cib: Cib, id: string): boolean {
  const resource = cib.primitive(id);
  return resource !== undefined && resource.meta["target-role"] !== "Stopped";
}
