import { Refusal } from "../../lifecycle/outcome.js";
import { onHost, readHostFile, writeHostFile } from "../../pcs/host.js";
import type { ReachableNode } from "../../pcs/nodes.js";
import { run } from "../../ssh/index.js";
import { type Entry, entryIn, mountedIn, withEntry, withoutEntry } from "./fstab.js";

const fstabFile = "/etc/fstab";
const mountSeconds = 120;

/** A host as it is, as far as a mount is concerned. */
export interface Seen {
  readonly node: ReachableNode;
  /** The text of /etc/fstab; null where there is none. */
  readonly fstab: string | null;
  readonly entry: Entry | undefined;
  readonly mounted: Pick<Entry, "source" | "type"> | undefined;
}

/** Looks at a host and changes nothing. */
export async function look(node: ReachableNode, directory: string): Promise<Seen> {
  const [{ text }, { stdout }] = await Promise.all([
    readHostFile(node, fstabFile),
    onHost(node, "read the list of mounts", ["cat", "/proc/self/mounts"]),
  ]);
  const mounted = mountedIn(stdout, directory);
  return { node, fstab: text, entry: entryIn(text ?? "", directory), mounted };
}

/** How a host stands to a mount: "mounted", or in words. */
export function stateOf({ entry, mounted }: Seen, wanted: Entry): string {
  if (mounted && mounted.source !== wanted.source) return `${mounted.source} is mounted there`;
  if (!entry) return mounted ? "not in /etc/fstab" : "missing";
  const isSame = (["source", "type", "options"] as const).every((field) => entry[field] === wanted[field]);
  if (!isSame) return "another line in /etc/fstab";
  return mounted ? "mounted" : "not mounted";
}

/** Refuses what a mount would hide or take the place of; nothing was changed then. */
export async function refuseOther(
  { node, entry, mounted }: Seen,
  wanted: Entry,
  adopt: boolean,
): Promise<void> {
  const { directory } = wanted;
  const isOther = mounted && mounted.source !== wanted.source;
  if (isOther)
    throw new Refusal(`${mounted.source} is mounted on ${directory} of ${node.name}. Nothing was changed.`);
  if (entry && !adopt)
    throw new Refusal(
      `/etc/fstab of ${node.name} has a line for ${directory} already (${entry.source}). Nothing was changed; give \`adopt: true\` to write over it.`,
    );
  if (mounted) return;
  // A folder that is not there yet holds nothing.
  const argv = ["find", directory, "-mindepth", "1", "-maxdepth", "1", "-print", "-quit"];
  const first = (await run(node.ssh, argv)).stdout.trim();
  if (first)
    throw new Refusal(
      `${directory} of ${node.name} holds files (${first}), which a mount would hide. Nothing was changed.`,
    );
}

/** Brings a mount about: its line in /etc/fstab, and itself. */
export async function mount(seen: Seen, wanted: Entry): Promise<void> {
  const { node, fstab } = seen;
  const { directory } = wanted;
  const state = stateOf(seen, wanted);
  if (state === "mounted") return;
  await onHost(node, `make the folder ${directory}`, ["mkdir", "-p", "--", directory]);
  await rewritten(node, fstab, withEntry(fstab ?? "", wanted));
  // What is mounted with other options than the line's is mounted anew.
  if (seen.mounted && state !== "not in /etc/fstab") await unmount(node, directory);
  if (!seen.mounted || state !== "not in /etc/fstab")
    await onHost(node, `mount ${directory}`, ["mount", directory], { timeout: mountSeconds });
}

/** Takes a mount away, and its line; what is mounted there from elsewhere stays. */
export async function unmounted({ node, fstab, entry, mounted }: Seen, wanted: Entry): Promise<void> {
  const { directory, source } = wanted;
  if (mounted?.source === source) await unmount(node, directory);
  if (entry?.source === source) await rewritten(node, fstab, withoutEntry(fstab ?? "", directory));
}

async function unmount(node: ReachableNode, directory: string): Promise<void> {
  await onHost(node, `unmount ${directory}`, ["umount", directory], { timeout: mountSeconds });
}

async function rewritten(node: ReachableNode, before: string | null, text: string): Promise<void> {
  if (before === text) return;
  if (!(await writeHostFile(node, { path: fstabFile, before: before ?? undefined, text })))
    throw new Refusal(
      `${fstabFile} of ${node.name} was changed by somebody else at the same time: run again.`,
    );
  // Its units are made of the file.
  await onHost(node, "have systemd read /etc/fstab", ["systemctl", "daemon-reload"]);
}
