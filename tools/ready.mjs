// Makes a clone ready to run: installs what package-lock.json names and compiles, each only when it is not done yet.
// Needs nothing but Node, and takes a moment when there is nothing to do.
import { spawn, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { cachePath } from "./cache.mjs";
import { withLock } from "./lock.mjs";
import { giveUp, heartbeat, say } from "./say.mjs";
import { isBuilt } from "./sources.mjs";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const lockfile = join(root, "package-lock.json");
const stamp = join(root, "node_modules/.pulumi-pacemaker-lock");
const oldestNode = 20;

if (!isInstalled() || !isBuilt()) await makeReady().catch(giveUp);

async function makeReady() {
  if (Number(process.versions.node.split(".")[0]) < oldestNode) {
    throw new Error(
      `Node ${process.versions.node} is running this, and it needs Node ${oldestNode} or newer.`,
    );
  }
  const locks = cachePath("ready");
  mkdirSync(locks, { recursive: true });
  // Two commands started at once in one clone must not install into each other.
  await withLock(join(locks, createHash("sha256").update(root).digest("hex").slice(0, 16)), {
    waiting: (pid) => say(`process ${pid} is making this clone ready: waiting for it`),
    work: async (abort) => {
      if (!isInstalled()) await install(abort);
      if (!isBuilt()) build();
    },
  });
}

/** @param {AbortSignal} abort */
async function install(abort) {
  say("Installing the packages that package-lock.json names (npm ci), about half a minute.");
  const stop = heartbeat((seconds) => `  npm ci: ${seconds} s`);
  try {
    const argv = ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"];
    const npm = process.env.npm_execpath;
    const [program, all] = npm?.endsWith(".js") ? [process.execPath, [npm, ...argv]] : ["npm", argv];
    const child = spawn(program, all, { cwd: root, stdio: ["ignore", "ignore", "inherit"] });
    const interrupt = () => child.kill("SIGINT");
    abort.addEventListener("abort", interrupt);
    const code = await new Promise((resolve, reject) => child.on("error", reject).on("close", resolve));
    abort.throwIfAborted();
    if (code !== 0) throw new Error(`Unable to install the packages (npm ci, exit ${code}).`);
    writeFileSync(stamp, lockHash());
  } finally {
    say(`  npm ci: ${stop()} s`);
  }
}

function build() {
  say("Compiling.");
  const argv = [join(root, "tools/build.mjs")];
  const { status } = spawnSync(process.execPath, argv, { cwd: root, stdio: ["ignore", 2, 2] });
  if (status !== 0) throw new Error("Unable to compile: see above.");
}

function isInstalled() {
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === lockHash()) return true;
  if (!holdsWhatIsLocked()) return false;
  writeFileSync(stamp, lockHash());
  return true;
}

/** npm notes what it installed: someone who ran it by hand need not wait for it again. */
function holdsWhatIsLocked() {
  const note = join(root, "node_modules/.package-lock.json");
  if (!existsSync(note)) return false;
  const installed = JSON.parse(readFileSync(note, "utf8")).packages;
  const locked = Object.entries(JSON.parse(readFileSync(lockfile, "utf8")).packages);
  return locked.every(([path, entry]) => {
    if (path === "" || entry.optional) return true;
    return installed[path]?.version === entry.version && existsSync(join(root, path));
  });
}

function lockHash() {
  return createHash("sha256").update(readFileSync(lockfile)).digest("hex");
}
