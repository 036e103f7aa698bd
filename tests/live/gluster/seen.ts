import { BRICK, DIRECTORY, ground, HOSTS, NODES, on, saidOn } from "./ground.js";

/** What a brick has of a file: the SHA-256 of what is in it. */
export type Sums = ReadonlyMap<string, string>;

/** Waits until the volume is mounted on both nodes, every brick answers and nothing is left to heal; answers after how long. */
export async function healed(seconds: number): Promise<number> {
  const began = Date.now();
  await until("both nodes are members that have the volume mounted", seconds, async () => {
    const status = await saidOn(NODES[0], "crm_mon", "-1", "--output-as=xml");
    const members = [...status.matchAll(/<node name="[^"]+"[^>]* online="true"[^>]* pending="false"/g)];
    return members.length === NODES.length && (await Promise.all(NODES.map(isMounted))).every(Boolean);
  });
  await until("nothing is left to heal", seconds, async () => {
    const summary = await saidOn(NODES[0], "gluster", "volume", "heal", "web", "info", "summary");
    const connected = [...summary.matchAll(/^Status: Connected$/gm)].length;
    const left = [...summary.matchAll(/^Total Number of entries: (\S+)$/gm)].map(([, count]) => count);
    return connected === HOSTS.length && left.every((count) => count === "0");
  });
  return (Date.now() - began) / 1000;
}

/** Whether the volume is mounted on a node, by the kernel's word. */
export async function isMounted(node: string): Promise<boolean> {
  return (await saidOn(node, "cat", "/proc/mounts")).includes(` ${DIRECTORY} fuse.glusterfs `);
}

/** How many entries gluster counts in split brain. */
export async function inSplitBrain(): Promise<number> {
  const summary = await on(NODES[0], "gluster", "volume", "heal", "web", "info", "summary");
  const counts = [...summary.matchAll(/^Number of entries in split-brain: (\d+)$/gm)];
  return counts.reduce((sum, [, count]) => sum + Number(count), 0);
}

/** Every file in a folder of a host, read there and not through gluster. */
export async function sumsOn(host: string, folder = BRICK): Promise<Sums> {
  const said = await on(host, "python3", "-c", SUMS, folder);
  return new Map(
    said
      .split("\n")
      .filter(Boolean)
      .map((line) => line.split(" ", 2) as [string, string]),
  );
}

/** A volume's options that are not gluster's defaults, by gluster's own word. */
export async function optionsNow(): Promise<Readonly<Record<string, string>>> {
  const info = await on(NODES[0], "gluster", "volume", "info", "web");
  const [, options = ""] = info.split("Options Reconfigured:\n");
  return Object.fromEntries(options.split("\n").map((line) => line.split(": ", 2))) as Record<string, string>;
}

/** Each brick as the stack's state has it, which a refresh writes there. */
export async function statesNow(): Promise<unknown> {
  const { resources = [] } = await ground().stack.state();
  return resources.find(({ type }) => type.endsWith(":GlusterVolume"))?.outputs?.["states"];
}

const SUMS = `
import hashlib, os, sys
for folder, folders, names in os.walk(sys.argv[1]):
    folders[:] = [one for one in folders if not one.startswith(".glusterfs")]
    for name in names:
        with open(os.path.join(folder, name), "rb") as opened:
            print(name, hashlib.sha256(opened.read()).hexdigest())
`;
import { until } from "../until.js";
