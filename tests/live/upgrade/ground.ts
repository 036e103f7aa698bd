import { down, type Lab, up, UPGRADE } from "../../../lab/index.js";
import { labName } from "../lab-name.js";
import { onDebian11 } from "../objects/addresses.js";
import { everything } from "../objects/everything.js";
import type { Declared } from "../objects/resources.js";
import { absentContainers, pairProgram, withPair } from "../objects/with-pair.js";
import { changesIn } from "../pair/pair.js";
import { on } from "../pair/seen.js";
import { Stack } from "../stack.js";

const LAB = labName("upgrade");
const PASSWORD = "hacluster";
const UPGRADE_SECONDS = 900;

/** What the program declares beside the cluster: a service IP, and one of everything. */
export const OBJECTS = withPair(everything.map(onDebian11));

/** The same with another value of the property `no-quorum-policy`, and another score of the service IP's home. */
export const CHANGED: readonly Declared[] = OBJECTS.map((one) => {
  if (one.name === "no-quorum-policy") return { ...one, args: { value: "stop" } };
  return one.name === "home" ? { ...one, args: { ...one.args, score: 60 } } : one;
});

/** Two nodes, and the stack of a program that makes them a pair. */
export interface Ground {
  readonly lab: Lab;
  readonly stack: Stack;
}

let ground: Ground | undefined;

/** Boots two nodes of Debian 11 with the packages of Debian 12 within reach. */
export async function boot(): Promise<void> {
  await down(LAB, () => undefined);
  const lab = await up({ name: LAB, suite: "bullseye", newer: "bookworm", say: () => undefined });
  for (const { name } of lab.nodes) {
    await on(lab, name, "pcs", "cluster", "destroy");
    await on(lab, name, "sh", "-c", absentContainers("podman"));
  }
  const secrets = { haclusterPassword: PASSWORD };
  ground = { lab, stack: await Stack.create(lab, { program: pairProgram(lab, OBJECTS), secrets }) };
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

/** Deploys these objects and answers what was done to what. */
export async function deployed(objects: readonly Declared[]): Promise<readonly string[]> {
  const { lab, stack } = theGround();
  await stack.program(pairProgram(lab, objects));
  return changesIn(await stack.up());
}

/** Reads what is there and answers what differed from the state. */
export async function refreshed(): Promise<readonly string[]> {
  return changesIn(await theGround().stack.refresh());
}

/** Takes a node out of the cluster, makes it one of Debian 12, and returns when it is a member again. */
export async function upgrade(node: string, meanwhile: () => Promise<void>): Promise<void> {
  const { lab } = theGround();
  await on(lab, node, "pcs", "cluster", "stop");
  await meanwhile();
  await on(lab, node, "apt-get", "update");
  const quiet = ["env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "--yes", "--no-install-recommends"];
  const argv = [...quiet, "-o", "Dpkg::Options::=--force-confold", ...UPGRADE];
  const { code, stdout, stderr } = await lab.exec(node, argv, { timeout: UPGRADE_SECONDS });
  if (code !== 0)
    throw new Error(`apt-get failed on ${node} (exit ${code}): ${stdout.slice(-2000)}${stderr}`);
  await lab.powerOff(node);
  await lab.powerOn(node);
  await on(lab, node, "pcs", "cluster", "start", "--wait=90");
  await on(lab, node, "crm_resource", "--wait");
}
