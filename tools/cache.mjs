// What is built once on a machine and kept outside the clone: a cache that is lost costs time and nothing else.
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync } from "node:fs";
import { homedir } from "node:os";
import { basename, dirname, join } from "node:path";
import { isAlive, withLock } from "./lock.mjs";

/**
 * A path below this project's cache.
 * @param {...string} parts
 */
export function cachePath(...parts) {
  return join(process.env.XDG_CACHE_HOME || join(homedir(), ".cache"), "pulumi-pacemaker", ...parts);
}

/**
 * Gives `folder`, made by `build` when it is not there. `build` fills a folder of another name, which gets its own in one
 * step at the end: no reader ever sees half of it, and of two builders one waits.
 * @param {string} folder
 * @param {{ build: (folder: string, abort: AbortSignal) => Promise<void>, say: (line: string) => void }} options
 */
export async function builtOnce(folder, { build, say }) {
  if (existsSync(folder)) return folder;
  mkdirSync(dirname(folder), { recursive: true });
  await withLock(`${folder}.lock`, {
    waiting: (pid) => say(`process ${pid} is building ${basename(folder)}: waiting for it`),
    work: async (abort) => {
      if (existsSync(folder)) return;
      removeLeftOver(folder);
      const half = `${folder}.building-${process.pid}`;
      try {
        mkdirSync(half);
        await build(half, abort);
        abort.throwIfAborted();
        renameSync(half, folder);
      } finally {
        rmSync(half, { recursive: true, force: true });
      }
    },
  });
  return folder;
}

/**
 * What a builder that was killed could not remove.
 * @param {string} folder
 */
function removeLeftOver(folder) {
  const parent = dirname(folder);
  for (const name of readdirSync(parent)) {
    if (!name.startsWith(`${basename(folder)}.`)) continue;
    const pid = /\.(?:building|lock)-(\d+)$/.exec(name)?.[1];
    if (pid && !isAlive(Number(pid))) rmSync(join(parent, name), { recursive: true, force: true });
  }
}
