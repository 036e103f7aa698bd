import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { homedir } from "node:os";
import { dirname, join } from "node:path";
import { inGroup, kill, removeGroup } from "./cgroup.js";
import { LabFailure, run, succeed } from "./command.js";
import { locked } from "./lock.js";
import { unmountBelow } from "./mounts.js";
import { FIRST_SETTLING } from "./centos7/personality.js";
import { filesOf, MASKED, type Recipe, releaseOf, rootName, SETUP_HOOKS } from "./recipe.js";

/** What a root is built from and who watches. */
export interface RootOptions {
  readonly lab: string;
  readonly recipe: Recipe;
  readonly say: (line: string) => void;
  readonly signal: AbortSignal;
}

/** The folder of a prepared Debian that nodes share; built the first time and kept outside of the clone. */
export async function preparedRoot(options: RootOptions): Promise<string> {
  const name = rootName(options.recipe);
  const folder = join(rootsFolder(), name);
  if (existsSync(folder)) return folder;
  const wait = () => options.say(`waiting: another process builds ${name}`);
  await locked(`root/${name}`, wait, async () => {
    if (!existsSync(folder)) await build(folder, options);
  });
  return folder;
}

/** Removes what builders left that were ended half way; one that still builds keeps its own. */
export async function removeLeftRoots(lab: string): Promise<void> {
  const folder = rootsFolder();
  const left = existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith(`.of-${lab}`)) : [];
  for (const name of left) await remove(join(folder, name));
}

async function build(folder: string, options: RootOptions): Promise<void> {
  const { recipe, say, signal, lab } = options;
  const { suite } = recipe;
  const began = Date.now();
  const seconds = () => Math.round((Date.now() - began) / 1000);
  const building = `${folder}.of-${lab}`;
  await remove(building);
  mkdirSync(dirname(folder), { recursive: true });
  say(`building a ${suite} root with pacemaker and pcs, once; takes one to three minutes`);
  const beat = setInterval(() => say(`building the ${suite} root: ${seconds()} s`), 15_000);
  try {
    await bootstrap(building, recipe, { lab, signal });
    await prepare(building, recipe);
    signal.throwIfAborted();
    renameSync(building, folder);
  } catch (error) {
    await kill({ lab, member: "build" });
    await remove(building);
    throw error;
  } finally {
    clearInterval(beat);
    await removeGroup({ lab, member: "build" });
  }
  say(`built the ${suite} root in ${seconds()} s`);
}

async function bootstrap(
  folder: string,
  { suite, packages, firstHooks = [], lastHooks = [] }: Recipe,
  { lab, signal }: { lab: string; signal: AbortSignal },
): Promise<void> {
  const argv = [
    // In a mount namespace of its own, so that what it mounts goes with it, whatever ends it.
    ...[
      "unshare",
      "--mount",
      "mmdebstrap",
      "--mode=root",
      "--variant=minbase",
      `--include=${packages.join(",")}`,
    ],
    ...[...(SETUP_HOOKS[releaseOf(suite)] ?? []), ...firstHooks].map((hook) => `--setup-hook=${hook}`),
    ...lastHooks.map((hook) => `--customize-hook=${hook}`),
    ...[releaseOf(suite), folder],
  ];
  const { code, stderr } = await run(inGroup({ lab, member: "build" }, argv), { signal });
  if (code === 0) return;
  const why = stderr.split(/[\r\n]+/).filter((line) => /^(E:|W:|mmdebstrap|Err)/.test(line));
  throw new LabFailure(`Unable to build the ${suite} root (exit ${code}): ${why.slice(-10).join("\n")}`);
}

async function prepare(root: string, { suite, disabled, enabled }: Recipe): Promise<void> {
  for (const [path, { text, mode }] of Object.entries(filesOf(suite))) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    // The package may have a link here that leads out of the root.
    rmSync(join(root, path), { force: true });
    writeFileSync(join(root, path), text, { mode: mode ?? 0o644 });
  }
  const systemctl = (verb: string, units: readonly string[]) =>
    succeed(["chroot", root, "systemctl", verb, ...units]);
  if (disabled.length > 0) await systemctl("disable", disabled);
  await systemctl("enable", enabled);
  await systemctl("mask", MASKED);
  await systemctl("set-default", ["multi-user.target"]);
  await succeed(["chroot", root, "useradd", "--create-home", "--shell", "/bin/bash", "admin"]);
  // Keys and an identity are each node's own.
  for (const name of readdirSync(join(root, "etc/ssh")).filter((each) => each.startsWith("ssh_host_"))) {
    rmSync(join(root, "etc/ssh", name));
  }
  for (const folder of ["root/.ssh", "home/admin/.ssh"])
    mkdirSync(join(root, folder), { recursive: true, mode: 0o700 });
  await succeed(["chroot", root, "chown", "admin:", "/home/admin/.ssh"]);
  if (suite === "centos7") await succeed(["chroot", root, ...FIRST_SETTLING]);
}

async function remove(folder: string): Promise<void> {
  await unmountBelow(folder);
  await succeed(["rm", "-rf", "--one-file-system", folder]);
}

function rootsFolder(): string {
  const cache = process.env["XDG_CACHE_HOME"] ?? join(homedir(), ".cache");
  return join(cache, "pulumi-pacemaker", "lab", "roots");
}
