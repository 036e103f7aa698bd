import * as pulumi from "../../provider/pulumi.js";
import type { NodeInput } from "../../provider/lifecycle/cluster-handle.js";
import { PlannedShutdown } from "../../provider/objects/planned-shutdown/index.js";
import { ProxmoxClaim, type ProxmoxClaimArgs } from "../../provider/objects/proxmox-claim/index.js";
import { ProxmoxGuest } from "../../provider/objects/proxmox-guest/index.js";
import { ReplacementGuard } from "../../provider/objects/replacement-guard/index.js";
import type { ProxmoxNodeArgs, ProxmoxNodeOutputs } from "./arguments.js";
import { imageVolume } from "./image.js";
import { linksOf, machineOf, networksOf, type ProxmoxMachine, seedOf, vmInputs } from "./machine.js";
import { pluginFor, ProxmoxResource } from "./plugin.js";

/**
 * A virtual machine on Proxmox VE as a node of a cluster: its number claimed, its disk made from a cloud image, its system
 * set up by cloud-init, waited for until it lets us in, its SSH host key pinned. Nothing is installed on it: see
 * `PacemakerHost`.
 *
 * @example
 * const node = new ProxmoxNode("testdb01", {
 *   proxmox: { endpoint: "https://pve1.example:8006/", apiToken: config.requireSecret("proxmoxToken") },
 *   proxmoxNode: "pve1", vmId: 101,
 *   image: { url: "https://example/debian-12-genericcloud-amd64.qcow2", checksum: "..." },
 *   address: "192.168.0.113/24", gateway: "192.168.0.1",
 *   userName: "debian", sshPublicKeys: [publicKey], ssh: { privateKeyFile: "~/.ssh/id_ed25519" },
 * });
 */
export class ProxmoxNode extends pulumi.ComponentResource implements ProxmoxNodeOutputs {
  public readonly name: pulumi.Output<string>;
  public readonly address: pulumi.Output<string>;
  public readonly node: pulumi.Output<NodeInput>;
  public readonly hostKey: pulumi.Output<string>;
  /** The machine, for what guards the order of changes. */
  public readonly machine: ProxmoxMachine;

  constructor(name: string, args: ProxmoxNodeArgs, opts: pulumi.ComponentResourceOptions = {}) {
    super("pulumi-pacemaker:index:ProxmoxNode", name, {}, opts);
    const { proxmoxNode, vmId, proxmox, userName, bootTimeout } = args;
    const addresses = linksOf(args).apply((links) => links.map(({ address }) => address.split("/")[0] ?? ""));
    this.machine = machineOf(name, args);
    this.name = this.machine.name;
    this.address = addresses.apply(([first = ""]) => first);
    const provider = pluginFor(proxmox, name);
    if (proxmox.insecure) warn(this, proxmox.insecure);

    const after = { parent: this, dependsOn: [...(args.after ?? [])] };
    const claim = new ProxmoxClaim(`${name}-claim`, claimed(args), after);
    const shutdown = new PlannedShutdown(`${name}-shutdown`, shutDown(args, this.machine, claim), after);
    // Downloaded while another machine is waited for, but not for a change that is refused.
    const dependsOn = after.dependsOn.filter((each) => each instanceof ReplacementGuard);
    const importFrom = imageVolume(args.image, { name, proxmoxNode, provider, dependsOn });
    const inputs = vmInputs(name, args, { mark: claim.mark, importFrom });
    const vm = new ProxmoxResource("index/vmLegacy:VmLegacy", `${name}-vm`, inputs, {
      ...{ parent: this, dependsOn: [...after.dependsOn, shutdown], provider },
      deleteBeforeReplace: true,
      // The plugin would remove whatever has this number by then; the claim knows which machine is ours.
      deletedWith: claim,
      // The plugin reads none of the speeds that it fills in itself, and would change the machine at each update.
      ignoreChanges: ["disks[0].speed"],
      // The plugin keeps the old disk and the old name, or the guest does.
      replaceOnChanges: ["disks[0].importFrom", "name"],
    });
    const { identity, restart } = this.machine;
    const guest = new ProxmoxGuest(
      `${name}-guest`,
      {
        ...{ ...api(args), vmId, mark: claim.mark, identity, restart, seed: seedOf(args) },
        ...{ networks: networksOf(args), name: this.name, address: this.address },
        ssh: pulumi.output(args.ssh ?? {}).apply((ssh) => ({ ...ssh, user: ssh.user ?? userName })),
        ...(bootTimeout === undefined ? {} : { bootTimeout }),
      },
      { parent: this, dependsOn: [vm] },
    );

    this.hostKey = guest.hostKey;
    this.node = pulumi.secret(
      pulumi
        .all([this.name, addresses, args.ssh ?? {}, userName, guest.hostKey])
        .apply(([node, all, ssh, user, hostKey]) => {
          return { name: node, addresses: all, ssh: { user, hostKey, ...ssh } } as NodeInput;
        }),
    ) as pulumi.Output<NodeInput>;
    this.registerOutputs({
      ...{ name: this.name, address: this.address, node: this.node, hostKey: this.hostKey },
    });
  }
}

function api({ proxmox: { endpoint, apiToken, fingerprint, insecure } }: ProxmoxNodeArgs) {
  const trust = { ...(fingerprint === undefined ? {} : { fingerprint }), ...(insecure ? { insecure } : {}) };
  return { endpoint, apiToken, ...trust };
}

function shutDown(
  args: ProxmoxNodeArgs,
  { name, identity, restart }: ProxmoxMachine,
  { mark }: ProxmoxClaim,
) {
  const { vmId, shutdownTimeout } = args;
  const timeout = shutdownTimeout === undefined ? {} : { timeout: shutdownTimeout };
  return { ...api(args), vmId, mark, name, identity, restart, ...timeout };
}

function claimed(args: ProxmoxNodeArgs): ProxmoxClaimArgs {
  const { vmId, proxmoxNode, datastore = "local-lvm", image, address } = args;
  const bridges = linksOf(args).apply((links) => [...new Set(links.map(({ bridge }) => bridge))]);
  const source = "fileId" in image ? { fileId: image.fileId } : { datastore: image.datastore ?? "local" };
  return { ...api(args), vmId, proxmoxNode, datastore, bridges, image: source, address };
}

function warn(node: pulumi.Resource, insecure: pulumi.Input<boolean>): void {
  const text =
    "proxmox.insecure: the plugin sends the API token to whoever answers at the endpoint. Put Proxmox's authority into the system's, or name its file in SSL_CERT_FILE.";
  pulumi.output(insecure).apply((is) => is && pulumi.log.warn(text, node));
}
