import type { VmLegacyArgs } from "@muhlba91/pulumi-proxmoxve";
import * as pulumi from "../../provider/pulumi.js";
import type { ProxmoxLinkInput, ProxmoxNodeArgs } from "./arguments.js";

type Plain = Readonly<Record<string, unknown>>;
type Link = pulumi.Unwrap<ProxmoxLinkInput> & { readonly gateway?: string };

/** A machine as changes to it are judged: `ReplacementGuard` and `MembershipGate` take it. */
export interface ProxmoxMachine {
  /** The node's name in the cluster. */
  readonly name: pulumi.Output<string>;
  /** What makes it another machine when it changes. */
  readonly identity: pulumi.Output<Plain>;
  /** What restarts it when it changes. */
  readonly restart: pulumi.Output<Plain>;
}

/** The machine that a node's arguments describe, known before it is made. */
export function machineOf(name: string, args: ProxmoxNodeArgs): ProxmoxMachine {
  const { vmId, proxmoxNode, image, cores = 2, cpuType = defaultCpu, memory = 2048, vm = {} } = args;
  const hostname = pulumi.output(args.name ?? name);
  const { datastore: _datastore, ...source } = { datastore: undefined, ...image };
  return {
    name: hostname,
    identity: plain({ name: hostname, vmId, proxmoxNode, image: source }),
    restart: plain({ cores, cpuType, memory, vm, seed: seedOf(args) }),
  };
}

/** What cloud-init is told: when it changes, the guest is another instance to it. */
export function seedOf(args: ProxmoxNodeArgs): pulumi.Output<Plain> {
  const { dnsServers, searchDomain, userName, sshPublicKeys, upgrade = false } = args;
  const links = linksOf(args).apply((all) => all.map(({ address, gateway }) => ({ address, gateway })));
  return plain({ links, dnsServers, searchDomain, userName, sshPublicKeys, upgrade });
}

/** The network cards in order, the first one as the arguments say it flat. */
export function linksOf(args: ProxmoxNodeArgs): pulumi.Output<readonly Link[]> {
  const { bridge = "vmbr0", vlan, macAddress, address, gateway, links = [] } = args;
  const first = { bridge, vlan, macAddress, address, gateway };
  return pulumi.all([first, links]).apply(([one, more]) => [one, ...more] as readonly Link[]);
}

/** What the network cards are plugged into, in words. */
export function networksOf(args: ProxmoxNodeArgs): pulumi.Output<string[]> {
  return linksOf(args).apply((links) =>
    links.map(({ bridge, vlan }) => (vlan === undefined ? bridge : `${bridge} VLAN ${vlan}`)),
  );
}

/** The inputs of the plugin's machine. */
export function vmInputs(
  name: string,
  args: ProxmoxNodeArgs,
  made: { readonly mark: pulumi.Output<string>; readonly importFrom: pulumi.Output<string> },
): VmLegacyArgs {
  const { cores = 2, cpuType = defaultCpu, memory = 2048, disk = 20, datastore = "local-lvm" } = args;
  const { proxmoxNode, vmId, tags, description, startupOrder, vm = {} } = args;
  const links = linksOf(args);
  const disks = [
    {
      ...{ interface: "scsi0", datastoreId: datastore, importFrom: made.importFrom },
      ...{ size: disk, discard: "on", iothread: true },
    },
  ];
  return {
    // Without an agent in the guest every create and refresh would wait for its addresses.
    ...{ agent: { enabled: false }, onBoot: true, started: true, stopOnDestroy: true },
    ...{ scsiHardware: "virtio-scsi-single", operatingSystem: { type: "l26" }, serialDevices: [{}] },
    ...{ nodeName: proxmoxNode, vmId, name: args.name ?? name, smbios: { uuid: made.mark } },
    ...{ cpu: { cores, type: cpuType }, memory: { dedicated: memory }, disks },
    networkDevices: links.apply((all) =>
      all.map(({ bridge, vlan, macAddress }) => ({ bridge, ...given({ vlanId: vlan, macAddress }) })),
    ),
    initialization: initialization(args, links),
    ...given({
      tags,
      description,
      startup: startupOrder === undefined ? undefined : { order: startupOrder },
    }),
    ...vm,
  };
}

const defaultCpu = "x86-64-v2-AES";

function initialization(
  args: ProxmoxNodeArgs,
  links: pulumi.Output<readonly Link[]>,
): VmLegacyArgs["initialization"] {
  const {
    datastore = "local-lvm",
    dnsServers,
    searchDomain,
    userName,
    sshPublicKeys,
    upgrade = false,
  } = args;
  const isDns = dnsServers !== undefined || searchDomain !== undefined;
  return {
    ...{ datastoreId: datastore, interface: "ide2", upgrade },
    ...(isDns ? { dns: given({ servers: dnsServers, domain: searchDomain }) } : {}),
    ipConfigs: links.apply((all) =>
      all.map(({ address, gateway }) => ({
        [address.includes(":") ? "ipv6" : "ipv4"]: { address, ...given({ gateway }) },
      })),
    ),
    userAccount: { username: userName, keys: sshPublicKeys },
  };
}

// An input that is there without a value is another one to the engine than none.
function given<T extends object>(values: T): Partial<T> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as Partial<T>;
}

function plain(value: object): pulumi.Output<Plain> {
  return pulumi.output(value).apply((known) => JSON.parse(JSON.stringify(known)) as Plain);
}
