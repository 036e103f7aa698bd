import { randomUUID } from "node:crypto";
import { isIP } from "node:net";
import * as pulumi from "../../pulumi.js";
import type { Problem } from "../../lifecycle/cib-object.js";
import type { Managed } from "../../lifecycle/managed.js";
import { Refusal } from "../../lifecycle/outcome.js";
import { PacemakerResource } from "../../lifecycle/resource.js";
import {
  inWords,
  lacks,
  machineAt,
  machineProblems,
  type MachinePlan,
  type ProxmoxApi,
  ProxmoxFailure,
  type ProxmoxMachineArgs,
  removeMachine,
} from "../../proxmox/index.js";
import { isAnswering } from "./answering.js";

/** What claiming a number for a machine takes. Another number is claimed instead. */
export interface ProxmoxClaimArgs extends ProxmoxMachineArgs {
  /** The Proxmox node that the machine is to run on. */
  readonly proxmoxNode: pulumi.Input<string>;
  /** Proxmox's storage for its disk. */
  readonly datastore: pulumi.Input<string>;
  /** The bridges of its network cards. */
  readonly bridges: pulumi.Input<pulumi.Input<string>[]>;
  /** The image of its disk that is there, or the storage that one is downloaded to. */
  readonly image: { readonly fileId: pulumi.Input<string> } | { readonly datastore: pulumi.Input<string> };
  /** The address that it is going to have, with its prefix's length: refused when it answers before it is given. */
  readonly address: pulumi.Input<string>;
}

interface Declared extends ProxmoxApi, MachinePlan {
  readonly address: string;
  /** The UUID that the machine is made with: what has it is ours. */
  readonly mark?: string;
}

/** A number claimed for a machine. */
export const proxmoxClaim: Managed<Declared, object> = {
  kind: "ProxmoxClaim",
  // A claim that is made anew would find the machine that is still to go at its address.
  replaceOn: [],
  id: ({ vmId }) => String(vmId),
  problems: problemsOf,

  async examine(args, old) {
    // Made once and an input from then on: a machine that was half made by an earlier run is known by it.
    const adds = { mark: old.mark ?? randomUUID() };
    const { endpoint, apiToken } = args;
    if (endpoint === undefined || apiToken === undefined) return { problems: [], adds };
    try {
      return { problems: await foundAt({ ...args, ...adds, endpoint, apiToken }, old), adds };
    } catch (failure) {
      if (!(failure instanceof ProxmoxFailure)) throw failure;
      const property = failure.kind === "token" ? "apiToken" : "endpoint";
      return { problems: [{ property, reason: failure.message }], adds };
    }
  },

  notices: () => [],

  create: claim,

  async read(args) {
    return { args, outputs: {} };
  },

  update: claim,

  // The machine goes with it, also one whose making was cut off and that no state knows: here it is known by its UUID, and
  // the plugin would remove whatever has its number.
  async remove(args) {
    const machine = await machineAt(args, args.vmId);
    if (machine === undefined || machine === "hidden" || machine.uuid !== args.mark) return;
    await removeMachine(args, machine);
  },
};

/**
 * The number of a virtual machine on Proxmox, claimed before the machine is made, and a UUID to make it with. At each
 * preview and update it asks Proxmox's API: whether the token is good and may do what is needed, whether node, storages,
 * bridges and image are there, and whether the number is free in the whole Proxmox cluster or has a machine with this UUID.
 * Everything else under that number is refused: the Proxmox plugin would take it for its own. When the claim is destroyed, the
 * machine with this UUID goes, and nothing else: give the machine `deletedWith: claim`, and the plugin removes nothing.
 *
 * @example
 * const claim = new ProxmoxClaim("testdb01", {
 *   endpoint: "https://pve1.example:8006/", apiToken: config.requireSecret("proxmoxToken"), vmId: 101,
 *   proxmoxNode: "pve1", datastore: "local-lvm", bridges: ["vmbr0"], image: { datastore: "local" },
 *   address: "192.168.0.113/24",
 * });
 */
export class ProxmoxClaim extends PacemakerResource {
  /** The UUID to make the machine with. */
  public readonly mark!: pulumi.Output<string>;

  constructor(name: string, args: ProxmoxClaimArgs, opts?: pulumi.CustomResourceOptions) {
    const apiToken = pulumi.secret(args.apiToken);
    super(proxmoxClaim.kind, name, { ...args, apiToken, mark: undefined }, opts);
  }
}

async function claim(args: Declared): Promise<object> {
  const taken = await takenBy(args, args);
  if (taken !== undefined) throw new Refusal(`vmId: ${taken}`);
  return {};
}

async function foundAt(
  args: Partial<Declared> & ProxmoxApi,
  old: Partial<Declared>,
): Promise<readonly Problem[]> {
  const { vmId, address } = args;
  const isNew = address !== undefined && address !== old.address;
  const [missing, taken, answering] = await Promise.all([
    lacks(args, args),
    vmId === undefined ? undefined : takenBy(args, { ...args, vmId }),
    isNew && isAnswering(hostIn(address)),
  ]);
  const reason = `${hostIn(address ?? "")} is in use already: a machine answers there on port 22. Two holders of one address cut each other off`;
  return [
    ...missing,
    ...(taken === undefined ? [] : [{ property: "vmId", reason: taken }]),
    ...(answering ? [{ property: "address", reason }] : []),
  ];
}

async function takenBy(
  api: ProxmoxApi,
  { vmId, mark }: { readonly vmId: number; readonly mark?: string },
): Promise<string | undefined> {
  const machine = await machineAt(api, vmId);
  if (machine === undefined || (machine !== "hidden" && machine.uuid === mark)) return undefined;
  const who = machine === "hidden" ? "a machine that the token may not see" : inWords(machine);
  return `${vmId} is taken by ${who}, which this stack did not make; it is not touched. Choose a free number`;
}

function problemsOf(args: Partial<Declared>): readonly Problem[] {
  const { address } = args;
  const reason = `"${address}" is not an address with its prefix's length, such as 192.168.0.113/24`;
  const isWrong = address !== undefined && !isCidr(address);
  return [...machineProblems(args), ...(isWrong ? [{ property: "address", reason }] : [])];
}

function isCidr(text: string): boolean {
  const [address = "", length = "", ...rest] = text.split("/");
  const longest = { 0: -1, 4: 32, 6: 128 }[isIP(address)] ?? -1;
  return rest.length === 0 && /^\d+$/.test(length) && Number(length) <= longest;
}

function hostIn(cidr: string): string {
  return cidr.split("/")[0] ?? "";
}
