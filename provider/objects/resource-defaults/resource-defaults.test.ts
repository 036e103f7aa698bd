import { changed, everything, lines, mistakes, roundTrip } from "../../../tests/fixtures/round-trip.js";
import { resourceDefaults } from "./resource-defaults.js";

type Defaults = Parameters<typeof resourceDefaults.create>[0];
const scored: Defaults = {
  setId: "rd1",
  values: { "resource-stickiness": 100, "migration-threshold": 3 },
  score: 10,
  rule: "resource ocf:heartbeat:IPaddr2 and date gt 2020-01-01",
};
const plain: Defaults = { setId: "rd2", values: { "resource-stickiness": 1 } };

test.each<[Defaults, string]>([
  [
    scored,
    "resource defaults set create id=rd1 score=10 meta resource-stickiness=100 migration-threshold=3 rule resource ocf:heartbeat:IPaddr2 and date gt 2020-01-01",
  ],
  [plain, "resource defaults set create id=rd2 meta resource-stickiness=1"],
])("%j reads back what it created", (args, created) => {
  expect(roundTrip(resourceDefaults, args)).toEqual({ created: [created], found: args, left: [] });
});

test.each<[string, Defaults, string[]]>([
  [
    "a value instead of another",
    { ...plain, values: { "failure-timeout": "60s" } },
    ["resource defaults set update rd2 meta failure-timeout=60s resource-stickiness="],
  ],
  [
    "a score",
    { ...plain, score: 7 },
    [
      "resource defaults set delete rd2",
      "resource defaults set create id=rd2 score=7 meta resource-stickiness=1",
    ],
  ],
])("a set of defaults changes in place: %s", (_what, args, edit) => {
  expect(changed(resourceDefaults, args)).toEqual(edit);
});

test.each<[string, Partial<Defaults>, string[]]>([
  ["no values", { values: {} }, ["values: at least one is needed"]],
  ["a rule that is none", { rule: "( op start" }, ["rule: a parenthesis is not closed"]],
  ["a score in words", { score: "x" }, ['score: "x" is not a score: a whole number, INFINITY or -INFINITY']],
])("a set of defaults with %s is refused", (_what, args, problems) => {
  expect(mistakes(resourceDefaults, args)).toEqual(problems);
});

test("a set of defaults is deleted by its id, and one that is not there is not found", () => {
  expect(lines(resourceDefaults.remove(plain))).toEqual(["resource defaults set delete rd2"]);
  expect(resourceDefaults.find(everything, { ...plain, setId: "none" })).toBeUndefined();
});
