import { scriptedNode, type ScriptedNode, type Step } from "../../../tests/fixtures/scripted-cluster.js";
import { disconnect } from "../../ssh/index.js";
import { systemdUnit } from "./systemd-unit.js";

const unit = "thing.service";
const shows = (file: string, active: string, load = "loaded"): Step => ({
  question: `systemctl show --property LoadState,ActiveState,UnitFileState -- ${unit}`,
  answer: { code: 0, stdout: `LoadState=${load}\nActiveState=${active}\nUnitFileState=${file}\n` },
});
const does = (verb: string, code = 0, stderr = ""): Step => ({
  question: `systemctl ${verb} -- ${unit}`,
  answer: { code, stderr },
});

const nodes: ScriptedNode[] = [];

async function reached(said: { enabled?: boolean; active?: boolean }, ...steps: readonly Step[]) {
  const node = await scriptedNode(...steps);
  nodes.push(node);
  const { nodes: names, connection, hostKeys } = node.handle;
  return { nodes: names, connection, hostKeys, unit, ...said, states: { n1: "not enabled, not active" } };
}

afterEach(async () => {
  await disconnect();
  await Promise.all(nodes.splice(0).map((node) => node.close()));
});

test.each<[string, { enabled?: boolean; active?: boolean }, readonly Step[]]>([
  [
    "is to run always",
    { enabled: true, active: true },
    [shows("disabled", "inactive"), does("enable"), does("start"), shows("enabled", "active")],
  ],
  [
    "is to run never",
    { enabled: false, active: false },
    [shows("enabled", "active"), does("disable"), does("stop"), shows("disabled", "inactive")],
  ],
  [
    "is the cluster's to start",
    { enabled: false },
    [shows("enabled", "active"), does("disable"), shows("disabled", "active")],
  ],
  ["is right already", { enabled: false }, [shows("disabled", "active"), shows("disabled", "active")]],
  [
    "cannot start at boot by itself",
    { enabled: false },
    [shows("static", "active"), shows("static", "active")],
  ],
])("a unit that %s is made so", async (_what, said, steps) => {
  const args = await reached(said, ...steps);
  expect(await systemdUnit.create(args, false)).toEqual({ hostKeys: args.hostKeys });
});

test.each<[string, readonly Step[], string]>([
  ["is not there", [shows("", "inactive", "not-found")], "n1 has no unit thing.service: install its package"],
  [
    "does not start",
    [shows("enabled", "failed"), does("start", 1, "Job for thing.service failed.")],
    "Unable to start the unit thing.service on n1 (exit 1): Job for thing.service failed.",
  ],
  [
    "ends at once",
    [shows("enabled", "inactive"), does("start"), shows("enabled", "failed")],
    "thing.service on n1 is enabled, not active and not enabled, active",
  ],
])("a unit that %s is told", async (_what, steps, said) => {
  const args = await reached({ enabled: true, active: true }, ...steps);
  await expect(systemdUnit.create(args, false)).rejects.toThrow(said);
});

test.each<[string, { enabled?: boolean; active?: boolean }, Step, string]>([
  ["as it is", { enabled: true, active: true }, shows("enabled", "active"), "enabled, active"],
  ["without what is not declared", { enabled: true }, shows("disabled", "active"), "not enabled"],
  ["as missing", { active: true }, shows("", "inactive", "not-found"), "missing"],
])("it is read %s", async (_what, said, step, seen) => {
  const args = await reached(said, step);
  const { connection: _connection, hostKeys, ...declared } = args;
  const expected = { args: { ...declared, states: { n1: seen } }, outputs: { hostKeys } };
  expect(await systemdUnit.read(args)).toEqual(expected);
});

test("it stays as it is when this is destroyed", async () => {
  await systemdUnit.remove(await reached({ enabled: true }));
});

test.each<[string, object, string]>([
  ["a name without its kind", { unit: "thing", enabled: true }, "unit"],
  ["an option for a name", { unit: "--now.service", enabled: true }, "unit"],
  ["nothing that is to be so", { unit }, "enabled"],
])("%s is refused", (_what, args, property) => {
  expect(systemdUnit.problems(args).map((problem) => problem.property)).toEqual([property]);
});
