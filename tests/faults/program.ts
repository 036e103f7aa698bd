import type { Lab } from "../../lab/index.js";

/** What a program of these suites declares. */
export interface Declaration {
  /** How SSH reaches nodes, by node name, where it is not as root with the lab's key. */
  readonly ssh: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  /** Takes the private key out of the stack's secrets instead of a file. */
  readonly inlineKey: boolean;
  /** Take over what is there already. */
  readonly adopt: boolean;
  /** Values of the cluster's properties by their names. */
  readonly properties: Readonly<Record<string, string>>;
  /** Addresses of the service IPs by their ids. */
  readonly ips: Readonly<Record<string, string>>;
  /** The password of a fencing device that never works, which the program does not call secret; none is no device. */
  readonly fencingPassword?: string;
}

/** The pair of the tutorial. */
export const PAIR: Declaration = {
  ssh: {},
  inlineKey: false,
  adopt: false,
  properties: { "stonith-enabled": "false", "cluster-recheck-interval": "10min" },
  ips: { "testdb-ip": "192.168.0.115" },
};

/** As little as a cluster can be: what is made and destroyed again and again. */
export const BARE: Declaration = { ...PAIR, properties: { "stonith-enabled": "false" }, ips: {} };

/** The text of a program. */
export function programOf(lab: Lab, declared: Declaration): string {
  const { ssh, inlineKey, adopt, properties, ips, fencingPassword } = declared;
  // Not in clear in the program's own text, which is among the files that are searched.
  const fencing = fencingPassword === undefined ? null : Buffer.from(fencingPassword).toString("base64");
  const way = inlineKey ? {} : { privateKeyFile: lab.privateKeyFile };
  const nodes = lab.nodes.map(({ name, address }) => ({ name, address, ssh: { ...way, ...ssh[name] } }));
  return `
const { Config } = require("@pulumi/pulumi");
const { ClusterProperty, IPaddr2Resource, PcsCluster, StonithDevice } = require("pulumi-pacemaker");
const { nodes, adopt, properties, ips, fencing } = ${JSON.stringify({ nodes, adopt, properties, ips, fencing })};
const config = new Config();
const privateKey = config.getSecret("sshPrivateKey");
const cluster = new PcsCluster("testdb", {
  nodes: nodes.map((node) => (${inlineKey} ? { ...node, ssh: { ...node.ssh, privateKey } } : node)),
  haclusterPassword: config.requireSecret("haclusterPassword"),
  adopt,
});
const made = Object.entries(properties).map(([name, value]) => new ClusterProperty(name, { cluster, value, adopt }));
for (const [name, ip] of Object.entries(ips)) {
  const args = { cluster, ip, cidrNetmask: 24, monitor: { interval: "5s" }, adopt };
  new IPaddr2Resource(name, args, { dependsOn: made });
}
if (fencing) {
  const options = { ip: "192.0.2.1", username: "u", password: Buffer.from(fencing, "base64").toString() };
  new StonithDevice("fence", { cluster, agent: "fence_virsh", options, meta: { "target-role": "Stopped" } });
}
`;
}
