import { run } from "../ssh/index.js";
import { commandFailure } from "./failure.js";
import { isForeign, reachableNodes, type Handle, type ReachableNode } from "./nodes.js";

const lookEveryMs = 500;
const commandSeconds = 30;

/**
 * Has one node fence another and waits until that one has booted again.
 * @throws the fencer's failure with its reason; a text where the node has not booted within the seconds
 */
export async function fenced(handle: Handle, name: string, seconds: number): Promise<void> {
  const nodes = reachableNodes(handle);
  const victim = nodes.find((node) => node.name === name);
  const fencer = nodes.find((node) => node.name !== name);
  if (!victim || !fencer) throw new Error(`${name} has no other node that could fence it`);
  const before = await bootOf(victim);
  const argv = ["stonith_admin", "--reboot", name, "--timeout", String(seconds)];
  const ran = await run(fencer.ssh, argv, { timeout: seconds + commandSeconds });
  if (ran.code !== 0) throw commandFailure(`fence ${name}`, fencer.name, ran);
  const deadline = Date.now() + seconds * 1000;
  while (!(await hasBootedSince(victim, before))) {
    if (Date.now() > deadline)
      throw new Error(`${name} was fenced, and does not answer as newly booted within ${seconds} s`);
    await new Promise((resolve) => setTimeout(resolve, lookEveryMs));
  }
}

async function hasBootedSince(node: ReachableNode, before: string): Promise<boolean> {
  try {
    return (await bootOf(node)) !== before;
  } catch (failure) {
    if (isForeign(failure)) throw failure;
    return false;
  }
}

// The kernel's id of the boot, and when the first process began: a container has its host's id.
async function bootOf(node: ReachableNode): Promise<string> {
  const ran = await run(node.ssh, ["cat", "/proc/sys/kernel/random/boot_id", "/proc/1/stat"], {
    timeout: commandSeconds,
  });
  if (ran.code !== 0) throw commandFailure("tell the boot", node.name, ran);
  const [id = "", first = ""] = ran.stdout.split("\n");
  return `${id} ${first.slice(first.lastIndexOf(")")).split(" ")[20] ?? ""}`;
}
