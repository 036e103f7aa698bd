import * as pulumi from "@pulumi/pulumi";
import { MariadbPair, type ClusterHandle } from "pulumi-pacemaker";

const config = new pulumi.Config();

// The stack of the pair gives the way to its nodes as its output `cluster`: `export const cluster = pair.cluster.handle`.
interface Pair {
  readonly clusterName: string;
  readonly nodes: { name: string; addresses: string[] }[];
  readonly connection: Record<string, object>;
  readonly hostKeys: Record<string, string>;
}
const stack = new pulumi.StackReference(config.require("pairStack"));
const pair = stack.requireOutput("cluster") as pulumi.Output<Pair>;
const cluster: ClusterHandle = {
  clusterName: pair.clusterName,
  nodes: pulumi.unsecret(pair.nodes),
  connection: pulumi.secret(pair.connection),
  hostKeys: pulumi.unsecret(pair.hostKeys),
};

const db = new MariadbPair("db", {
  cluster,
  serviceIp: { ip: config.require("serviceIp"), cidrNetmask: 24, monitor: { interval: "5s" } },
  replicationPassword: config.requireSecret("replicationPassword"),
  database: { name: "app", password: config.requireSecret("appPassword") },
});

/** Where clients connect. */
export const endpoint = db.endpoint;
/** With user and password; secret. */
export const connectionString = db.connectionString;
