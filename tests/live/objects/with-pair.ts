import type { Lab } from "../../../lab/index.js";
import type { Declared } from "./resources.js";

/** The pair's service IP. */
export const SERVICE_IP = "192.168.0.115";

const property = (name: string, value: string): Declared => ({
  ...{ kind: "ClusterProperty", name, args: { value }, hand: [] },
});
const service: Declared = {
  ...{ kind: "IPaddr2Resource", name: "testdb-ip", hand: [] },
  args: { ip: SERVICE_IP, cidrNetmask: 24, monitor: { interval: "5s" } },
};
const home: Declared = {
  ...{ kind: "LocationConstraint", name: "home", needs: ["testdb-ip"], hand: [] },
  args: { resource: "testdb-ip", node: "testdb01", score: 50 },
};
// What is not to run where it can: most of it has parameters that the lab does not have.
const elsewhere: Declared = {
  ...{ kind: "LocationConstraint", name: "one-node", hand: [] },
  args: { resourcePattern: "^([^t]|t[^e]|te[^s])", node: "testdb02", score: "-INFINITY" },
};
// A node that is not to run anything is no half of a pair.
const asleep = ["NodeStandby", "NodeMaintenance"];

/** What a program declares beside its cluster: a service IP at work, and these objects. */
export function withPair(objects: readonly Declared[]): readonly Declared[] {
  return [
    property("stonith-enabled", "false"),
    property("no-quorum-policy", "ignore"),
    property("enable-startup-probes", "false"),
    ...[elsewhere, service, home],
    ...objects.filter(({ kind }) => !asleep.includes(kind)),
  ];
}

/** How the program of a pair is made. */
export interface PairManner {
  /** Who logs in; root, where nothing is said. */
  readonly user?: string;
  /** Arguments of the cluster beside its nodes and password. */
  readonly cluster?: object;
}

/** The program that makes the lab's nodes a pair, with these objects. */
export function pairProgram(lab: Lab, objects: readonly Declared[], manner: PairManner = {}): string {
  const { user, cluster = {} } = manner;
  const ssh = { privateKeyFile: lab.privateKeyFile, ...(user === undefined ? {} : { user }) };
  const nodes = lab.nodes.map(({ name, address }) => ({ name, address, ssh }));
  return `
const { Config } = require("@pulumi/pulumi");
const pacemaker = require("pulumi-pacemaker");
const { nodes, objects, more } = ${JSON.stringify({ nodes, objects, more: cluster })};
const haclusterPassword = new Config().requireSecret("haclusterPassword");
const cluster = new pacemaker.PcsCluster("testdb", { nodes, haclusterPassword, ...more });
const made = {};
const first = [];
for (const { kind, name, args, needs = [] } of objects) {
  const dependsOn = [...first, ...needs.map((needed) => made[needed])];
  made[name] = new pacemaker[kind](name, { cluster, ...args }, { dependsOn });
  // Before anything can run: how the cluster treats it, and where.
  if (kind === "ClusterProperty" && first.length < 4 || name === "one-node") first.push(made[name]);
}
`;
}

/** The shell's words that put programs for containers on a node: without them the probe of a bundle says nothing. */
export function absentContainers(program: "docker" | "podman"): string {
  return `printf '#!/bin/sh\\nexit 125\\n' >/usr/bin/${program}; chmod +x /usr/bin/${program}`;
}
