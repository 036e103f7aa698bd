import type * as pulumi from "@pulumi/pulumi";
import type { Problem } from "../../lifecycle/cib-object.js";
import { reachedBy, type NodeInput } from "../../lifecycle/cluster-handle.js";
import type { Managed, Reached } from "../../lifecycle/managed.js";
import { Existing, HalfDone, readable, Refusal } from "../../lifecycle/outcome.js";
import { PacemakerResource } from "../../lifecycle/resource.js";
import type { GlusterLook } from "../../pcs/gluster.js";
import { clocksApart, keysOf, knownAs, lookAtPool } from "../../pcs/gluster-pool.js";
import { reachableNodes } from "../../pcs/nodes.js";
import { askUuid, awaitMembership, join, leave, partsOf, refuseUnfit, rejoin } from "./joining.js";
import { membershipOf } from "./pool.js";

/** What a host's place in a trusted pool takes. */
export interface GlusterPeerArgs {
  /** The name of the host, one of `pool`. Another one makes a new object. */
  readonly host: pulumi.Input<string>;
  /**
   * All hosts of the pool and the way to them, in the same order for each of its peers; GlusterFS knows them by their
   * addresses. The first one is where the pool begins: it takes in nobody and is never taken out.
   */
  readonly pool: pulumi.Input<pulumi.Input<NodeInput>[]>;
  /** Take over a place in the pool that the host has already. Default false. */
  readonly adopt?: pulumi.Input<boolean>;
}

interface Declared {
  readonly host: string;
  readonly nodes: Reached["nodes"];
  /** "member", or in words what it is instead: an input, so that drift shows. */
  readonly membership: string;
  /** An output. */
  readonly uuid?: string;
}

interface Observed {
  readonly uuid: string;
  readonly version: string;
  readonly hostKeys: Readonly<Record<string, string>>;
}

type Args = Declared & Reached;

/** A host in a trusted pool of GlusterFS. */
export const glusterPeer: Managed<Declared, Observed> = {
  kind: "GlusterPeer",
  replaceOn: ["host"],
  id: ({ host }) => host,
  problems: poolProblems,

  async beyond(args, old) {
    if (old) return [];
    const apart = clocksApart(await lookAtPool(args));
    return apart === undefined ? [] : [{ property: "pool", reason: apart }];
  },

  notices: ({ membership }, old) =>
    membership === old.membership ? [] : [`its place in the pool is repaired (it is: ${old.membership})`],

  async create(args, adopt) {
    const looks = await lookAtPool(args);
    const { own, others } = seenParts(args, looks);
    refuseUnfit(own, looks, adopt && isFirst(args) ? "allowed" : "refused");
    const inIt = others.filter((other) => knownAs(other, own.node, own.uuid ?? undefined));
    if (inIt.length > 0 && !adopt && !isFirst(args))
      throw new Existing(
        `${args.host} is in the pool of ${inIt.map(({ node }) => node.name).join(", ")} already. It was not put there by this stack; give \`adopt: true\` to take it over.`,
      );
    let changed = false;
    try {
      return await placed(args, own, others, () => (changed = true));
    } catch (failure) {
      if (!changed) throw failure;
      throw new HalfDone(readable(failure).message);
    }
  },

  async read(args) {
    const looks = await lookAtPool(args);
    const { own, others } = partsOf(looks, args.host);
    const { host, nodes, uuid } = args;
    const node = hostOf(args);
    const known = others.some((other) => knownAs(other, node, uuid));
    const gone = own?.running === true && others.length > 0 && !known && !isFirst(args);
    if (gone) return undefined;
    const membership = membershipOf(own, others, node, uuid);
    const keys = { hostKeys: args.hostKeys ?? {} };
    const outputs = { uuid: uuid ?? own?.uuid ?? "", version: own?.version ?? "", ...keys };
    return { args: { host, nodes, membership }, outputs };
  },

  async update(args, old) {
    const looks = await lookAtPool(args);
    const { own, others } = seenParts(args, looks);
    return placed({ ...args, ...(old.uuid ? { uuid: old.uuid } : {}) }, own, others, () => undefined);
  },

  async remove(args) {
    if (isFirst(args)) return;
    const node = hostOf(args);
    const { others } = partsOf(await lookAtPool(args), args.host);
    const from = others.find((other) => other.running && knownAs(other, node, args.uuid));
    if (from) return leave(node, from);
    if (others.some(({ running }) => running)) return;
    throw new Refusal(
      `Unable to take ${args.host} out of the pool: no other host of it answers with a glusterd that runs.`,
    );
  },
};

/**
 * A host's place in a trusted pool of GlusterFS: taken in, watched, and given back when the host was set up anew under its
 * old name. A host that is in another pool, or has volumes of its own, is refused with what was found. `glusterd` has to be
 * installed and to run; hosts of one pool are made one after the other (`dependsOn`).
 *
 * @example
 * const pool = [{ name: "testdb01", address: "192.168.0.113" }, { name: "testdb02", address: "192.168.0.114" }];
 * const first = new GlusterPeer("testdb01", { host: "testdb01", pool });
 * const second = new GlusterPeer("testdb02", { host: "testdb02", pool }, { dependsOn: first });
 */
export class GlusterPeer extends PacemakerResource {
  /** What the pool knows the host by. */
  public readonly uuid!: pulumi.Output<string>;
  /** The installed version. */
  public readonly version!: pulumi.Output<string>;
  /** "member", or in words what was seen instead when the stack was last refreshed. */
  public readonly membership!: pulumi.Output<string>;

  constructor(name: string, args: GlusterPeerArgs, opts?: pulumi.CustomResourceOptions) {
    const { pool, adopt = false, host } = args;
    const inputs = { host, adopt, ...reachedBy(pool), membership: "member" };
    const outputs = { uuid: undefined, version: undefined, hostKeys: undefined };
    super(glusterPeer.kind, name, { ...inputs, ...outputs }, opts);
  }
}

async function placed(
  args: Args,
  own: GlusterLook,
  others: readonly GlusterLook[],
  changing: () => void,
): Promise<Observed> {
  const inIt = others.filter(({ running }) => running);
  const from = inIt.find((other) => knownAs(other, own.node, args.uuid)) ?? inIt[0];
  const before = from && knownAs(from, own.node, args.uuid);
  const isAnew = own.peers.length === 0 && own.volumes.length === 0;
  // One that was asked while it was away is known by its address alone, and comes by itself.
  const isNamed = before !== undefined && /[1-9a-f]/.test(before.uuid);
  if (from && isNamed && before.uuid !== own.uuid && isAnew) {
    changing();
    await rejoin(args, own, from, before.uuid);
  } else if (!before && from && !isFirst(args)) await join(args, own, from, changing);
  else await awaitMembership(args, own.node);
  await askUuid(own.node);
  const looks = await lookAtPool(args);
  const { uuid, version } = seenParts(args, looks).own;
  return { uuid: uuid ?? "", version: version ?? "", hostKeys: await keysOf(looks) };
}

function seenParts(args: Args, looks: readonly GlusterLook[]) {
  const { own, others } = partsOf(looks, args.host);
  if (!own) throw new Refusal(`Unable to reach ${args.host}, whose place in the pool is to be made.`);
  return { own, others };
}

function hostOf(args: Args) {
  const node = reachableNodes(args).find(({ name }) => name === args.host);
  if (!node) throw new Refusal(`${args.host} is not among the hosts of its pool.`);
  return node;
}

function isFirst({ host, nodes }: Declared): boolean {
  return nodes[0]?.name === host;
}

function poolProblems({ host, nodes }: Partial<Declared>): readonly Problem[] {
  if (host === undefined || nodes === undefined) return [];
  const names = nodes.map(({ name }) => name);
  if (names.includes(host)) return [];
  return [{ property: "host", reason: `"${host}" is not one of the pool: ${names.join(", ")}` }];
}
