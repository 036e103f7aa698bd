import * as pulumi from "../../pulumi.js";
import { reachedBy } from "../../lifecycle/cluster-handle.js";
import type { Managed } from "../../lifecycle/managed.js";
import { PacemakerResource } from "../../lifecycle/resource.js";
import { clocksApart } from "../../pcs/gluster-pool.js";
import {
  type Args,
  type Brick,
  type Declared,
  type GlusterVolumeArgs,
  keyOf,
  type Observed,
} from "./arguments.js";
import { bricksIn, replicationIn, unfitPlace } from "./findings.js";
import { brought, made } from "./making.js";
import { assertGone, lookAround, optionsIn, outputsOf, stateOfVolume } from "./observation.js";
import { problemsOf } from "./problems.js";
import { taken } from "./removal.js";

/** A replicated volume of GlusterFS. */
export const glusterVolume: Managed<Declared, Observed> = {
  kind: "GlusterVolume",
  replaceOn: ["volumeName"],
  id: ({ volumeName }) => volumeName,
  problems: problemsOf,

  async beyond(args, old) {
    if (old) return [];
    const { looks, volume } = await lookAround(args);
    const apart = clocksApart(looks);
    // The bricks of a volume that is there hold data, of course; whether it is taken over is decided when it is made.
    const places = volume ? [] : args.bricks.map((brick) => placeProblem(args, looks, brick));
    return [
      ...(apart === undefined ? [] : [{ property: "hosts", reason: apart }]),
      ...places.flatMap((reason, index) => (reason ? [{ property: `bricks[${index}]`, reason }] : [])),
    ];
  },

  notices: (args, old) => [
    ...args.bricks.flatMap((brick, index) => {
      const before = old.bricks[index];
      if (!before) return [`a brick is added: ${keyOf(brick)}, filled from the others`];
      return keyOf(before) === keyOf(brick)
        ? []
        : [
            `${keyOf(before)} is replaced by ${keyOf(brick)}, filled from the others; its data stay where they are`,
          ];
    }),
    ...Object.entries(old.states ?? {}).flatMap(([brick, state]) =>
      state === "online" || !(brick in args.states)
        ? []
        : [
            `${brick} is ${state === "lost" ? "made anew from the others" : "brought back"} (it is: ${state})`,
          ],
    ),
  ],

  create: made,

  async read(args) {
    const sight = await lookAround(args);
    const { volume } = sight;
    // One of this name that is not ours is somebody's: ours is gone.
    if (!volume || (args.volumeId && volume.id !== args.volumeId)) {
      assertGone(args, sight);
      return undefined;
    }
    const { volumeName, nodes, onRootFilesystem, healTimeout, untouched = {} } = args;
    const { states, state } = await stateOfVolume(args, sight, volume);
    const found = {
      ...{ volumeName, nodes, onRootFilesystem, healTimeout, states },
      bricks: bricksIn(args, volume),
      replication: replicationIn(volume) ?? args.replication,
      options: optionsIn(volume, args.options, untouched),
    };
    return { args: found, outputs: await outputsOf(sight, volume, state, untouched) };
  },

  update: brought,
  remove: taken,
};

/**
 * A replicated volume of GlusterFS on hosts of one trusted pool: made, started, its options kept, its bricks watched. A
 * brick that a host has lost, because it was set up anew, is made again and filled from the others, and every change is
 * over only when nothing is left to heal. Bricks that hold data, a volume of this name that is not the stack's, and clocks
 * that are apart are refused before anything is changed. When it is destroyed, the volume goes and the files stay in the
 * bricks; one that is still mounted somewhere is refused.
 *
 * @example
 * const web = new GlusterVolume("web", {
 *   hosts: pool,
 *   bricks: ["testdb01", "testdb02", "arbiter"].map((host) => ({ host, path: "/bricks/web/brick" })),
 *   options: { "network.ping-timeout": 10 },
 * }, { dependsOn: peers });
 */
export class GlusterVolume extends PacemakerResource {
  /** Its name, for a mount: `localhost:/NAME`. */
  public readonly volumeName!: pulumi.Output<string>;
  /** What the pool knows it by. */
  public readonly volumeId!: pulumi.Output<string>;
  /** Each brick by `host:path`: "online", or in words what was seen instead when the stack was last refreshed. */
  public readonly states!: pulumi.Output<Record<string, string>>;
  /** Entries that were left to heal when it was last looked at; undefined while nobody could tell. */
  public readonly healPending!: pulumi.Output<number | undefined>;
  /** Entries in split brain when it was last looked at. */
  public readonly splitBrain!: pulumi.Output<number | undefined>;

  constructor(name: string, args: GlusterVolumeArgs, opts?: pulumi.CustomResourceOptions) {
    const { hosts, adopt = false, bricks, replication = "arbiter", options = {} } = args;
    const { volumeName = name, onRootFilesystem = false, healTimeout = 3600 } = args;
    const states = pulumi
      .output(bricks)
      .apply((all) => Object.fromEntries(all.map((brick) => [keyOf(brick), "online"])));
    const inputs = { volumeName, bricks, replication, options, onRootFilesystem, healTimeout, states };
    const outputs = {
      volumeId: undefined,
      healPending: undefined,
      splitBrain: undefined,
      untouched: undefined,
    };
    super(
      glusterVolume.kind,
      name,
      { ...inputs, ...reachedBy(hosts), adopt, ...outputs, hostKeys: undefined },
      opts,
    );
    // Shown at each preview.
    pulumi.output(replication).apply((kind) => {
      if (kind === "two-can-split-brain")
        void pulumi.log.warn(
          'Two copies without a third brick: when the hosts lose each other, both take writes, and the copies contradict each other (split brain). Add a third brick, `replication: "arbiter"`.',
          this,
        );
    });
  }
}

function placeProblem(
  args: Args,
  looks: Awaited<ReturnType<typeof lookAround>>["looks"],
  brick: Brick,
): string | undefined {
  const look = looks.find(({ node }) => node.name === brick.host);
  return look && unfitPlace(look, brick, args.onRootFilesystem);
}
