import { existsSync, mkdirSync, readdirSync, readFileSync, rmdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { LabFailure, until } from "./command.js";

const TOP = "pulumi-pacemaker";

/**
 * The control groups that a lab's processes live in are also the list of them: nothing leaves its group, so what is
 * found there belongs to the lab, whatever its process id was before.
 */
export interface Group {
  readonly lab: string;
  /** The node, or what else runs in it. */
  readonly member: string;
}

interface Hierarchy {
  readonly path: string;
  readonly version: 1 | 2;
  /** Mount options, among them the names of controllers. */
  readonly names: readonly string[];
}

/** An argv that joins a group and then becomes the program given, so that the program never runs outside of it. */
export function inGroup(group: Group, argv: readonly string[]): readonly string[] {
  const join = 'while [ "$1" != -- ]; do echo $$ >"$1" || exit; shift; done; shift; exec "$@"';
  return ["sh", "-c", join, "sh", ...makeGroup(group), "--", ...argv];
}

/** The ids of all processes in a group, or in all groups of a lab. */
export function processesOf(group: Group | { lab: string }): readonly number[] {
  return [...new Set(folders(group).flatMap((folder) => below(folder).flatMap(processesIn)))];
}

/** Ends all processes of a group at once, as a loss of power does, and returns when none is left. */
export async function kill(group: Group | { lab: string }): Promise<void> {
  const gone = await until(() => {
    const left = processesOf(group);
    for (const pid of left) end(pid);
    return left.length === 0;
  }, 20);
  if (!gone)
    throw new LabFailure(
      `Unable to end the processes ${processesOf(group).join(", ")} of the lab ${group.lab}`,
    );
}

/** Stops all processes of a group in the middle of what they do, or lets them go on. */
export async function setFrozen(group: Group, isFrozen: boolean): Promise<void> {
  // The second version's freezer: processes that it holds still die when they are killed.
  const trees = hierarchies().filter(({ version }) => version === 2);
  for (const folder of folders(group, trees)) {
    writeFileSync(join(folder, "cgroup.freeze"), isFrozen ? "1" : "0");
    const reached = () =>
      readFileSync(join(folder, "cgroup.events"), "utf8").includes(`frozen ${isFrozen ? 1 : 0}`);
    if (!(await until(reached, 20))) throw new LabFailure(`Unable to freeze or thaw ${folder}`);
  }
}

/** Removes a group without processes and what was made inside it. */
export async function removeGroup(group: Group | { lab: string }): Promise<void> {
  const all = folders(group).flatMap((folder) => below(folder).toReversed());
  // A process that is no longer listed may keep its group busy until the kernel is done with it.
  await until(() => all.every(removed), 5);
  const left = all.filter((folder) => existsSync(folder));
  if (left.length > 0) throw new LabFailure(`Unable to remove the control groups ${left.join(", ")}`);
  for (const { path } of hierarchies()) removed(join(path, TOP));
}

/** The labs that have groups. */
export function labsWithGroups(): readonly string[] {
  return hierarchies().flatMap(({ path }) => (existsSync(join(path, TOP)) ? foldersIn(join(path, TOP)) : []));
}

/** Makes a group and answers the files into which a process writes its id to join it. */
function makeGroup(group: Group): readonly string[] {
  return folders(group, hierarchies().filter(joinable)).map((folder) => {
    mkdirSync(folder, { recursive: true });
    return join(folder, "cgroup.procs");
  });
}

function folders(group: Group | { lab: string }, trees = hierarchies()): readonly string[] {
  const name = "member" in group ? join(group.lab, group.member) : group.lab;
  return trees.map(({ path }) => join(path, TOP, name));
}

/** The trees of control groups that this machine has mounted. */
function hierarchies(): readonly Hierarchy[] {
  return readFileSync("/proc/self/mounts", "utf8")
    .split("\n")
    .map((line) => line.split(" "))
    .filter(([, , type]) => type === "cgroup" || type === "cgroup2")
    .map(([, path = "", type, options = ""]) => ({
      path,
      version: type === "cgroup2" ? 2 : 1,
      names: options.split(","),
    }));
}

// A node's systemd makes groups of its own wherever it may, so a node gets a group of its own in each tree. Except where
// somebody accounts for this process already: that goes on. systemd never uses cpuset, which would want to be set up first.
function joinable({ version, names }: Hierarchy): boolean {
  if (version === 2 || names.includes("name=systemd") || names.includes("freezer")) return true;
  const own = readFileSync("/proc/self/cgroup", "utf8")
    .split("\n")
    .map((line) => line.split(":"))
    .find(([, controllers = ""]) =>
      controllers.split(",").some((name) => name !== "" && names.includes(name)),
    );
  return own?.[2] === "/" && !names.includes("cpuset");
}

/** A folder and all below it, parents first. */
function below(folder: string): readonly string[] {
  if (!existsSync(folder)) return [];
  return [folder, ...foldersIn(folder).flatMap((name) => below(join(folder, name)))];
}

function foldersIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder, { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map(({ name }) => name);
  } catch (error) {
    return ignoring(error, "ENOENT", []);
  }
}

function processesIn(folder: string): readonly number[] {
  try {
    const text = readFileSync(join(folder, "cgroup.procs"), "utf8").trim();
    return text === "" ? [] : text.split("\n").map(Number);
  } catch (error) {
    // A service's group goes when the service ends; a threaded one (ENOTSUP) has its processes listed above it.
    return ignoring(error, "ENOENT ENODEV ENOTSUP EOPNOTSUPP", []);
  }
}

function end(pid: number): void {
  try {
    // A process of another pid namespace is listed as 0, which would mean this process's own group.
    if (pid > 0) process.kill(pid, "SIGKILL");
  } catch (error) {
    ignoring(error, "ESRCH", undefined);
  }
}

function removed(folder: string): boolean {
  try {
    rmdirSync(folder);
    return true;
  } catch (error) {
    return ignoring(error, "ENOENT ENOTEMPTY EBUSY", !existsSync(folder));
  }
}

function ignoring<T>(error: unknown, codes: string, answer: T): T {
  if (codes.split(" ").includes((error as NodeJS.ErrnoException).code ?? "")) return answer;
  throw error;
}
