import { changed, everything, lines, mistakes, roundTrip } from "../../../tests/fixtures/round-trip.js";
import { operationDefaults } from "./operation-defaults.js";

type Defaults = Parameters<typeof operationDefaults.create>[0];
const scored: Defaults = {
  setId: "od2",
  values: { timeout: "120s" },
  score: 5,
  rule: "resource ::Dummy or op start",
};
const plain: Defaults = { setId: "od1", values: { timeout: "240s" }, rule: "op monitor interval=10s" };

test.each<[Defaults, string]>([
  [
    scored,
    "resource op defaults set create id=od2 score=5 meta timeout=120s rule resource ::Dummy or op start",
  ],
  [plain, "resource op defaults set create id=od1 meta timeout=240s rule op monitor interval=10s"],
])("%j reads back what it created", (args, created) => {
  expect(roundTrip(operationDefaults, args)).toEqual({ created: [created], found: args, left: [] });
});

test.each<[string, Defaults, string[]]>([
  [
    "a value instead of another",
    { ...plain, values: { "failure-timeout": "60s" } },
    ["resource op defaults set update od1 meta failure-timeout=60s timeout="],
  ],
  [
    "a score",
    { ...plain, score: 7 },
    [
      "resource op defaults set delete od1",
      "resource op defaults set create id=od1 score=7 meta timeout=240s rule op monitor interval=10s",
    ],
  ],
])("a set of defaults changes in place: %s", (_what, args, edit) => {
  expect(changed(operationDefaults, args)).toEqual(edit);
});

test.each<[string, Partial<Defaults>, string[]]>([
  ["no values", { values: {} }, ["values: at least one is needed"]],
  ["a rule that is none", { rule: "( op start" }, ["rule: a parenthesis is not closed"]],
  ["a score in words", { score: "x" }, ['score: "x" is not a score: a whole number, INFINITY or -INFINITY']],
])("a set of defaults with %s is refused", (_what, args, problems) => {
  expect(mistakes(operationDefaults, args)).toEqual(problems);
});

test("a set of defaults is deleted by its id, and one that is not there is not found", () => {
  expect(lines(operationDefaults.remove(plain))).toEqual(["resource op defaults set delete od1"]);
  expect(operationDefaults.find(everything, { ...plain, setId: "none" })).toBeUndefined();
});
