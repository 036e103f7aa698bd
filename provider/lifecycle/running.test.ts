import { cibWith, statusWith } from "../../tests/fixtures/dummy-thing.js";
import {
  asks,
  looks,
  reads,
  repeatedly,
  scriptedNode,
  type ScriptedNode,
  type Step,
  writes,
} from "../../tests/fixtures/scripted-cluster.js";
import { clusterOf, type Cluster } from "../pcs/cluster.js";
import { disconnect } from "../ssh/index.js";
import { awaitRunning, awaitStopped } from "./running.js";

const nodes: ScriptedNode[] = [];
const d1 = { resource: "d1", seconds: 60 };

async function cluster(...steps: readonly Step[]): Promise<Cluster> {
  const started = await scriptedNode(...steps);
  nodes.push(started);
  return clusterOf(started.handle);
}

afterEach(async () => {
  await disconnect();
  await Promise.all(nodes.splice(0).map((one) => one.close()));
});

const message = (failure: unknown): string => (failure as Error).message;
const there = reads(cibWith("a"));
const failed = statusWith({ failed: "not installed" });

test.each([
  ["target-role", "Stopped"],
  ["is-managed", "false"],
])("a resource with %s=%s is the operator's, and not waited for", async (name, value) => {
  await awaitRunning(await cluster(reads(cibWith("a", { [name]: value }))), d1);
});

test("a resource with no time to wait is not looked at", async () => {
  await awaitRunning(await cluster(), { resource: "d1", seconds: 0 });
});

test("a resource is waited for until it runs", async () => {
  const starting = statusWith("runs").replace('role="Started"', 'role="Starting" pending="Starting"');
  await awaitRunning(
    await cluster(there, looks(statusWith("stopped")), looks(starting), looks(statusWith("runs"))),
    d1,
  );
});

test("a resource that has started is not waited for until its first monitor is over", async () => {
  const watched = statusWith("runs").replace('role="Started"', 'role="Started" pending="Monitoring"');
  await awaitRunning(await cluster(there, looks(watched)), d1);
});

test("a start that failed on one node is waited for while another node may take it", async () => {
  const other = failed.replace("</nodes>", '<node name="n2" online="true" standby="false"/></nodes>');
  await awaitRunning(await cluster(there, looks(other), looks(statusWith("runs"))), d1);
});

test("a start that no node will try again is not waited for", async () => {
  const fatal = failed
    .replace("</nodes>", '<node name="n2" online="true" standby="false"/></nodes>')
    .replace("exitreason", 'exitcode="6" exitreason');
  expect(await awaitRunning(await cluster(there, looks(fatal), looks(fatal), there), d1).catch(message)).toBe(
    "d1 does not start: start on n1 failed: not installed",
  );
});

const noFencing =
  "there is no fencing device and stonith-enabled is not false, so Pacemaker starts nothing: make a device, or (unsafe) set stonith-enabled=false";
test.each<[string, string, string, string]>([
  ["the agent's failure", failed, cibWith("a"), "start on n1 failed: not installed"],
  [
    "the want of fencing",
    failed,
    cibWith("a").replace('value="false"', 'value="true"'),
    `start on n1 failed: not installed; ${noFencing}`,
  ],
  [
    "the want of quorum",
    failed.replace('with_quorum="true"', 'with_quorum="false"'),
    cibWith("a"),
    "start on n1 failed: not installed; the cluster has no quorum",
  ],
])("a resource that does not start tells %s", async (_what, status, cib, reasons) => {
  const steps = [reads(cib), looks(status), looks(status), reads(cib)];
  expect(await awaitRunning(await cluster(...steps), d1).catch(message)).toBe(
    `d1 does not start: ${reasons}`,
  );
});

test.each<[string, string]>([
  ["that no node is there for it", statusWith("stopped").replace('standby="false"', 'standby="true"')],
  ["its role", statusWith("stopped")],
])("a resource that does not start in time tells %s", async (what, status) => {
  const steps = [there, looks(status), looks(status), there];
  const failure = await awaitRunning(await cluster(...steps), { resource: "d1", seconds: -1 }).catch(message);
  const reason =
    what === "its role"
      ? "it is Stopped; see `pcs status --full` and constraints that ban it"
      : "no node is online and active";
  expect(failure).toBe(`d1 does not start within -1 s: ${reason}`);
});

test.each([
  ["is-managed=false", cibWith("a", { "is-managed": "false" })],
  [
    "maintenance-mode=true",
    cibWith("a").replace('name="stonith-enabled" value="false"', 'name="maintenance-mode" value="true"'),
  ],
])("a resource is not stopped, and so not removed, while there is %s", async (_what, cib) => {
  expect(await awaitStopped(await cluster(looks(statusWith("runs")), reads(cib)), d1).catch(message)).toBe(
    "d1 runs and Pacemaker does not manage it (maintenance, or is-managed=false), so it cannot be stopped before it is removed. End that first.",
  );
});

test.each<[string, string, ...Step[]]>([
  ["resource", cibWith("a")],
  [
    "stonith",
    cibWith("a").replace('class="ocf" provider="pacemaker" type="Dummy"', 'class="stonith" type="f"'),
    asks("metadata", { pcs: true }, { pcs: { version: "0.12.0", capabilities: [], pacemaker: "3.0.0" } }),
  ],
])("what is stopped is disabled by a command for a %s", async (command, cib, ...asked) => {
  const disabled = writes([[[command, "disable", "d1"]]]);
  const steps = [looks(statusWith("runs")), reads(cib), ...asked, disabled, looks(statusWith("stopped"))];
  expect(await awaitStopped(await cluster(...steps), d1)).toBe(true);
});

describe("a resource that is not started in time while the configuration changes", () => {
  const late = { resource: "d1", seconds: -1 };
  const at = (epoch: number) => reads(cibWith("a").replace('epoch="5"', `epoch="${epoch}"`));
  const stopped = looks(statusWith("stopped"));
  const reason =
    "d1 does not start within -1 s: it is Stopped; see `pcs status --full` and constraints that ban it";

  test("again and again is said not to be started yet, and is no failure", async () => {
    const said = jest.spyOn(process.stdout, "write").mockReturnValue(true);
    await awaitRunning(await cluster(at(5), stopped, stopped, at(6), at(7)), late);
    expect(said.mock.calls).toEqual([
      [
        "d1 is not started yet: the configuration is changed again and again, and Pacemaker starts nothing before it has settled.\n",
      ],
    ]);
    said.mockRestore();
  });

  test("once and no more is a failure", async () => {
    expect(
      await awaitRunning(await cluster(at(5), stopped, stopped, at(6), repeatedly(at(6))), late).catch(
        message,
      ),
    ).toBe(reason);
  });

  test("and has failed before is a failure", async () => {
    const steps = [at(5), stopped, looks(failed), at(6), at(7)];
    expect(await awaitRunning(await cluster(...steps), late).catch(message)).toBe(
      "d1 does not start within -1 s: start on n1 failed: not installed",
    );
  });
});
