import * as pulumi from "../pulumi.js";
import type { CibObject } from "./cib-object.js";
import type { ClusterArgs, ClusterHandle } from "./cluster-handle.js";
import { endsAlone, needsNodes } from "./ending.js";
import { providerText } from "./provider-text.js";
import { keptSecret } from "./secrets.js";

/**
 * A dynamic resource of this package. It is what `pulumi.dynamic.Resource` makes, with a constant provider text instead of
 * a serialized closure, which would differ between installations and keep old bugs in the state.
 */
export class PacemakerResource extends pulumi.CustomResource {
  /**
   * @param props inputs, and outputs as undefined
   */
  constructor(kind: string, name: string, props: object, opts?: pulumi.CustomResourceOptions) {
    super(
      `pulumi-nodejs:dynamic/pacemaker:${kind}`,
      name,
      { ...props, __provider: providerText(kind) },
      opts,
    );
  }
}

/** A thing in a cluster's configuration: goes with its cluster, keeps what is secret, and warns of what is risky. */
export class ClusterResource extends PacemakerResource {
  constructor(
    object: Pick<CibObject<never>, "kind" | "warnings">,
    name: string,
    props: ClusterArgs & Record<string, unknown>,
    opts: pulumi.CustomResourceOptions = {},
  ) {
    const { cluster, ...args } = props;
    const handle: ClusterHandle = "handle" in cluster ? cluster.handle : cluster;
    const owned = pulumi.Resource.isInstance(cluster);
    const alone = needsNodes([args, opts.dependsOn]);
    const way = owned ? { ...handle, owned } : handle;
    const owner = owned && !alone ? { deletedWith: cluster } : undefined;
    super(object.kind, name, { ...keptSecret(args), cluster: way }, { ...owner, ...opts });
    if (alone) endsAlone(this);
    if (object.warnings) warn(this, object.warnings.bind(object), args, handle);
  }
}

// Shown at each preview, as soon as the arguments are known.
function warn(
  resource: pulumi.Resource,
  warnings: NonNullable<CibObject<never>["warnings"]>,
  args: object,
  handle: ClusterHandle,
): void {
  const known = pulumi.all([pulumi.output(args), pulumi.output(handle.nodes)]);
  known.apply(([plainArgs, nodes]) => {
    for (const text of warnings(plainArgs as never, { nodes: nodes.length }))
      void pulumi.log.warn(text, resource);
  });
}
