import { down, type Lab, up } from "../../../lab/index.js";
import { labName, labSuite } from "../lab-name.js";
import { type Outcome, Stack } from "../stack.js";
import type { Case } from "../suite.js";
import { forgetBackups } from "./seen.js";

/** What a program declares. */
export interface Declaration {
  /** Names of the nodes. */
  readonly nodes: readonly string[];
  /** Arguments of the cluster beside its nodes and password. */
  readonly cluster: Readonly<Record<string, unknown>>;
  /** Arguments of each property by its name. */
  readonly properties: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  /** Arguments of each service IP by its id. */
  readonly ips: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

/** The pair as the tutorial makes it. */
export const PAIR: Declaration = {
  nodes: ["testdb01", "testdb02"],
  cluster: { clusterName: "testdb", totem: {}, adopt: false },
  properties: {
    "stonith-enabled": { value: "false", adopt: false },
    "no-quorum-policy": { value: "ignore", adopt: false },
  },
  ips: {
    "testdb-ip": { ip: "192.168.0.115", cidrNetmask: 24, monitor: { interval: "5s" }, adopt: false },
  },
};

/** The pair's service IP. */
export const SERVICE_IP = "192.168.0.115";

const SYSTEM = labSuite();
// Of one system at a time: labs of several run beside each other.
const LAB = labName(SYSTEM === "bookworm" ? "pair" : `pair-${SYSTEM}`);
const PASSWORD = "hacluster";

/** The lab's nodes and the stack that declares their cluster; the cases share both. */
export class Pair {
  private deployed: string | undefined;

  private constructor(
    readonly lab: Lab,
    readonly stack: Stack,
  ) {}

  /** A stack that has made nothing yet, with the program of the pair. */
  static async on(lab: Lab): Promise<Pair> {
    const program = programOf(lab, PAIR);
    const stack = await Stack.create(lab, { program, secrets: { haclusterPassword: PASSWORD } });
    return new Pair(lab, stack);
  }

  /** Writes a program: the pair, but for what is given. */
  async declare(changes: Partial<Declaration>): Promise<string> {
    const text = programOf(this.lab, { ...PAIR, ...changes });
    await this.stack.program(text);
    return text;
  }

  /** Deploys the pair, but for what is given, and answers what was done to what. */
  async up(changes: Partial<Declaration> = {}): Promise<readonly string[]> {
    const text = await this.declare(changes);
    this.deployed = undefined;
    const done = changesIn(await this.stack.up());
    this.deployed = text;
    return done;
  }

  /** Deploys the pair unless it is what was deployed last. */
  async ready(): Promise<void> {
    if (this.deployed !== programOf(this.lab, PAIR)) await this.up();
  }

  /** Reads what is there and answers what differed from the state. */
  async refresh(): Promise<readonly string[]> {
    return changesIn(await this.stack.refresh());
  }

  /** The text of a run that has to fail. */
  async refused(verb: "preview" | "up", changes: Partial<Declaration>): Promise<string> {
    await this.declare(changes);
    const outcome = await this.stack[verb]();
    if (outcome.code === 0) throw new Error(`${verb} was expected to fail: ${outcome.output}`);
    return outcome.output;
  }
}

/** What a run that succeeded did to which object: "update ClusterProperty no-quorum-policy". */
export function changesIn({ code, output, steps }: Outcome): readonly string[] {
  if (code !== 0) throw new Error(`The run failed (exit ${code}): ${output}`);
  return steps
    .filter(({ op }) => op !== "same")
    .map(({ op, type, name }) => `${op} ${type} ${name}`)
    .sort();
}

let shared: Pair | undefined;
let clean = true;

/** Boots the lab: two nodes for the pair, and a third that joins, or stands in another's way. */
export async function bootLab(): Promise<void> {
  const lab = await up({ name: LAB, suite: SYSTEM, nodes: 3, say: () => undefined });
  shared = await Pair.on(lab);
}

/** Takes everything down. */
export async function takeDown(): Promise<void> {
  await shared?.stack.close();
  shared = undefined;
  await down(LAB, () => undefined);
}

/** A case that is given hosts and a stack as the case before has left them. */
export function then(name: string, run: (pair: Pair) => Promise<void>): Case {
  return { name, run: () => using(run) };
}

/** A case that begins with the pair running as the tutorial makes it. */
export function onPair(name: string, run: (pair: Pair) => Promise<void>): Case {
  return {
    name,
    run: () =>
      using(async (pair) => {
        await pair.ready();
        await run(pair);
      }),
  };
}

/** A case that begins with hosts in no cluster and a stack without objects. */
export function onHosts(name: string, run: (pair: Pair) => Promise<void>): Case {
  return {
    name,
    run: () =>
      using(async (pair) => {
        const { resources = [] } = await pair.stack.state();
        await run(resources.length > 0 ? await anew(pair) : pair);
      }),
  };
}

/** The same case, as one of the short selection. */
export function core(each: Case): Case {
  return { ...each, core: true };
}

// After a failed case nothing is known, so everything is made anew.
async function using(run: (pair: Pair) => Promise<void>): Promise<void> {
  if (!shared) throw new Error("The lab does not run");
  const pair = clean ? shared : await anew(shared);
  clean = false;
  await run(pair);
  clean = true;
}

/** Hosts without a cluster and a new stack, by hand: the code under test may have failed. */
async function anew({ lab, stack }: Pair): Promise<Pair> {
  await stack.close();
  await Promise.all(lab.nodes.map(({ name }) => lab.exec(name, ["pcs", "cluster", "destroy"])));
  await forgetBackups(lab);
  return (shared = await Pair.on(lab));
}

function programOf(lab: Lab, declared: Declaration): string {
  const nodes = lab.nodes
    .filter(({ name }) => declared.nodes.includes(name))
    .map(({ name, address }) => ({ name, address, ssh: { privateKeyFile: lab.privateKeyFile } }));
  return `
const { Config } = require("@pulumi/pulumi");
const { ClusterProperty, IPaddr2Resource, PcsCluster } = require("pulumi-pacemaker");
const { nodes, cluster: args, properties, ips } = ${JSON.stringify({ ...declared, nodes })};
const haclusterPassword = new Config().requireSecret("haclusterPassword");
const cluster = new PcsCluster("testdb", { nodes, haclusterPassword, ...args });
const made = Object.entries(properties).map(([name, args]) => new ClusterProperty(name, { cluster, ...args }));
const [service] = Object.entries(ips).map(
  ([name, args]) => new IPaddr2Resource(name, { cluster, ...args }, { dependsOn: made.slice(0, 2) }),
);
module.exports = { serviceIp: service?.ip, activeNode: service?.node, members: cluster.members };
`;
}
