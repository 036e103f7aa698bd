import { isIP } from "node:net";
import * as pulumi from "@pulumi/pulumi";
import { ClusterProperty } from "../../provider/objects/cluster-property/index.js";
import { IPaddr2Resource } from "../../provider/objects/ipaddr2-resource/index.js";
import { PacemakerHost } from "../../provider/objects/pacemaker-host/index.js";
import { PcsCluster } from "../../provider/objects/pcs-cluster/index.js";
import { StonithDevice } from "../../provider/objects/stonith-device/index.js";
import type { HaPairArgs, PairFencing, PairHost } from "./arguments.js";
import { refuseMistakes } from "./problems.js";

type Outputs = Pick<HaPair, "serviceIp" | "activeNode" | "nodeNames" | "members">;

/**
 * Two hosts as one highly available pair: made ready, in one cluster, with fencing, properties, and a service IP that moves
 * to the other host when one dies.
 *
 * @example
 * const pair = new HaPair("testdb", {
 *   hosts: [{ name: "testdb01", address: "192.168.0.113" }, { name: "testdb02", address: "192.168.0.114" }],
 *   haclusterPassword: config.requireSecret("haclusterPassword"),
 *   fencing: { devices: { "fence-both": { agent: "fence_pve", options: { ... } } } },
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

  constructor(name: string, args: HaPairArgs, opts?: pulumi.ComponentResourceOptions) {
    super("pulumi-pacemaker:index:HaPair", name, {}, opts);
    refuseMistakes(name, args);
    const { hosts = [] } = args;
    const within = { name, args, parent: this };
    const prepared = args.prepare === false ? [] : prepare(within, hosts);
    const cluster = new PcsCluster(`${name}-cluster`, clusterOf(name, args), {
      parent: this,
      dependsOn: prepared,
    });
    const fencing = fence({ ...within, cluster });
    const properties = declareProperties({ ...within, cluster });
    const service = serve({ ...within, cluster }, [...fencing, ...properties]);

    this.cluster = cluster;
    this.serviceIp = service?.ip ?? pulumi.output(undefined);
    this.activeNode = service?.node ?? pulumi.output(undefined);
    this.nodeNames = cluster.nodes.apply((nodes) => nodes.map((node) => node.name));
    this.members = cluster.members;
    const { serviceIp, activeNode, nodeNames, members } = this;
    this.registerOutputs({ serviceIp, activeNode, nodeNames, members } satisfies Outputs);
  }
}

interface Within {
  readonly name: string;
  readonly args: HaPairArgs;
  readonly parent: pulumi.Resource;
}

interface InCluster extends Within {
  readonly cluster: PcsCluster;
}

function prepare({ name, args, parent }: Within, hosts: readonly PairHost[]): PacemakerHost[] {
  const { prepare: preparation, haclusterPassword } = args;
  return hosts.map(
    (node) =>
      new PacemakerHost(
        `${name}-${node.name}`,
        { ...preparation, node, peers: peersOf(hosts), haclusterPassword },
        { parent },
      ),
  );
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

function clusterOf(name: string, args: HaPairArgs) {
  const {
    hosts = [],
    fencing: _fencing,
    prepare: _prepare,
    properties: _properties,
    serviceIp: _ip,
    ...rest
  } = args;
  return { ...rest, clusterName: args.clusterName ?? name, nodes: [...hosts] };
}

// Pacemaker starts nothing while fencing is on and there is no device: so devices come first, and all else after them.
function fence({ name, args, parent, cluster }: InCluster): pulumi.Resource[] {
  const { devices } = args.fencing === "none" ? { devices: {} } : args.fencing;
  const made = Object.entries(devices as PairFencing["devices"]).map(
    ([stonithId, device]) =>
      new StonithDevice(
        `${name}-${stonithId}`,
        { cluster, adopt: args.adopt, ...device, stonithId },
        { parent },
      ),
  );
  const value = args.fencing !== "none";
  const property = { cluster, name: "stonith-enabled", value, adopt: args.adopt };
  return [...made, new ClusterProperty(`${name}-stonith-enabled`, property, { parent, dependsOn: made })];
}

function declareProperties({ name, args, parent, cluster }: InCluster): ClusterProperty[] {
  return Object.entries(args.properties ?? {}).map(
    ([property, value]) =>
      new ClusterProperty(
        `${name}-${property}`,
        { cluster, name: property, value, adopt: args.adopt },
        { parent },
      ),
  );
}

function serve(
  { name, args, parent, cluster }: InCluster,
  dependsOn: pulumi.Resource[],
): IPaddr2Resource | undefined {
  if (!args.serviceIp) return undefined;
  return new IPaddr2Resource(
    `${name}-ip`,
    { cluster, adopt: args.adopt, ...args.serviceIp },
    { parent, dependsOn },
  );
}
