import { changed, everything, lines, mistakes, roundTrip } from "../../../tests/fixtures/round-trip.js";
import { locationConstraint } from "./location-constraint.js";

type Location = Parameters<typeof locationConstraint.create>[0];
const preferred: Location = {
  ...{ constraintId: "l1", resource: "d", node: "testdb01", score: 20, resourceDiscovery: "exclusive" },
};
const ruled = (constraintId: string, score: number, rule: string): Location => ({
  ...{ constraintId, resource: "e", score, rule },
});

test.each<[Location, string]>([
  [preferred, "constraint location add l1 resource%d testdb01 20 resource-discovery=exclusive"],
  [
    { constraintId: "l2", resourcePattern: "^e.*", node: "testdb02", score: "-INFINITY" },
    "constraint location add l2 regexp%^e.* testdb02 -INFINITY",
  ],
  [
    { constraintId: "l8", resource: "g", node: "testdb02" },
    "constraint location add l8 resource%g testdb02 INFINITY",
  ],
  [
    {
      ...{ constraintId: "l3", resource: "d", score: 100 },
      rule: "#uname eq testdb01 and (defined foo or date gt 2030-01-01)",
    },
    "constraint location resource%d rule id=l3-rule constraint-id=l3 score=100 #uname eq testdb01 and ( defined foo or date gt 2030-01-01 )",
  ],
  [
    {
      constraintId: "l4",
      resource: "cl-p",
      role: "Promoted",
      scoreAttribute: "pingd",
      rule: "defined pingd",
    },
    "constraint location resource%cl-p rule id=l4-rule constraint-id=l4 role=Promoted score-attribute=pingd defined pingd",
  ],
  [
    {
      ...{ constraintId: "l7", resourcePattern: "db.*", score: -5, resourceDiscovery: "never" },
      rule: "date in_range 2030-01-01 to duration months=2",
    },
    "constraint location regexp%db.* rule resource-discovery=never id=l7-rule constraint-id=l7 score=-5 date in_range 2030-01-01 to duration months=2",
  ],
  [
    ruled("l6", 5, "date-spec weekdays=1-5 hours=9-17 or cpu gt integer 4"),
    "constraint location resource%e rule id=l6-rule constraint-id=l6 score=5 date-spec weekdays=1-5 hours=9-17 or cpu gt integer 4",
  ],
  [
    ruled("l9", 1, '(not_defined foo and rack eq "a b") or #uname eq testdb02'),
    "constraint location resource%e rule id=l9-rule constraint-id=l9 score=1 ( not_defined foo and rack eq a b ) or #uname eq testdb02",
  ],
])("%j reads back what it created", (args, created) => {
  expect(roundTrip(locationConstraint, args)).toEqual({ created: [created], found: args, left: [] });
});

test.each<[string, Location, string]>([
  [
    "the score",
    { ...preferred, score: 30 },
    "constraint location add l1 resource%d testdb01 30 resource-discovery=exclusive",
  ],
  [
    "the default score",
    { ...preferred, score: undefined },
    "constraint location add l1 resource%d testdb01 INFINITY resource-discovery=exclusive",
  ],
  [
    "the node",
    { ...preferred, node: "testdb02" },
    "constraint location add l1 resource%d testdb02 20 resource-discovery=exclusive",
  ],
  [
    "an option that is gone",
    { ...preferred, resourceDiscovery: undefined },
    "constraint location add l1 resource%d testdb01 20",
  ],
  [
    "a rule instead of a node",
    { constraintId: "l1", resource: "d", rule: "defined foo" },
    "constraint location resource%d rule id=l1-rule constraint-id=l1 score=INFINITY defined foo",
  ],
])("a location changes in place: %s", (_what, args, made) => {
  expect(changed(locationConstraint, args)).toEqual(["constraint remove l1", made]);
});

test.each<[string, Partial<Location>, string[]]>([
  ["no resource", { node: "n1" }, ["resource: either resource or resourcePattern is needed"]],
  [
    "a pattern too",
    { resource: "a", resourcePattern: "b", node: "n1" },
    ["resourcePattern: resource and resourcePattern exclude each other"],
  ],
  ["neither node nor rule", { resource: "a" }, ["node: either node or rule is needed"]],
  ["a role without a rule", { resource: "a", node: "n1", role: "Promoted" }, ["role: only a rule takes it"]],
  [
    "a score in words",
    { resource: "a", node: "n1", score: "much" },
    ['score: "much" is not a score: a whole number, INFINITY or -INFINITY'],
  ],
  [
    "another role",
    { resource: "a", rule: "defined a", role: "Boss" },
    ['role: "Boss" is not allowed here; allowed are Started, Stopped, Promoted, Unpromoted'],
  ],
  ["half a rule", { resource: "a", rule: "defined a and" }, ["rule: an expression is missing in the rule"]],
])("a location with %s is refused", (_what, args, problems) => {
  expect(mistakes(locationConstraint, args)).toEqual(problems);
});

test("a location is removed by its id, and one that is not there is not found", () => {
  expect(lines(locationConstraint.remove(preferred))).toEqual(["constraint remove l1"]);
  expect(locationConstraint.find(everything, { ...preferred, constraintId: "c1" })).toBeUndefined();
});

test("a location that pcs would put in place of another is refused, and by a rule it is not", () => {
  const same = { constraintId: "mine", resource: "d", node: "testdb01" };
  expect(() => locationConstraint.create(same, everything)).toThrow(
    'The constraint "l1" is about the same resource on testdb01 already',
  );
  const { node: _node, ...free } = same;
  for (const args of [{ ...same, node: "testdb02" }, { ...free, rule: "#uname eq testdb01" }, preferred])
    expect(locationConstraint.create(args, everything).length).toBe(1);
});
