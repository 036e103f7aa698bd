import type * as pulumi from "@pulumi/pulumi";
import type { CibObject } from "../../lifecycle/cib-object.js";
import type { ClusterArgs } from "../../lifecycle/cluster-handle.js";
import { ClusterResource } from "../../lifecycle/resource.js";
import { metaProblems } from "../../pcs/meta-attributes.js";
import { idProblems, repeatedProblems, type Mistake, wordProblems } from "../../pcs/argument-problems.js";
import { bundleOptionProblems } from "../../pcs/bundle-problems.js";
import { foundValues, metaOf, optionWords, type Value, type Values } from "../../pcs/options.js";
import { bundle, freeing } from "../../pcs/resource-trees.js";

type Options = pulumi.Input<Record<string, pulumi.Input<Value>>>;

/** What a bundle takes. */
export interface BundleResourceArgs extends ClusterArgs {
  /** Its id in the cluster; default the resource's name. A change makes a new object. */
  readonly bundleId?: pulumi.Input<string>;
  /** What runs the containers: `podman` (default) or `docker`. A change makes a new object. */
  readonly container?: pulumi.Input<"podman" | "docker">;
  /** Options of the container by pcs's names: `image` (needed), `replicas`, `promoted-max`, `options`, ... */
  readonly containerOptions: Options;
  /** Options of the network: `ip-range-start`, `control-port`, `host-interface`, ... */
  readonly network?: Options;
  /** Ports that are mapped, each with its `id`: `{ id, port, "internal-port", range }`. */
  readonly portMaps?: pulumi.Input<Options[]>;
  /** Storage that is mapped, each with its `id`: `{ id, "source-dir", "target-dir", options }`. */
  readonly storageMaps?: pulumi.Input<Options[]>;
  /** Meta attributes by Pacemaker's own names. */
  readonly meta?: Options;
}

interface Bundle {
  readonly bundleId: string;
  readonly container: string;
  readonly containerOptions: Values;
  readonly network?: Values;
  readonly portMaps?: readonly Values[];
  readonly storageMaps?: readonly Values[];
  readonly meta?: Values;
}

/** Containers that the cluster runs. */
export const bundleResource: CibObject<Bundle> = {
  kind: "BundleResource",
  replaceOn: ["bundleId", "container"],
  id: ({ bundleId }) => bundleId,
  required: ["containerOptions"],
  problems: ({ bundleId, container, containerOptions, network, portMaps = [], storageMaps = [], meta }) => [
    ...idProblems("bundleId", bundleId),
    ...wordProblems("container", container, ["podman", "docker"]),
    ...(containerOptions && !containerOptions["image"]
      ? [{ property: "containerOptions.image", reason: "an image is needed" }]
      : []),
    ...bundleOptionProblems("containerOptions", containerOptions),
    ...bundleOptionProblems("network", network),
    ...mapProblems("portMaps", portMaps),
    ...mapProblems("storageMaps", storageMaps),
    ...metaProblems("meta", meta),
  ],
  find(cib, args) {
    const found = bundle(cib, args.bundleId);
    if (!found) return undefined;
    const maps = (
      all: readonly Readonly<Record<string, string>>[],
      declared: readonly Values[] | undefined,
    ) =>
      all.length || declared
        ? all.map(
            (one) =>
              foundValues(
                one,
                declared?.find(({ id }) => id === one["id"]),
              ) ?? {},
          )
        : undefined;
    return {
      bundleId: args.bundleId,
      container: found.container,
      containerOptions: foundValues(found.containerOptions, args.containerOptions) ?? {},
      network: foundValues(found.network ?? {}, args.network),
      portMaps: maps(found.portMaps, args.portMaps),
      storageMaps: maps(found.storageMaps, args.storageMaps),
      meta: metaOf(found.meta, args.meta),
    } as Bundle;
  },
  create: ({
    bundleId,
    container,
    containerOptions,
    network = {},
    portMaps = [],
    storageMaps = [],
    meta = {},
  }) => [
    [
      ...["resource", "bundle", "create", bundleId, "container", container, ...optionWords(containerOptions)],
      ...(Object.keys(network).length ? ["network", ...optionWords(network)] : []),
      ...portMaps.flatMap((map) => ["port-map", ...optionWords(map)]),
      ...storageMaps.flatMap((map) => ["storage-map", ...optionWords(map)]),
      ...(Object.keys(meta).length ? ["meta", ...optionWords(meta)] : []),
    ],
  ],
  update(args, found) {
    const part = (word: string, words: readonly string[]) => (words.length ? [word, ...words] : []);
    const ports = mapWords("port-map", args.portMaps, found.portMaps);
    const storage = mapWords("storage-map", args.storageMaps, found.storageMaps);
    const own = [
      ...part("container", optionWords(args.containerOptions, found.containerOptions)),
      ...part("network", optionWords(args.network ?? {}, found.network)),
      ...part("meta", optionWords(args.meta ?? {}, found.meta)),
    ];
    // One command cannot remove and add the same id.
    return [[...ports.gone, ...storage.gone], own, [...ports.added, ...storage.added]]
      .filter((words) => words.length > 0)
      .map((words) => ["resource", "bundle", "update", args.bundleId, ...words]);
  },
  remove: ({ bundleId }, cib) => [...freeing(cib, bundleId), ["resource", "delete", bundleId]],
};

/**
 * Containers that the cluster starts on its nodes, with their addresses, ports and storage.
 *
 * @example
 * new BundleResource("web", { cluster, containerOptions: { image: "httpd:2.4", replicas: 2 }, network: { "control-port": 3121 } });
 */
export class BundleResource extends ClusterResource {
  /** Its id in the cluster. */
  public readonly bundleId!: pulumi.Output<string>;

  constructor(name: string, args: BundleResourceArgs, opts?: pulumi.CustomResourceOptions) {
    const { bundleId = name, container = "podman" } = args;
    super(bundleResource, name, { ...args, bundleId, container }, opts);
  }
}

function mapProblems(property: "portMaps" | "storageMaps", maps: readonly Values[]): Mistake[] {
  const ids = maps.map(({ id }) => (id === undefined ? undefined : String(id)));
  return [
    ...ids.flatMap((id, index) =>
      id === undefined
        ? [{ property: `${property}[${index}].id`, reason: "an id is needed" }]
        : idProblems(`${property}[${index}].id`, id),
    ),
    ...maps.flatMap((map, index) => bundleOptionProblems(property, map, `${property}[${index}]`)),
    ...repeatedProblems(
      property,
      ids.map((id, index) => id ?? `:${index}`),
    ),
  ];
}

function mapWords(word: string, wanted: readonly Values[] = [], found: readonly Values[] = []) {
  const text = (map: Values | undefined) =>
    optionWords(map ?? {})
      .sort()
      .join("\n");
  const at = (maps: readonly Values[], id: Values[string] | undefined) =>
    maps.find((map) => map["id"] === id);
  const gone = found.filter((map) => text(map) !== text(at(wanted, map["id"])));
  const added = wanted.filter((map) => text(map) !== text(at(found, map["id"])));
  return {
    gone: gone.flatMap(({ id }) => [word, "remove", String(id)]),
    added: added.flatMap((map) => [word, "add", ...optionWords(map)]),
  };
}
