import { isIP } from "node:net";
import * as pulumi from "../../provider/pulumi.js";
import { PacemakerHost } from "../../provider/objects/pacemaker-host/index.js";
import { PcsCluster } from "../../provider/objects/pcs-cluster/index.js";
import type { HaPairArgs, PairHost, PairMachine } from "./arguments.js";
import { declareProperties, fence, serve, witness } from "./contents.js";
import { type Hosts, makeMachines } from "./machines.js";
import { refuseMistakes } from "./problems.js";

type Outputs = Pick<
  HaPair,
  "serviceIp" | "activeNode" | "nodeNames" | "members" | "victims" | "fencingFailures"
>;

/**
 * Two hosts as one highly available pair: made ready, in one cluster, with fencing, properties, and a service IP that moves
 * to the other host when one dies.
 *
 * @example
 * const pair = new HaPair("testdb", {
 *   hosts: [{ name: "testdb01", address: "192.168.0.113" }, { name: "testdb02", address: "192.168.0.114" }],
 *   haclusterPassword: config.requireSecret("haclusterPassword"),
 *   fencing: { devices: { "fence-both": { agent: "fence_virsh", options: { ... } } } },
 *   serviceIp: { ip: "192.168.0.115", cidrNetmask: 24, monitor: { interval: "5s" } },
 * });
 */
export class HaPair extends pulumi.ComponentResource {
  /** The cluster, for more objects in it: `cluster: pair.cluster`. */
  public readonly cluster: PcsCluster;
  /** The address that clients use; undefined where none was declared. */
  public readonly serviceIp: pulumi.Output<string | undefined>;
  /** The node that has it; undefined while none has. */
  public readonly activeNode: pulumi.Output<string | undefined>;
  /** The names of the nodes. */
  public readonly nodeNames: pulumi.Output<string[]>;
  /** The nodes as the cluster sees them. */
  public readonly members: PcsCluster["members"];
  /** How the fencing devices saw their nodes when they were deployed, by name: "on", "off", or "unknown" with the reason. */
  public readonly victims: pulumi.Output<Record<string, string>>;

  /** Nodes that have to be fenced and are not, and devices that do not work, with the reason: see `PcsCluster`. */
  public readonly fencingFailures: PcsCluster["fencingFailures"];

  constructor(name: string, args: HaPairArgs, opts?: pulumi.ComponentResourceOptions) {
    super("pulumi-pacemaker:index:HaPair", name, {}, opts);
    refuseMistakes(name, args);
    const { hosts, passed } = hostsOf(name, args, this);
    const prepared = args.prepare === false ? [] : prepare(name, args, hosts, this);
    const goesWith = goingWith(hosts[0]);
    const after = { parent: this, dependsOn: [...prepared, ...passed] };
    const cluster = new PcsCluster(`${name}-cluster`, clusterOf(name, args, hosts), {
      ...after,
      ...goesWith,
    });
    const within = { name, args, cluster, parent: this, goesWith };
    const fencing = fence(within);
    const properties = declareProperties(within);
    const service = serve(within, [...fencing.all, ...properties, ...witness(within)]);

    this.cluster = cluster;
    this.serviceIp = service?.ip ?? pulumi.output(undefined);
    this.activeNode = service?.node ?? pulumi.output(undefined);
    this.nodeNames = cluster.nodes.apply((nodes) => nodes.map((node) => node.name));
    this.members = cluster.members;
    this.victims = pulumi
      .all(fencing.devices.map(({ victims }) => victims))
      .apply((all) => Object.assign({}, ...all) as Record<string, string>);
    this.fencingFailures = cluster.fencingFailures;
    const { serviceIp, activeNode, nodeNames, members, victims, fencingFailures } = this;
    const outputs = { serviceIp, activeNode, nodeNames, members, victims, fencingFailures };
    this.registerOutputs(outputs satisfies Outputs);
  }
}

function hostsOf(name: string, { hosts = [], proxmox }: HaPairArgs, parent: pulumi.Resource): Hosts {
  if (proxmox === undefined) return { hosts, passed: [] };
  return makeMachines(name, proxmox as [PairMachine, PairMachine], parent);
}

// What is on a machine goes with it: a destroy needs no healthy cluster then.
function goingWith(host: Hosts["hosts"][number] | undefined): pulumi.CustomResourceOptions {
  return host?.machine ? { deletedWith: host.machine } : {};
}

function prepare(name: string, args: HaPairArgs, hosts: Hosts["hosts"], parent: pulumi.Resource) {
  const { prepare: preparation, haclusterPassword } = args;
  const peers = peersOf(hosts);
  return hosts.map((host) => {
    const { machine: _machine, ...node } = host;
    const declared = { ...preparation, node, peers, haclusterPassword };
    return new PacemakerHost(`${name}-${node.name}`, declared, { parent, ...goingWith(host) });
  });
}

// A hosts file takes no names for addresses; hosts that are given by names are in the DNS.
function peersOf(hosts: readonly PairHost[]): pulumi.Output<{ name: string; address: string }[]> {
  const named = hosts.map(({ name, address, addresses }) => ({ name, address, addresses }));
  return pulumi.output(named).apply((all) => {
    const peers = all.map(({ name, address, addresses }) => ({
      name,
      address: addresses?.[0] ?? address ?? name,
    }));
    return peers.every(({ address }) => isIP(address)) ? peers : [];
  });
}

function clusterOf(name: string, args: HaPairArgs, hosts: Hosts["hosts"]) {
  const { hosts: _hosts, proxmox: _proxmox, fencing: _fencing, prepare: _prepare, ...options } = args;
  const {
    properties: _properties,
    serviceIp: _serviceIp,
    quorumDevice: _quorumDevice,
    testFencing: _testFencing,
    ...rest
  } = options;
  const nodes = hosts.map(({ machine: _machine, ...node }) => node);
  return { ...rest, clusterName: args.clusterName ?? name, nodes };
}
