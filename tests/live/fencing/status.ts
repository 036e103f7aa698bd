import { equal, ok } from "node:assert/strict";
import { theGround } from "../from-nothing/ground.js";

// The cluster alone: a refresh of the machines too would need the Proxmox that may be what is broken.
const CLUSTER = "**testdb-cluster";

/** Brings the cluster's outputs up to date, and answers what the refresh says. */
export async function refreshed(): Promise<string> {
  const { code, output } = await theGround().stack.refresh("--target", CLUSTER);
  equal(code, 0, output);
  return output;
}

/** The fencing that fails, as the state has it. */
export async function failures(): Promise<Readonly<Record<string, string>>> {
  const { resources = [] } = await theGround().stack.state();
  const cluster = resources.find(({ urn }) => urn.endsWith("::testdb-cluster"));
  ok(cluster?.outputs, "the cluster is in the state");
  return cluster.outputs["fencingFailures"] as Readonly<Record<string, string>>;
}

/** Asserts that a preview of the cluster warns of a node that cannot be fenced. */
export async function warned(node: string, reason: string): Promise<void> {
  const { output } = await theGround().stack.preview("--target", CLUSTER);
  const said = `WARNING: when it was last looked at, fencing failed: ${node}: ${reason}`;
  ok(output.includes(said), output);
}
