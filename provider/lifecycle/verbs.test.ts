import { HalfDone, plain, readable, Refusal } from "./outcome.js";
import { isUnknown, knownOf } from "./unknown.js";
import { changedOf, guarded, type Verbs } from "./verbs.js";

const unknown = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

test.each<[unknown, boolean]>([
  [unknown, true],
  [[1, { a: [unknown] }], true],
  [{ a: { b: unknown } }, true],
  ["04da6b54", false],
  [null, false],
  [{ a: [1, "x", null] }, false],
])("%j holds something unknown: %s", (value, expected) => {
  expect(isUnknown(value)).toBe(expected);
});

test("what is known is what holds nothing unknown", () => {
  expect(knownOf({ a: 1, b: [unknown], c: { d: unknown }, e: { f: 2 } })).toEqual({ a: 1, e: { f: 2 } });
});

test.each<[string, object, object, string[]]>([
  ["another value", { a: 1, b: 1 }, { a: 2, b: 1 }, ["a"]],
  [
    "another order of keys is none",
    { a: { x: 1, y: [{ p: 1, q: 2 }] } },
    { a: { y: [{ q: 2, p: 1 }], x: 1 } },
    [],
  ],
  ["another order of a list", { a: [1, 2] }, { a: [2, 1] }, ["a"]],
  ["what is gone", { a: 1 }, {}, ["a"]],
  ["what comes", {}, { b: null }, ["b"]],
  ["what nobody asks for is none", { c: 1 }, { c: 2 }, []],
])("a change is %s", (_what, olds, news, names) => {
  expect(changedOf(["a", "b"], { ...olds }, { ...news })).toEqual(names);
});

test("a failure reaches the user as one text without a stack", async () => {
  const failing = async (): Promise<never> => {
    throw new TypeError("no such thing");
  };
  const half = new HalfDone("made, not running", "d1", { a: 1 });
  const verbs = guarded({
    ...{ check: failing, diff: failing, read: failing, update: failing, delete: failing },
    create: () => Promise.reject(half),
  } as Verbs);
  const failures = [
    verbs.check({}, {}),
    verbs.diff("", {}, {}),
    verbs.read("", {}),
    verbs.update("", {}, {}),
  ];
  for (const one of [...failures, verbs.delete("", {})]) {
    const failure = (await one.catch((thrown: unknown) => thrown)) as Refusal;
    expect([failure instanceof Refusal, String(failure), failure.stack]).toEqual([true, "no such thing", ""]);
  }
  expect(await verbs.create({}).catch((thrown: unknown) => thrown)).toBe(half);
  expect([half.id, half.properties, half.reasons]).toEqual(["d1", { a: 1 }, ["made, not running"]]);
});

test("whatever is thrown gets a text", () => {
  expect([readable("text").message, readable(undefined).message]).toEqual(["text", "undefined"]);
});

test("what is answered is plain JSON: the engine's server takes nothing else", () => {
  expect(plain({ a: undefined, b: { c: undefined, d: [1] } })).toStrictEqual({ b: { d: [1] } });
});
