import { scriptedNode, type ScriptedNode } from "../../tests/fixtures/scripted-cluster.js";
import { disconnect } from "../ssh/index.js";
import { managedVerbs } from "./managed-verbs.js";
import type { Managed } from "./managed.js";
import { HalfDone } from "./outcome.js";

interface Box {
  readonly name: string;
  readonly size?: number;
}

const unknown = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
const nodes: ScriptedNode[] = [];

/** A thing that keeps what it was asked, and answers what it is told. */
function box(answers: Partial<Managed<Box, { seen: number }>> = {}) {
  const asked: unknown[][] = [];
  const noted =
    <A extends unknown[], R>(verb: string, act: (...args: A) => Promise<R>) =>
    (...args: A) => {
      asked.push([verb, ...args]);
      return act(...args);
    };
  const managed: Managed<Box, { seen: number }> = {
    kind: "Box",
    replaceOn: ["name"],
    id: ({ name }) => name,
    problems: ({ size }) => (size === 0 ? [{ property: "size", reason: "too small" }] : []),
    notices: (args, old) => (args.size === old.size ? [] : [`size becomes ${args.size}`]),
    ...(answers.chosen ? { chosen: answers.chosen } : {}),
    create: noted("create", answers.create ?? (async () => ({ seen: 1 }))),
    read: noted("read", answers.read ?? (async () => undefined)),
    update: noted("update", answers.update ?? (async () => ({ seen: 2 }))),
    remove: noted("remove", answers.remove ?? (async () => undefined)),
  };
  return { asked, verbs: managedVerbs(managed) };
}

const reached = { nodes: [{ name: "n1", addresses: ["10.0.0.1"] }], connection: {}, hostKeys: {} };
const args = { name: "b1", size: 1, ...reached };
const stored = { ...args, __provider: "text" };

async function reachedNode(): Promise<ScriptedNode> {
  const started = await scriptedNode();
  nodes.push(started);
  return started;
}

afterEach(async () => {
  await disconnect();
  await Promise.all(nodes.splice(0).map((one) => one.close()));
});

test.each([
  [undefined, false],
  [true, true],
])("create hears adopt: %s as %s, and the stored text stays", async (adopt, heard) => {
  const { asked, verbs } = box();
  const inputs = { ...stored, adopt };
  const { id, outs } = await verbs.create(inputs);
  expect([id, outs, asked]).toEqual(["b1", { ...inputs, seen: 1 }, [["create", args, heard]]]);
});

test("a half-done create carries its id, all inputs and the reason", async () => {
  const { verbs } = box({ create: () => Promise.reject(new HalfDone("set up, not started")) });
  const failure = await verbs.create(stored).catch((thrown: HalfDone) => thrown as unknown as HalfDone);
  const { id, properties, reasons } = failure as HalfDone;
  expect([id, properties, reasons]).toEqual(["b1", stored, ["set up, not started"]]);
});

test("a create that made nothing carries nothing", async () => {
  const refused = new Error("a foreign cluster");
  const { verbs } = box({ create: () => Promise.reject(refused) });
  expect(await verbs.create(stored).catch((thrown: unknown) => thrown)).toBe(refused);
});

test("read answers what is there as inputs too, and nothing when it is gone", async () => {
  const { verbs } = box({ read: async () => ({ args: { name: "b1", size: 7 }, outputs: { seen: 3 } }) });
  const inputs = { ...args, size: 7, adopt: true };
  const props = { ...stored, adopt: true, seen: 1 };
  expect(await verbs.read("b1", props)).toEqual({ id: "b1", inputs, props: { ...inputs, seen: 3 } });
  expect(await box().verbs.read("b1", props)).toEqual({});
});

test("read throws what could not be known, and never says gone", async () => {
  const { verbs } = box({ read: () => Promise.reject(new Error("Unable to tell the state")) });
  await expect(verbs.read("b1", stored)).rejects.toThrow("Unable to tell the state");
});

test("update hears both sides, and answers what was seen", async () => {
  const { asked, verbs } = box();
  expect(await verbs.update("b1", { ...stored, seen: 1 }, { ...stored, size: 2 })).toEqual({
    outs: { ...stored, size: 2, seen: 2 },
  });
  expect(asked).toEqual([["update", { ...args, size: 2 }, { ...args, seen: 1 }]]);
});

test("delete hands over what the state keeps", async () => {
  const { asked, verbs } = box();
  await verbs.delete("b1", stored);
  expect(asked).toEqual([["remove", args]]);
});

test.each<[string, object, string[], string[]]>([
  ["nothing new", {}, [], []],
  ["a change in place: said aloud", { size: 2 }, [], ["Box b1: size becomes 2\n"]],
  ["a new object: its name alone", { name: "b2", size: 2 }, ["name"], []],
  ["a value that is not known yet", { size: unknown }, [], []],
])("diff of %s", async (_what, news, replaces, said) => {
  const { verbs } = box();
  const voice: string[] = [];
  const write = jest
    .spyOn(process.stdout, "write")
    .mockImplementation((text) => voice.push(String(text)) > 0);
  const difference = await verbs
    .diff("b1", stored, { ...stored, ...news })
    .finally(() => write.mockRestore());
  expect([difference, voice]).toEqual([{ replaces, deleteBeforeReplace: true }, said]);
});

test("check pins host keys at first contact, and keeps them from the state afterwards", async () => {
  const { handle, hostKey, seen } = await reachedNode();
  const news = { name: "b1", nodes: handle.nodes, connection: handle.connection };
  const { verbs } = box();
  const pinned = { inputs: { ...news, hostKeys: { n1: hostKey } }, failures: [] };
  expect(await verbs.check({}, news)).toEqual(pinned);
  await disconnect();
  expect(await verbs.check({ hostKeys: { n1: hostKey } }, news)).toEqual(pinned);
  expect(seen.connections).toBe(1);
});

test("a key that was learned after the first check stays no input, and is pinned all the same", async () => {
  const { handle, hostKey, seen } = await reachedNode();
  const news = { name: "b1", nodes: handle.nodes, connection: handle.connection };
  const { asked, verbs } = box();
  const inputs = { ...news, hostKeys: {} };
  expect(await verbs.check(inputs, news)).toEqual({ inputs, failures: [] });
  expect(seen.connections).toBe(0);
  const olds = { ...inputs, hostKeys: { n1: hostKey }, seen: 1 };
  expect(await verbs.update("b1", olds, inputs)).toEqual({ outs: { ...inputs, seen: 2 } });
  expect(asked).toEqual([["update", { ...news, hostKeys: { n1: hostKey } }, olds]]);
});

test("a key that was learned by a create is told, and stays no input after a refresh", async () => {
  const keys = { hostKeys: { n1: "ssh-ed25519 AAAA" } };
  const outputs = { seen: 1, ...keys };
  const { verbs } = box({
    create: async () => outputs,
    read: async () => ({ args: { name: "b1", size: 1 }, outputs }),
  });
  const { outs } = await verbs.create(args);
  expect(outs).toEqual({ ...args, ...outputs, lateKeys: ["n1"] });
  expect(await verbs.read("b1", outs)).toEqual({ id: "b1", inputs: args, props: outs });
});

test("check reports a mistake at its property, and passes what is not known yet", async () => {
  const { verbs } = box();
  expect(await verbs.check({}, { name: "b1", size: 0 })).toEqual({
    inputs: { name: "b1", size: 0 },
    failures: [{ property: "size", reason: "too small" }],
  });
  const news = { name: unknown, size: unknown, nodes: unknown, connection: {} };
  expect(await verbs.check({}, news)).toEqual({ inputs: news, failures: [] });
});

test("what is left to the installed software becomes an input, and no failure where it cannot be asked", async () => {
  const { handle } = await reachedNode();
  const news = { name: "b1", nodes: handle.nodes, connection: handle.connection };
  const checked = async (chosen: () => Promise<Partial<Box>>) =>
    (await box({ chosen }).verbs.check({}, news)).inputs["size"];
  const away = () => Promise.reject<Partial<Box>>(new Error("not there yet"));
  expect([await checked(async () => ({ size: 3 })), await checked(away)]).toEqual([3, undefined]);
});
