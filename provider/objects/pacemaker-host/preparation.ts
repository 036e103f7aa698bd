import type { Reached } from "../../lifecycle/managed.js";
import { Refusal } from "../../lifecycle/outcome.js";
import {
  distributionOf,
  knownSystems,
  readOsRelease,
  type Distribution,
  type OperatingSystem,
} from "../../pcs/distribution.js";
import { hostSystem, lookAtHost, nothingSeen, onHost, writeHostFile } from "../../pcs/host.js";
import { reachableNodes, type ReachableNode } from "../../pcs/nodes.js";
import { hostKey } from "../../ssh/index.js";
import type { Declared, Observed } from "./arguments.js";
import { filesWithoutHosts } from "./names.js";
import { awaitFree, awaitHost, tellProgress, type Say } from "./patience.js";
import { install, packages, packagesOf, releasesMissing, repositories, updateAll } from "./software.js";
import type { Command, Sight, Step, Writing } from "./step.js";
import { filesSeen, notesOn, steps } from "./steps.js";

type Args = Declared & Reached;

// A full update over a slow line; a service that starts.
const packageSeconds = 3600;
const commandSeconds = 120;

/** A host as it was seen. */
export interface Look extends Sight {
  readonly node: ReachableNode;
  readonly system: OperatingSystem;
  /** Whether our programs can run there. */
  readonly python: boolean;
}

/** Looks at a host and changes nothing. */
export async function lookAt(args: Args, node = nodeOf(args)): Promise<Look> {
  const { osRelease, python } = await hostSystem(node);
  const system = readOsRelease(osRelease);
  const distribution = distributionOf(system);
  if (!distribution)
    throw new Refusal(
      `${node.name} runs ${system.name}, which cannot be prepared. Known are ${knownSystems}.`,
    );
  const facts = python ? await lookAtHost(node, questions(args, distribution)) : nothingSeen;
  return { own: node.name, args, distribution, facts, node, system, python };
}

/**
 * Makes a host ready: looks at each step and does only what is missing.
 * @param full whether all packages are brought up to date too
 * @param changing is told before the first change
 */
export async function prepare(args: Args, full: boolean, changing: () => void): Promise<Observed> {
  const node = nodeOf(args, args.waitTimeout);
  const say: Say = (line) => process.stdout.write(`PacemakerHost ${node.name}: ${line}\n`);
  await awaitHost(node, say);
  let seen = await lookAt(args, node);
  const repair = async (actions: readonly (Command | Writing)[]) => {
    changing();
    for (const action of actions) await carryOut(seen, action, say);
    seen = await lookAt(args, node);
  };
  if (!seen.python) {
    say("installing Python");
    await repair(install(seen.distribution, ["python3"]));
  }
  if (await awaitFree(node, "cloudInit", args.waitTimeout, say)) seen = await lookAt(args, node);
  const bringAbout = async (step: Step) => {
    const lacking = step.lacks(seen);
    if (lacking === undefined) return;
    say(`${step.name}: ${lacking}`);
    await repair(step.repair(seen));
    const still = step.lacks(seen);
    if (still !== undefined)
      throw new Refusal(`Unable to make ${node.name} ready: ${step.name} is still as it was (${still}).`);
  };
  if (full) {
    await bringAbout(repositories);
    say("updating all packages");
    await repair(updateAll(seen.distribution));
  }
  for (const step of steps) {
    const releases = step === packages ? releasesMissing(seen) : [];
    if (releases.length > 0) {
      say(`packages: ${releases.join(", ")} not installed, which others are found by`);
      await repair(install(seen.distribution, releases));
      // What they bring names servers that are gone.
      await bringAbout(repositories);
    }
    await bringAbout(step);
  }
  await bringAbout(repositories);
  for (const [name, note] of Object.entries(notesOn(seen))) say(`${name}: ${note}`);
  return outputsOf(seen, args.update);
}

/** What is told of a host. */
export async function outputsOf(seen: Look, updated: boolean): Promise<Observed> {
  const { node, system, facts } = seen;
  return {
    os: { id: system.id, versionId: system.versionId, name: system.name },
    address: node.addresses[0] ?? node.name,
    versions: facts.packages,
    notes: notesOn(seen),
    updated,
    hostKeys: { [node.name]: await hostKey(node.ssh) },
  };
}

/** Takes our part out of the files that name hosts; what else was prepared stays. */
export async function unname(args: Args): Promise<void> {
  const seen = await lookAt(args);
  for (const writing of filesWithoutHosts(seen.facts)) await carryOut(seen, writing, () => undefined);
}

async function carryOut(seen: Look, action: Command | Writing, say: Say): Promise<void> {
  const { node, args, facts } = seen;
  if ("path" in action) {
    const { path, text } = action;
    if (await writeHostFile(node, { path, text, before: facts.files[path] })) return;
    throw new Refusal(`${path} of ${node.name} was changed by somebody else at the same time: run again.`);
  }
  const { doing, argv, stdin, onPackages = false } = action;
  const options = { timeout: onPackages ? packageSeconds : commandSeconds, ...(stdin ? { stdin } : {}) };
  if (!onPackages) {
    await onHost(node, doing, argv, options);
    return;
  }
  if (seen.python) await awaitFree(node, "packages", args.waitTimeout, say);
  await tellProgress(node, say, onHost(node, doing, argv, options));
}

function questions(args: Args, distribution: Distribution) {
  return { files: filesSeen, packages: packagesOf(distribution, args), password: args.haclusterPassword };
}

// A host that boots is given time; one that is only looked at answers or does not.
function nodeOf(args: Args, connectTimeout?: number): ReachableNode {
  const [node] = reachableNodes(args);
  if (!node) throw new Refusal("A host is needed in `node`.");
  return connectTimeout === undefined ? node : { ...node, ssh: { connectTimeout, ...node.ssh } };
}
