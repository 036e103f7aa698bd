// One process at a time, across processes: a directory that holds its owner's pid. An owner that died without
// letting go is told by its pid and start time, so that nothing has to be cleaned by hand.
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";

const signals = /** @type {const} */ (["SIGINT", "SIGTERM", "SIGHUP"]);

/**
 * Runs `work` while no other process holds the lock at `path`. A signal aborts what `work` was given, lets it clean up
 * and then ends this process as it would have ended without the lock.
 * @template T
 * @param {string} path
 * @param {{ work: (abort: AbortSignal) => Promise<T>, waiting: (pid: number) => void }} options
 * @returns {Promise<T>}
 */
export async function withLock(path, { work, waiting }) {
  const abort = new AbortController();
  /** @param {NodeJS.Signals} signal */
  const interrupt = (signal) => abort.abort(signal);
  for (const signal of signals) process.once(signal, interrupt);
  try {
    const release = await acquire(path, abort.signal, waiting);
    try {
      return await work(abort.signal);
    } finally {
      release();
    }
  } finally {
    for (const signal of signals) process.removeListener(signal, interrupt);
    const { aborted, reason } = abort.signal;
    if (aborted && process.listenerCount(reason) === 0) process.kill(process.pid, reason);
  }
}

/**
 * Whether the process still runs; with `started`, whether it is still the same one, since pids are reused.
 * @param {number} pid
 * @param {string} [started]
 */
export function isAlive(pid, started) {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if (codeOf(error) === "ESRCH") return false;
  }
  return !started || startOf(pid) === started;
}

/**
 * @param {string} path
 * @param {AbortSignal} abort
 * @param {(pid: number) => void} waiting
 */
async function acquire(path, abort, waiting) {
  const mine = `${path}-${process.pid}`;
  rmSync(mine, { recursive: true, force: true });
  mkdirSync(mine);
  writeFileSync(join(mine, "owner"), `${process.pid} ${startOf(process.pid)}`);
  let told = false;
  try {
    while (!claimed(mine, path)) {
      const owner = ownerOf(path);
      if (owner && !isAlive(owner.pid, owner.started)) discard(path, owner.pid);
      else if (owner) {
        if (!told) waiting(owner.pid);
        told = true;
        await pause(200, undefined, { signal: abort });
      }
    }
  } catch (error) {
    rmSync(mine, { recursive: true, force: true });
    throw error;
  }
  return () => {
    if (ownerOf(path)?.pid !== process.pid) return;
    // Renamed before it is removed: an emptied directory of this name could be taken while it is being removed.
    renameSync(path, mine);
    rmSync(mine, { recursive: true, force: true });
  };
}

/**
 * The directory comes with its owner's name inside, so there is no moment in which a lock has no owner.
 * @param {string} mine
 * @param {string} path
 */
function claimed(mine, path) {
  try {
    renameSync(mine, path);
    return true;
  } catch (error) {
    if (["ENOTEMPTY", "EEXIST", "EPERM"].includes(codeOf(error))) return false;
    throw error;
  }
}

/**
 * @param {string} path
 * @returns {{ pid: number, started: string } | undefined}
 */
function ownerOf(path) {
  try {
    const [pid = "", started = ""] = readFileSync(join(path, "owner"), "utf8").split(" ");
    return { pid: Number(pid), started };
  } catch {
    return undefined;
  }
}

/**
 * @param {string} path
 * @param {number} pid
 */
function discard(path, pid) {
  const dead = `${path}-${pid}`;
  try {
    rmSync(dead, { recursive: true, force: true });
    renameSync(path, dead);
    // Between the look and the rename another one may have taken the lock over: it gets it back.
    if (ownerOf(dead)?.pid !== pid) renameSync(dead, path);
    rmSync(dead, { recursive: true, force: true });
  } catch (error) {
    // Another process that waits was quicker.
    if (!["ENOENT", "ENOTEMPTY", "EEXIST"].includes(codeOf(error))) throw error;
  }
}

/**
 * The kernel's start time of a process, or nothing where there is no /proc.
 * @param {number} pid
 */
function startOf(pid) {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    // The name of the program stands in parentheses and may hold anything; the 20th field after it is the start.
    return stat.slice(stat.lastIndexOf(")") + 2).split(" ")[19] ?? "";
  } catch {
    return "";
  }
}

/** @param {unknown} error */
function codeOf(error) {
  return error instanceof Error && "code" in error ? String(error.code) : "";
}
