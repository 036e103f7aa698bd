import { cibWith, dummyThing, statusWith } from "../../tests/fixtures/dummy-thing.js";
import {
  asks,
  looks,
  lost,
  reads,
  scriptedNode,
  writes,
  type ScriptedNode,
  type Step,
} from "../../tests/fixtures/scripted-cluster.js";
import { disconnect } from "../ssh/index.js";
import { cibVerbs } from "./cib-verbs.js";
import type { HalfDone } from "./outcome.js";

const verbs = cibVerbs(dummyThing);
const make = [["resource", "create", "d1", "state=a"]];
const change = [["resource", "meta", "d1", "state=b"]];
const disable = [["resource", "disable", "d1"]];
const remove = [["resource", "delete", "d1"]];
const d1 = { name: "d1", state: "a", __provider: "text" };
const nodes: ScriptedNode[] = [];

async function node(...steps: readonly Step[]): Promise<ScriptedNode["handle"]> {
  const started = await scriptedNode(...steps);
  nodes.push(started);
  return started.handle;
}

afterEach(async () => {
  await disconnect();
  await Promise.all(nodes.splice(0).map((one) => one.close()));
});

const message = (failure: unknown): string => (failure as Error).message;

test("what is not there is made, waited for, and answered as it was seen", async () => {
  const cluster = await node(
    reads(cibWith()),
    asks("claim", { addresses: ["10.0.0.9"] }, { answers: { "10.0.0.9": { where: "nowhere" } } }),
    reads(cibWith()),
    writes([make]),
    reads(cibWith("a")),
    looks(statusWith("stopped")),
    looks(statusWith("runs")),
  );
  const inputs = { ...d1, seconds: 60, address: "10.0.0.9", cluster };
  expect(await verbs.create(inputs)).toEqual({ id: "d1", outs: { ...inputs, node: "n1" } });
});

test("what is there already is refused by name, and nothing is written", async () => {
  const cluster = await node(reads(cibWith("z")));
  expect(await verbs.create({ ...d1, cluster }).catch(message)).toBe(
    'DummyThing "d1" is in the cluster already: {"name":"d1","state":"z"}. It was not made by this stack and ' +
      "nothing was changed. Give `adopt: true` to take it over.",
  );
});

test("what is there already is taken over unchanged by adopt, and its address is its own", async () => {
  const cluster = await node(reads(cibWith("a")));
  const inputs = { ...d1, address: "10.0.0.9", adopt: true, cluster };
  expect(await verbs.create(inputs)).toEqual({ id: "d1", outs: inputs });
});

test("what is taken over is brought to what is wanted", async () => {
  const wanted = { ...d1, state: "b", adopt: true };
  const cluster = await node(reads(cibWith("a")), writes([change]), reads(cibWith("b")));
  expect(await verbs.create({ ...wanted, cluster })).toEqual({ id: "d1", outs: { ...wanted, cluster } });
});

test("an address that some host answers for is refused, and nothing is written", async () => {
  const seen = { where: "elsewhere", hardware: "02:00:00:00:00:01", device: "eth0" };
  const cluster = await node(
    reads(cibWith()),
    asks("claim", { addresses: ["10.0.0.9"] }, { answers: { "10.0.0.9": seen } }),
  );
  expect(await verbs.create({ ...d1, address: "10.0.0.9", cluster }).catch(message)).toBe(
    "address: 10.0.0.9 is in use already: 02:00:00:00:00:01 answers for it on n1's eth0. Two holders of one address " +
      "cut each other off; nothing was changed. Choose a free address, or give `allowInUse: true` when you know better.",
  );
});

test("a connection that is lost over the write is looked after, and the write is not repeated", async () => {
  const cluster = await node(reads(cibWith()), lost(writes([make])), reads(cibWith("a")));
  expect(await verbs.create({ ...d1, cluster })).toEqual({ id: "d1", outs: { ...d1, cluster } });
});

test("a write that was lost before it took effect is sent again", async () => {
  const cluster = await node(
    reads(cibWith()),
    lost(writes([make])),
    reads(cibWith()),
    writes([make]),
    reads(cibWith("a")),
  );
  expect((await verbs.create({ ...d1, cluster })).id).toBe("d1");
});

test("what pcs refuses fails with pcs's words", async () => {
  const said = "Error: invalid resource option 'state', allowed options are: fake\n";
  const cluster = await node(reads(cibWith()), writes([make], said));
  expect(await verbs.create({ ...d1, cluster }).catch(message)).toBe(
    "Unable to apply `pcs resource create d1` on n1 (exit 1): " + said.trim(),
  );
});

test("somebody who changes it back each time is told of", async () => {
  const round = [writes([change]), reads(cibWith("z"))];
  const cluster = await node(reads(cibWith("z")), ...round, ...round, ...round);
  const [olds, news] = [
    { ...d1, cluster },
    { ...d1, state: "b", cluster },
  ];
  expect(await verbs.update("d1", olds, news).catch(message)).toBe(
    'DummyThing "d1" does not stay as written: the cluster has {"name":"d1","state":"z"}. Somebody else changes it at the same time.',
  );
});

test("what is made and does not start is half done: the state keeps it, with the agent's reason", async () => {
  const failed = looks(statusWith({ failed: "[findif] failed" }));
  const cluster = await node(
    ...[reads(cibWith()), writes([make]), reads(cibWith("a"))],
    ...[failed, failed, reads(cibWith("a"))],
  );
  const inputs = { ...d1, seconds: 60, cluster };
  const { id, properties, reasons } = await verbs.create(inputs).then(
    () => ({}) as HalfDone,
    (failure: HalfDone) => failure,
  );
  expect([id, properties]).toEqual(["d1", inputs]);
  expect(reasons).toEqual([
    "d1 does not start: start on n1 failed: [findif] failed (Give `nic` and `cidrNetmask`, or an address in a subnet of " +
      "the nodes.)",
  ]);
});

test("an update sends only what differs from what is there", async () => {
  const cluster = await node(reads(cibWith("a")), writes([change]), reads(cibWith("b")));
  const news = { ...d1, state: "b", cluster };
  expect(await verbs.update("d1", { ...d1, cluster }, news)).toEqual({ outs: news });
});

test.each<[string, Step[]]>([
  [
    "runs: it is disabled, stopped, then removed",
    [
      reads(cibWith("a")),
      looks(statusWith("runs")),
      reads(cibWith("a")),
      writes([disable]),
      looks(statusWith("runs")),
      looks(statusWith("stopped")),
      reads(cibWith("a")),
      writes([remove]),
      reads(cibWith()),
    ],
  ],
  [
    "is stopped: it is removed",
    [reads(cibWith("a")), looks(statusWith("stopped")), writes([remove]), reads(cibWith())],
  ],
  ["is gone already: that is seen, and all", [reads(cibWith())]],
  [
    "goes while the connection is lost: that is seen, and all",
    [reads(cibWith("a")), looks(statusWith("stopped")), lost(writes([remove])), reads(cibWith())],
  ],
])("a resource to be removed %s", async (_what, steps) => {
  const cluster = await node(...steps);
  await verbs.delete("d1", { ...d1, seconds: 60, cluster });
});
