import * as pulumi from "../../pulumi.js";
import type { SshInput } from "../../lifecycle/cluster-handle.js";
import type { Managed } from "../../lifecycle/managed.js";
import { HalfDone, Refusal } from "../../lifecycle/outcome.js";
import { changedOf } from "../../lifecycle/verbs.js";
import { PacemakerResource } from "../../lifecycle/resource.js";
import {
  inWords,
  machineAt,
  machineProblems,
  type ProxmoxApi,
  type ProxmoxMachineArgs,
} from "../../proxmox/index.js";
import { hostAddress, valueProblems } from "../../pcs/value-checks.js";
import { meetAnew, SshFailure, type SshArgs } from "../../ssh/index.js";
import { awaitLogin } from "./first-contact.js";

/** What knowing a machine's guest takes; the machine itself comes before this. Another number is another guest. */
export interface ProxmoxGuestArgs extends ProxmoxMachineArgs {
  /** The UUID that it was made with. */
  readonly mark: pulumi.Input<string>;
  /** What makes it another machine when it changes. A change is another guest. */
  readonly identity: pulumi.Input<Readonly<Record<string, unknown>>>;
  /** What restarts it when it changes: it is waited for again. */
  readonly restart: pulumi.Input<Readonly<Record<string, unknown>>>;
  /** What cloud-init is told: when it changes, the guest makes itself other host keys, and its next one is pinned. */
  readonly seed: pulumi.Input<Readonly<Record<string, unknown>>>;
  /** What its network cards are plugged into, as messages name it: when it changes, it must let us in still. */
  readonly networks?: pulumi.Input<pulumi.Input<string>[]>;
  /** Its name, for messages. */
  readonly name: pulumi.Input<string>;
  /** Where SSH reaches it, without a prefix's length. */
  readonly address: pulumi.Input<string>;
  /** How SSH logs in; secret. */
  readonly ssh?: pulumi.Input<SshInput>;
  /** Seconds for it to boot and let us in. Default 600. */
  readonly bootTimeout?: pulumi.Input<number>;
}

interface Declared extends ProxmoxApi {
  readonly vmId: number;
  readonly mark: string;
  readonly identity: Readonly<Record<string, unknown>>;
  readonly restart: Readonly<Record<string, unknown>>;
  readonly seed: Readonly<Record<string, unknown>>;
  readonly networks?: readonly string[];
  readonly name: string;
  readonly address: string;
  readonly ssh: Partial<SshArgs>;
  readonly bootTimeout: number;
  /** An output. */
  readonly hostKey?: string;
}

interface Observed {
  readonly hostKey: string;
}

/** The system that runs in a machine. */
export const proxmoxGuest: Managed<Declared, Observed> = {
  kind: "ProxmoxGuest",
  replaceOn: ["vmId", "identity"],
  id: ({ vmId }) => String(vmId),

  problems: ({ bootTimeout, address, ...args }) => [
    ...machineProblems(args),
    ...valueProblems("address", address, hostAddress),
    ...(bootTimeout !== undefined && !(Number.isFinite(bootTimeout) && bootTimeout > 0)
      ? [{ property: "bootTimeout", reason: `${bootTimeout} is not a number of seconds` }]
      : []),
  ],

  notices(args, old) {
    const { name, networks = [] } = args;
    const isMoved = old.networks !== undefined && differ("networks", args, old);
    return [
      ...(isMoved ? [`${name} is plugged into ${networks.join(", ")} while it runs`] : []),
      ...(differ("restart", args, old) ? [`${name} is restarted`] : []),
    ];
  },

  async create(args) {
    await refuseStranger(args);
    meetAnew(sshOf(args));
    return { hostKey: await met(args) };
  },

  // Whoever uses the guest meets it, and holds it to its key. One whose machine has gone is met anew; one in whose place a
  // stranger's stands stays, because its deletion is what keeps the stranger's from being deleted.
  async read({ hostKey = "", ...args }) {
    if ((await machineAt(args, args.vmId)) === undefined) return undefined;
    return { args, outputs: { hostKey } };
  },

  async update(args, old) {
    const isAnew = differ("seed", args, old) || args.address !== old.address;
    if (isAnew) meetAnew(sshOf(args));
    return { hostKey: await met(args, isAnew ? undefined : old.hostKey) };
  },

  async remove(args) {
    const machine = await machineAt(args, args.vmId);
    if (machine === undefined || (machine !== "hidden" && machine.uuid === args.mark)) return;
    const who = machine === "hidden" ? "a machine that the token may not see" : inWords(machine);
    throw new Refusal(
      `vmId ${args.vmId} is now ${who}, which this stack did not make: it is not touched. Take ${args.name}'s machine and guest out of the state (\`pulumi state delete\`), and choose another vmId.`,
    );
  },
};

/**
 * The system that runs in a virtual machine: waited for until it lets us in, its SSH host key pinned at first contact. It is
 * destroyed before the machine is, and stands in the way when the machine under that number is not the one that was made:
 * the Proxmox plugin knows machines by their numbers alone.
 *
 * @example
 * const guest = new ProxmoxGuest("testdb01", {
 *   endpoint: "https://pve1.example:8006/", apiToken: config.requireSecret("proxmoxToken"), vmId: 101, mark: claim.mark,
 *   identity: { image: "debian-12" }, restart: { memory: 2048 }, seed: { userName: "debian" },
 *   name: "testdb01", address: "192.168.0.113", ssh: { user: "debian" },
 * }, { dependsOn: machine });
 */
export class ProxmoxGuest extends PacemakerResource {
  /** The guest's SSH host key. */
  public readonly hostKey!: pulumi.Output<string>;

  constructor(name: string, args: ProxmoxGuestArgs, opts?: pulumi.CustomResourceOptions) {
    const inputs = {
      ...args,
      apiToken: pulumi.secret(args.apiToken),
      ssh: pulumi.secret(args.ssh ?? {}),
      bootTimeout: args.bootTimeout ?? 600,
    };
    super(proxmoxGuest.kind, name, { ...inputs, hostKey: undefined }, opts);
  }
}

// The plugin takes a machine that got the number in the meantime for the one that it was to make.
async function refuseStranger(args: Declared): Promise<void> {
  const { name, mark, vmId } = args;
  const machine = await machineAt(args, vmId);
  if (machine !== undefined && machine !== "hidden" && machine.uuid === mark) return;
  const hidden = "one that the token may not see";
  const who = machine === undefined ? "none" : machine === "hidden" ? hidden : inWords(machine);
  // It goes into the state, where it stands before the machine when that is to be removed.
  throw new HalfDone(
    `vmId ${vmId} is not the machine that was made for ${name}, but ${who}: somebody else took the number at the same time. Choose another vmId; take ${name}'s machine and guest out of the state first (\`pulumi state delete\`).`,
  );
}

async function met(args: Declared, pinned?: string): Promise<string> {
  const ssh = sshOf(args);
  const { name, vmId, bootTimeout } = args;
  const waiting = setTimeout(() => process.stdout.write(`${name}: waiting for SSH\n`), 20_000);
  try {
    return await awaitLogin(ssh.hostKey || !pinned ? ssh : { ...ssh, hostKey: pinned }, bootTimeout);
  } catch (failure) {
    if (!(failure instanceof SshFailure) || failure.kind !== "unreachable") throw failure;
    throw new Refusal(
      `VM ${vmId} is there, and ${name} does not let us in within ${bootTimeout} s: ${failure.message} Look at its console in Proxmox: a wrong address, gateway, bridge or image shows there. The next update waits again.`,
    );
  } finally {
    clearTimeout(waiting);
  }
}

function sshOf({ ssh, address, name }: Declared): SshArgs {
  return { host: address, name, ...ssh };
}

function differ(property: "seed" | "restart" | "networks", args: Declared, old: Declared): boolean {
  return changedOf([property], { ...old }, { ...args }).length > 0;
}
