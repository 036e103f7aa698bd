import { changed, everything, lines, mistakes, roundTrip } from "../../../tests/fixtures/round-trip.js";
import { colocationConstraint } from "./colocation-constraint.js";

type Colocation = Parameters<typeof colocationConstraint.create>[0];
const pair: Colocation = { constraintId: "c1", resource: "d", withResource: "e", score: 500 };
const sets: Colocation = {
  constraintId: "cs1",
  sets: [
    { resources: ["a", "b"], options: { sequential: false, role: "Started" } },
    { resources: ["d", "e"] },
  ],
};

test.each<[Colocation, string]>([
  [pair, "constraint colocation add d with e 500 id=c1"],
  [
    { constraintId: "c2", resource: "e", withResource: "cl-p", withRole: "Promoted" },
    "constraint colocation add e with Promoted cl-p INFINITY id=c2",
  ],
  [
    {
      constraintId: "c3",
      resource: "sd",
      withResource: "e",
      role: "Started",
      withRole: "Started",
      score: -100,
    },
    "constraint colocation add Started sd with Started e -100 id=c3",
  ],
  [
    sets,
    "constraint colocation set a b sequential=false role=Started set d e setoptions id=cs1 score=INFINITY",
  ],
])("%j reads back what it created", (args, created) => {
  expect(roundTrip(colocationConstraint, args)).toEqual({ created: [created], found: args, left: [] });
});

test.each<[string, Colocation, string[]]>([
  [
    "the score",
    { ...pair, score: 1 },
    ["constraint remove c1", "constraint colocation add d with e 1 id=c1"],
  ],
  [
    "a role",
    { ...pair, withRole: "Stopped" },
    ["constraint remove c1", "constraint colocation add d with Stopped e 500 id=c1"],
  ],
  [
    "the sets",
    { ...sets, sets: [{ resources: ["a", "b", "e"] }] },
    ["constraint remove cs1", "constraint colocation set a b e setoptions id=cs1 score=INFINITY"],
  ],
])("a colocation changes in place: %s", (_what, args, edit) => {
  expect(changed(colocationConstraint, args)).toEqual(edit);
});

test.each<[string, Partial<Colocation>, string[]]>([
  ["one resource", { resource: "a" }, ["withResource: either resource and withResource or sets is needed"]],
  [
    "sets too",
    { ...pair, sets: [{ resources: ["a", "b"] }] },
    ["sets: resource and withResource and sets exclude each other"],
  ],
  [
    "no whole score",
    { ...pair, score: 1.5 },
    ['score: "1.5" is not a score: a whole number, INFINITY or -INFINITY'],
  ],
])("a colocation with %s is refused", (_what, args, problems) => {
  expect(mistakes(colocationConstraint, args)).toEqual(problems);
});

test("a colocation is removed by its id, and one that is not there is not found", () => {
  expect(lines(colocationConstraint.remove(pair))).toEqual(["constraint remove c1"]);
  expect(colocationConstraint.find(everything, { ...pair, constraintId: "o1" })).toBeUndefined();
});
