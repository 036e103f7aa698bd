import { mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { run, succeed } from "./command.js";

/** The folders that are mounted at or below a folder, the deepest first. */
export function mountsBelow(folder: string): readonly string[] {
  return readFileSync("/proc/self/mounts", "utf8")
    .split("\n")
    .map((line) => unescaped(line.split(" ")[1] ?? ""))
    .filter((path) => path === folder || path.startsWith(`${folder}/`))
    .reverse();
}

/** Lays a node's own files over a root that nodes share, and answers the folder where both are seen as one. */
export async function layOver(lower: string, folder: string): Promise<string> {
  const [upper, work, merged] = ["upper", "work", "root"].map((name) => join(folder, name)) as [
    string,
    string,
    string,
  ];
  for (const each of [upper, work, merged]) mkdirSync(each, { recursive: true, mode: 0o755 });
  const layers = `lowerdir=${lower},upperdir=${upper},workdir=${work}`;
  await succeed(["mount", "-t", "overlay", "-o", layers, "overlay", merged]);
  return merged;
}

/** Unmounts all at or below a folder; what is busy is taken out of sight and ends with its last user. */
export async function unmountBelow(folder: string): Promise<void> {
  for (const path of mountsBelow(folder)) {
    const { code } = await run(["umount", path]);
    if (code !== 0) await succeed(["umount", "--lazy", path]);
  }
}

// The kernel writes spaces and the like as octal numbers.
function unescaped(path: string): string {
  return path.replace(/\\([0-7]{3})/g, (_, digits: string) => String.fromCharCode(parseInt(digits, 8)));
}
