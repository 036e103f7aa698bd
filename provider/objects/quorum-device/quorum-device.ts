import * as pulumi from "../../pulumi.js";
import type { ClusterHandle } from "../../lifecycle/cluster-handle.js";
import type { Managed } from "../../lifecycle/managed.js";
import { HalfDone, readable, Refusal } from "../../lifecycle/outcome.js";
import { PacemakerResource } from "../../lifecycle/resource.js";
import type { NodeSurvey } from "../../pcs/survey.js";
import {
  addDevice,
  awaitWitness,
  dismiss,
  introduce,
  isWitnessed,
  removeDevice,
  updateDevice,
} from "../../pcs/witness.js";
import type { Declared, Observed, QuorumDeviceArgs } from "./arguments.js";
import { declaredAs, deviceOf, differences, inWords } from "./device.js";
import { membersOf, seenMembers } from "./members.js";
import { problemsOf } from "./problems.js";

/** The quorum device of a cluster: corosync.conf's `device`, and its daemon on each node. */
export const quorumDevice: Managed<Declared, Observed> = {
  kind: "QuorumDevice",
  replaceOn: ["host", "clusterName"],
  id: ({ host }) => host,
  problems: problemsOf,
  notices: (args, old) => inWords(differences(args, old)),

  async create(args, adopt) {
    const members = await membersOf(args);
    const [first] = members;
    const found = first.conf.device && declaredAs(args, first.conf.device);
    if (!found) return added(args, members);
    if (!adopt || found.host !== args.host)
      throw new Refusal(
        `The cluster "${first.conf.clusterName}" has a quorum device already, at ${found.host}. It was not made by this stack and nothing was changed. ${adopt ? `Declare \`host: "${found.host}"\` to take it over, or remove it (\`pcs quorum device remove\`).` : "Give `adopt: true` to take it over."}`,
      );
    await updateDevice(first, differences(args, found));
    return witnessed(members);
  },

  async read(args) {
    const members = await seenMembers(args);
    const device = members.find(({ conf }) => conf)?.conf?.device;
    if (!device) return undefined;
    return { args: declaredAs(args, device), outputs: { connected: members.every(isWitnessed) } };
  },

  async update(args, old) {
    const members = await membersOf(args);
    const [first] = members;
    const { device } = first.conf;
    if (!device) return added(args, members);
    const renewed = args.haclusterPassword !== old.haclusterPassword || args.token !== old.token;
    if (renewed) await introduce(members, witnessOf(args));
    await updateDevice(first, differences(args, declaredAs(args, device)));
    return witnessed(members);
  },

  async remove(args) {
    const members = await seenMembers(args);
    const first = members.find(({ conf }) => conf?.device);
    if (first) await removeDevice(first);
    if (args.haclusterPassword !== undefined || args.token !== undefined) await dismiss(members, args.host);
  },
};

/**
 * A witness for a cluster: a host that is no node of it has a vote (`corosync-qnetd`), so that of two nodes one goes on when
 * the other is lost or the link between them is cut. The cluster runs on while it is made, changed and removed; pcs takes
 * `auto_tie_breaker` and `last_man_standing` away for it, so do not declare them on the `PcsCluster`.
 *
 * @example
 * new QuorumDevice("witness", { cluster, host: "192.168.0.116", haclusterPassword: config.requireSecret("haclusterPassword") });
 */
export class QuorumDevice extends PacemakerResource {
  /** What Corosync connects to. */
  public readonly host!: pulumi.Output<string>;
  /** Whether every node has found the witness. */
  public readonly connected!: pulumi.Output<boolean>;

  constructor(name: string, args: QuorumDeviceArgs, opts?: pulumi.CustomResourceOptions) {
    const { cluster, ...given } = args;
    const handle: ClusterHandle = "handle" in cluster ? cluster.handle : cluster;
    const secret = (value: pulumi.Input<string> | undefined) =>
      value === undefined ? undefined : pulumi.secret(value);
    const inputs = {
      ...given,
      ...handle,
      algorithm: args.algorithm ?? "ffsplit",
      haclusterPassword: secret(args.haclusterPassword),
      token: secret(args.token),
    };
    super(quorumDevice.kind, name, { ...inputs, connected: undefined }, opts);
  }
}

async function added(args: Declared, members: Awaited<ReturnType<typeof membersOf>>): Promise<Observed> {
  const [first] = members;
  await introduce(members, witnessOf(args));
  try {
    await addDevice(first, deviceOf(args));
  } catch (failure) {
    const seen = await seenMembers(args).catch(() => undefined);
    if (seen?.some(({ conf }) => conf?.device) === false) throw failure;
    throw new HalfDone(readable(failure).message);
  }
  return witnessed(members);
}

async function witnessed(members: readonly NodeSurvey[]): Promise<Observed> {
  try {
    await awaitWitness(members);
  } catch (failure) {
    throw new HalfDone(readable(failure).message);
  }
  return { connected: true };
}

function witnessOf({ host, address = host, haclusterPassword: password, token }: Declared) {
  return { host, address, password, token };
}
