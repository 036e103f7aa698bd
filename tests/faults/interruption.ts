import { deepEqual, match, ok } from "node:assert/strict";
import { run, until } from "../../lab/command.js";
import type { Lab } from "../../lab/index.js";
import { on, remains } from "../live/pair/seen.js";
import { type Ground, reasonIn, say } from "./ground.js";
import { complete } from "./members.js";
import type { Declaration } from "./program.js";
import { allThere, MANY, wholeOrAbsent } from "./ten.js";

const LOCK = "/run/lock/pulumi-pacemaker.lock";

/** Kills the CLI and all that belongs to it, as a loss of power does, once the nodes are so far. */
export async function killedWhen(
  ground: Ground,
  changes: Partial<Declaration>,
  reached: () => Promise<boolean>,
): Promise<void> {
  let running = true;
  const upping = ground.run("up", changes).finally(() => (running = false));
  await until(async () => !running || (await reached()), 120);
  // Nothing but our own run is in the switch's namespace.
  const { stdout } = await run(["ip", "netns", "pids", ground.lab.namespace]);
  ok(running, "the run was over before the nodes were so far");
  for (const pid of stdout.split("\n").filter((line) => line !== "")) kill(Number(pid));
  await upping;
  // What was begun on a node ends there, whoever asked for it.
  await Promise.all(ground.lab.nodes.map(({ name }) => on(ground.lab, name, "flock", LOCK, "true")));
  await ground.stack.cancel();
}

/** Disturbs an `up` while it writes ten service IPs: it goes on or fails clearly, and the next one succeeds. */
export async function interrupted(ground: Ground, disturb: () => Promise<void>): Promise<void> {
  const upping = ground.run("up", MANY);
  const begun = await until(() => writing(ground.lab), 60);
  await disturb();
  const { code, output, seconds } = await upping;
  ok(begun, `the run wrote nothing: ${output}`);
  say(code === 0 ? `up went on (${seconds.toFixed(1)} s)` : `up failed: ${reasonIn(output)}`);
  if (code !== 0) match(output, /(Lost|Unable|does not start).*testdb0[12]/s);
  await complete(ground.lab);
  await wholeOrAbsent(ground.lab);
  await allThere(ground, code === 0 ? MANY : await takenUp(ground, MANY));
}

/** The next run goes on, or says that `adopt` takes over what is there, and that does; answers what is declared then. */
export async function takenUp(ground: Ground, changes: Partial<Declaration>): Promise<Partial<Declaration>> {
  const next = await ground.run("up", changes);
  say(next.code === 0 ? "the next up goes on" : "the next up asks for adopt");
  const declared = next.code === 0 ? changes : { ...changes, adopt: true };
  if (next.code !== 0) {
    match(next.output, /is in the cluster/);
    match(next.output, /Give `adopt: true` to take it over/);
    await ground.done("up", declared);
  }
  const left = await Promise.all(ground.lab.nodes.map(({ name }) => remains(ground.lab, name)));
  deepEqual(
    left.map(({ ours }) => ours?.filter((path) => path !== LOCK)),
    [[], []],
  );
  return declared;
}

/** Whether a batch is being written on one of the nodes. */
export async function writing(lab: Lab): Promise<boolean> {
  const argv = ["find", "/run", "-maxdepth", "1", "-name", "pulumi-pacemaker-*"];
  const all = await Promise.all(lab.nodes.map(({ name }) => lab.exec(name, argv)));
  return all.some(({ stdout }) => stdout !== "");
}

function kill(pid: number): void {
  try {
    process.kill(pid, "SIGKILL");
  } catch (error) {
    // One that is ended by the end of another.
    if ((error as NodeJS.ErrnoException).code !== "ESRCH") throw error;
  }
}
