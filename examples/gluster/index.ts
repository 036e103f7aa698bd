import * as pulumi from "@pulumi/pulumi";
import {
  ClusterProperty,
  FenceAgent,
  MountedGlusterVolume,
  PcsCluster,
  StonithDevice,
  type BrickInput,
  type GlusterHost,
} from "pulumi-pacemaker";

/** How the nodes are fenced: virtual machines of a Proxmox, by an API token whose secret is `fenceSecret`. */
interface Fencing {
  readonly endpoint: string;
  readonly fingerprint: string;
  readonly token: string;
  readonly machines: Record<string, number>;
}

const config = new pulumi.Config();
const nodes = config.requireObject<GlusterHost[]>("nodes");
const arbiter = config.requireObject<GlusterHost>("arbiter");
const fencing = config.getObject<Fencing>("fencing");

const cluster = new PcsCluster("files", {
  nodes,
  haclusterPassword: config.requireSecret("haclusterPassword"),
});
const fenced = fencing ? fence(fencing) : [];
const properties = Object.entries(config.getObject<Record<string, string>>("properties") ?? {}).map(
  ([name, value]) => new ClusterProperty(name, { cluster, value }),
);

const directory = config.get("directory") ?? "/srv/web";
const bricks =
  config.getObject<BrickInput[]>("bricks") ??
  [...nodes, arbiter].map(({ name: host }) => ({ host, path: "/bricks/web/brick" }));
const files = new MountedGlusterVolume(
  "web",
  {
    hosts: [...nodes, arbiter],
    bricks,
    onRootFilesystem: config.getBoolean("onRootFilesystem") ?? false,
    // A node that is cut off holds up the writes of the others for this long; gluster's own 42 s is for slow networks.
    options: config.getObject<Record<string, string>>("options") ?? { "network.ping-timeout": "10" },
    mount: { directory, cluster },
  },
  { dependsOn: [...fenced, ...properties] },
);

/** Where the files are, on each node. */
export const mounted = files.directory;
/** The clone that mounts them: order what uses the files behind it. */
export const mountId = files.mountId;
/** Each brick, and what is left to heal. */
export const states = files.states;
export const healPending = files.healPending;
export const splitBrain = files.splitBrain;

function fence({ endpoint, fingerprint, token, machines }: Fencing): pulumi.Resource[] {
  const agent = new FenceAgent("fence-agent", { cluster, password: config.requireSecret("fenceSecret") });
  return Object.entries(machines).map(([node, vmId]) => {
    const api = { ip: endpoint, username: token, ssl_fingerprint: fingerprint };
    const passwordFile = agent.passwordFile.apply((path) => path ?? "");
    const options = { ...api, plug: String(vmId), pcmk_host_list: node, password_file: passwordFile };
    return new StonithDevice(`fence-${node}`, { cluster, agent: agent.agent, options }, { dependsOn: agent });
  });
}
