import { Refusal } from "../../lifecycle/outcome.js";
import { hostBusy } from "../../pcs/host.js";
import type { ReachableNode } from "../../pcs/nodes.js";
import { hostKey, run, SshFailure } from "../../ssh/index.js";

const lookEveryMs = 1000;
const bootMs = 10_000;
const beatMs = 20_000;

/** What a host is waited for. */
export type Awaited = "cloudInit" | "packages";

/** Says what happens on a host, as a line of the engine's. */
export type Say = (line: string) => void;

/** Waits until a host that may still be booting lets us in; its key is checked or learned by that. */
export async function awaitHost(node: ReachableNode, say: Say): Promise<string> {
  const waiting = setTimeout(() => say("waiting for SSH"), bootMs);
  return hostKey(node.ssh).finally(() => clearTimeout(waiting));
}

/**
 * Waits until nothing else prepares the host: cloud-init, or whoever holds the lock of its packages. Answers whether it had
 * to.
 * @throws Refusal with who it is, when that takes longer than allowed
 */
export async function awaitFree(
  node: ReachableNode,
  what: Awaited,
  seconds: number,
  say: Say,
): Promise<boolean> {
  const deadline = Date.now() + seconds * 1000;
  for (let last = ""; ; await pause()) {
    const why = await reasonToWait(node, what);
    if (why === undefined) return last !== "";
    if (why !== last) say(`waiting: ${why}`);
    last = why;
    if (Date.now() > deadline)
      throw new Refusal(
        `Unable to prepare ${node.name}: after ${seconds} s still ${why}. Look there what it does, or give a longer \`waitTimeout\`.`,
      );
  }
}

/** Tells what an installation is at while it runs, by the last line of the package manager's own log. */
export async function tellProgress<T>(node: ReachableNode, say: Say, work: Promise<T>): Promise<T> {
  const began = Date.now();
  const beat = setInterval(() => {
    void lastInstalled(node).then((line) =>
      say(`still at work after ${Math.round((Date.now() - began) / 1000)} s${line}`),
    );
  }, beatMs);
  return work.finally(() => clearInterval(beat));
}

async function reasonToWait(node: ReachableNode, what: Awaited): Promise<string | undefined> {
  try {
    const busy = await hostBusy(node);
    if (what === "cloudInit") return busy.cloudInit ? "cloud-init is at work" : undefined;
    return busy.packages
      ? `${busy.packages.name} (process ${busy.packages.pid}) holds the lock of the packages`
      : undefined;
  } catch (failure) {
    // cloud-init may restart the network or the host.
    const away = failure instanceof SshFailure && (failure.kind === "lost" || failure.kind === "unreachable");
    if (!away) throw failure;
    return "it does not answer";
  }
}

const logs = ["/var/log/dpkg.log", "/var/log/dnf.rpm.log", "/var/log/yum.log"];

// Dates in front say nothing to somebody who watches.
async function lastInstalled(node: ReachableNode): Promise<string> {
  const ran = await run(node.ssh, ["tail", "-q", "-n", "1", ...logs]).catch(() => undefined);
  const line = ran?.stdout.trim().split("\n").at(-1) ?? "";
  return line ? `: ${line.replace(/^\S*\d\S* (\d\S* )*/, "")}` : "";
}

function pause(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, lookEveryMs));
}
