// Parts of the SDK: its index would load three times as much as this program.
import { secret } from "@pulumi/pulumi/output.js";
import { HaPair } from "pulumi-pacemaker";
import { knownAsEarlier } from "./earlier.js";
import { clusterName, settings } from "./settings.js";

// Two hosts become one highly available pair: hosts that are there, or virtual machines that are made on Proxmox.
const pair = new HaPair(clusterName, settings, { transformations: [knownAsEarlier(clusterName)] });

/** The address that clients use. */
export const serviceIp = pair.serviceIp;
/** The node that has it. */
export const activeNode = pair.activeNode;
/** The nodes and whether they are online. */
export const members = pair.members;
/** How the fencing devices saw the nodes when they were deployed. */
export const victims = pair.victims;
/** Nodes that have to be fenced and are not, and fencing devices that do not work, as the last refresh saw it. */
export const fencingFailures = pair.fencingFailures;
/** What others have in the cluster, as the last refresh saw it: it is left alone. */
export const foreign = pair.cluster.foreign;
/** The way to the cluster, for stacks that put something on it (`StackReference`); secret. */
export const cluster = secret(pair.cluster.handle);
