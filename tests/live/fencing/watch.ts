import { deepEqual, ok } from "node:assert/strict";
import { run } from "../../../lab/command.js";
import { nodeNamespace } from "../../../lab/naming.js";
import { NODES, SERVICE_IP, theGround } from "../from-nothing/ground.js";

/** What was seen from outside, and when for the first time after the watch began. */
export interface Watched {
  /** Milliseconds: the first call that asked for a machine's power, which is taken only from one that has it. */
  readonly asked?: number;
  /** Milliseconds: a machine was seen off. */
  readonly off?: number;
  /** The nodes whose machines were given power again, each as often as it was: the end of each fencing. */
  readonly fenced: readonly string[];
  /** The most nodes that had the service IP at one moment. */
  readonly mostHolders: number;
}

/** A watch that runs beside a loss. */
export interface Watch {
  seen(): Watched;
  stop(): Promise<void>;
}

const EVERY_MS = 100;

/** Watches who has the service IP, what is asked of Proxmox and which machines are off, by no word of the cluster's. */
export async function watch(): Promise<Watch> {
  const before = (await powerCalls()).length;
  let seen: Watched = { fenced: [], mostHolders: 0 };
  let stopped = false;
  const running = (async () => {
    while (!stopped) {
      const holders = await holdersNow();
      const calls = (await powerCalls()).slice(before);
      const off = await anyOff();
      const now = Date.now();
      seen = {
        fenced: calls.flatMap(({ verb, node }) => (verb === "start" ? [node] : [])),
        mostHolders: Math.max(seen.mostHolders, holders.length),
        ...(seen.asked === undefined && calls.length === 0 ? {} : { asked: seen.asked ?? now }),
        ...(seen.off === undefined && !off ? {} : { off: seen.off ?? now }),
      };
      await new Promise((resolve) => setTimeout(resolve, EVERY_MS));
    }
  })();
  // Who is interrupted takes the lab down under it; others are told when they stop it.
  running.catch(() => undefined);
  return {
    seen: () => seen,
    stop: async () => {
      stopped = true;
      await running;
    },
  };
}

/** Asserts that one node was fenced once, and that never two had the service IP. */
export function oneFence({ fenced, mostHolders }: Watched, allowed: readonly string[]): void {
  deepEqual([fenced.length, mostHolders], [1, 1], `fenced: ${fenced.join()}; holders: ${mostHolders}`);
  ok(allowed.includes(fenced[0] ?? ""), `fenced: ${fenced.join()}`);
}

/** The nodes that have the service IP at this moment, also those that answer nobody. */
export async function holdersNow(): Promise<readonly string[]> {
  const { lab } = theGround().proxmox;
  const shown = await Promise.all(
    NODES.map((node) =>
      run(["ip", "-n", nodeNamespace(lab.name, node), "-o", "address", "show", "to", SERVICE_IP]),
    ),
  );
  return NODES.filter((_node, index) => shown[index]?.code === 0 && shown[index].stdout !== "");
}

async function powerCalls(): Promise<readonly { readonly node: string; readonly verb: string }[]> {
  const { proxmox } = theGround();
  const names = new Map((await proxmox.machines()).map(({ vmid, name = "" }) => [String(vmid), name]));
  return (await proxmox.calls()).flatMap(({ method, path }) => {
    const [, machine, verb = ""] = /\/qemu\/(\d+)\/status\/(stop|start)$/.exec(path) ?? [];
    if (method !== "POST" || machine === undefined) return [];
    return [{ node: names.get(machine) ?? machine, verb }];
  });
}

async function anyOff(): Promise<boolean> {
  return (await theGround().proxmox.machines()).some(({ state }) => state === "stopped");
}
