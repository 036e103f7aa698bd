import { down, type Lab, up } from "../../../lab/index.js";
import { labName } from "../lab-name.js";
import { changesIn } from "../pair/pair.js";
import { on } from "../pair/seen.js";
import { Stack } from "../stack.js";

const LAB = labName("centos7");
const PASSWORD = "hacluster";

/** The nodes. */
export const NODES = ["testdb01", "testdb02"] as const;
/** The pair's service IP. */
export const SERVICE_IP = "192.168.0.115";

/** An object of the program: its class, its name, its arguments. */
export type Object7 = readonly [kind: string, name: string, args: Readonly<Record<string, unknown>>];

/** What the program declares beside the cluster, each after what it needs. */
export const OBJECTS: readonly Object7[] = [
  ["ClusterProperty", "stonith-enabled", { value: "false" }],
  ["ClusterProperty", "no-quorum-policy", { value: "ignore" }],
  ["IPaddr2Resource", "testdb-ip", { ip: SERVICE_IP, cidrNetmask: 24, monitor: { interval: "5s" } }],
  ["PrimitiveResource", "web1", { agent: "ocf:pacemaker:Dummy" }],
  ["PrimitiveResource", "web2", { agent: "ocf:pacemaker:Dummy" }],
  ["ResourceGroup", "webs", { resources: ["web1", "web2"] }],
  ["PrimitiveResource", "each", { agent: "ocf:pacemaker:Dummy" }],
  ["CloneResource", "each-clone", { resource: "each", meta: { interleave: true } }],
  ["PrimitiveResource", "db", { agent: "ocf:pacemaker:Stateful" }],
  ["CloneResource", "dbs", { resource: "db", promotable: true, meta: { "promoted-max": 1 } }],
  ["LocationConstraint", "home", { resource: "webs", node: "testdb01", score: 50 }],
  [
    "ColocationConstraint",
    "beside",
    { resource: "testdb-ip", withResource: "dbs", withRole: "Promoted", score: "INFINITY" },
  ],
];

/** The same, but for the arguments that are given. */
export function withChanges(changes: Readonly<Record<string, object>>): readonly Object7[] {
  return OBJECTS.map(([kind, name, args]) => [kind, name, { ...args, ...changes[name] }]);
}

/** What the program says of its cluster. */
export interface Said {
  /** Take over what is there. */
  readonly adopt?: boolean;
  /** The nodes of the cluster; the pair's, where nothing is said. */
  readonly nodes?: readonly string[];
  /** Arguments of the cluster beside its nodes and password. */
  readonly cluster?: object;
}

/** Three nodes, of which two are to be a pair, and the stack of a program that makes them a pair. */
export interface Ground {
  readonly lab: Lab;
  readonly stack: Stack;
}

let ground: Ground | undefined;

/** Boots the nodes. */
export async function boot(): Promise<void> {
  const lab = await up({
    name: LAB,
    suite: "centos7",
    nodes: 3,
    haclusterPassword: PASSWORD,
    say: () => undefined,
  });
  const stack = await Stack.create(lab, { program: "", secrets: { haclusterPassword: PASSWORD } });
  ground = { lab, stack };
}

/** Takes them down. */
export async function takeDown(): Promise<void> {
  await ground?.stack.close();
  ground = undefined;
  await down(LAB, () => undefined);
}

/** The nodes and the stack. */
export function theGround(): Ground {
  if (!ground) throw new Error("The lab does not run");
  return ground;
}

/** Writes the program that declares these objects. */
export async function declare(objects: readonly Object7[], said: Said = {}): Promise<void> {
  const { lab, stack } = theGround();
  await stack.program(programOf(lab, objects, said));
}

/** Deploys these objects and answers what was done to what. */
export async function deployed(objects: readonly Object7[], said: Said = {}): Promise<readonly string[]> {
  await declare(objects, said);
  return changesIn(await theGround().stack.up());
}

/** Reads what is there and answers what differed from the state. */
export async function refreshed(): Promise<readonly string[]> {
  return changesIn(await theGround().stack.refresh());
}

/** Runs pcs on the first node, each line's words as they are; all have to succeed. */
export async function byHand(...lines: readonly string[]): Promise<void> {
  for (const line of lines) await on(theGround().lab, "testdb01", "pcs", ...line.split(" "));
}

function programOf(lab: Lab, objects: readonly Object7[], said: Said): string {
  const { adopt = false, cluster = {}, nodes: members = NODES } = said;
  // Nobody logs in as root on an image of CentOS 7.
  const ssh = { user: "centos", privateKeyFile: lab.privateKeyFile };
  const nodes = lab.nodes
    .filter(({ name }) => members.includes(name))
    .map(({ name, address }) => ({ name, address, ssh }));
  return `
const { Config } = require("@pulumi/pulumi");
const pacemaker = require("pulumi-pacemaker");
const { nodes, objects, adopt, more } = ${JSON.stringify({ nodes, objects, adopt, more: cluster })};
const haclusterPassword = new Config().requireSecret("haclusterPassword");
const cluster = new pacemaker.PcsCluster("testdb", { nodes, haclusterPassword, adopt, ...more });
const made = [];
for (const [kind, name, args] of objects)
  made.push(new pacemaker[kind](name, { cluster, adopt, ...args }, { dependsOn: [...made] }));
`;
}
