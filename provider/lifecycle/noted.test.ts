import { startHost, type ScriptedHost } from "../../tests/scripted-host.js";
import { dummyThing } from "../../tests/fixtures/dummy-thing.js";
import { disconnect } from "../ssh/index.js";
import { noted } from "./noted.js";
import { Existing, HalfDone, Refusal } from "./outcome.js";
import type { Properties } from "./unknown.js";
import type { Verbs } from "./verbs.js";

let host: ScriptedHost;
// What was noted before.
let ledger = "";

beforeEach(async () => {
  host = await startHost({ answers: ({ argv }) => ({ code: 0, stdout: argv[0] === "cat" ? ledger : "" }) });
  ledger = "";
});
afterEach(async () => {
  await disconnect();
  await host.close();
});

/** Verbs that end as told. */
function verbs(failure?: Error): Verbs {
  const end = <T>(answer: T) => (failure ? Promise.reject(failure) : Promise.resolve(answer));
  return noted(dummyThing, {
    create: (outs: Properties) =>
      outs["adopt"] ? Promise.resolve({ id: "x", outs }) : end({ id: "x", outs }),
    update: (_id: string, _olds: Properties, outs: Properties) => end({ outs }),
    delete: () => end(undefined),
  } as unknown as Verbs);
}

const inputs = (more: object = {}, owned: object = { owned: true }): Properties => ({
  ...{ thingId: "d1", id: "d1", name: "d1", ...more },
  cluster: { nodes: [{ name: "n1", addresses: ["127.0.0.1"] }], connection: { n1: host.ssh }, ...owned },
});
const lines = () => host.asked.filter(({ argv }) => argv[0] === "dd").map(({ stdin }) => stdin);
const id = () => dummyThing.id(inputs() as never);
const kind = dummyThing.kind;

test("an object is noted with what it says of its resource for good, and what changes of that", async () => {
  await verbs().create(inputs({ meta: { "target-role": "Stopped", priority: 1 }, disabled: true }));
  await verbs().update("x", inputs({ disabled: true }), inputs({ meta: { "is-managed": false } }));
  await verbs().delete("x", inputs());
  expect(lines()).toEqual([
    `+${kind} ${id()}\n+target-role ${id()}\n`,
    `-target-role ${id()}\n+is-managed ${id()}\n`,
    `-${kind} ${id()}\n`,
  ]);
});

test("nothing is noted of an object whose cluster is not of its stack", async () => {
  await verbs().create(inputs({}, {}));
  await verbs().delete("x", inputs({}, {}));
  expect(lines()).toEqual([]);
});

test("what was refused is not noted, and what was half done is", async () => {
  await expect(verbs(new Refusal("it is there")).create(inputs())).rejects.toThrow("it is there");
  await expect(verbs(new HalfDone("it does not start", "x")).create(inputs())).rejects.toThrow("start");
  await expect(verbs(new Refusal("it runs")).delete("x", inputs())).rejects.toThrow("it runs");
  expect(lines().join("")).toBe(`+${kind} ${id()}\n`);
});

test("what the stack has made before is its own without being adopted; anybody else's is refused", async () => {
  const there = new Existing("it is in the cluster already");
  await expect(verbs(there).create(inputs({ adopt: false }))).rejects.toThrow("already");
  await disconnect();
  await host.close();
  host = await startHost({ answers: () => ({ code: 0, stdout: `+${kind} ${id()}\n` }) });
  const { outs } = await verbs(there).create(inputs({ adopt: false }));
  expect(outs["adopt"]).toBe(false);
});
