import { changed, everything, lines, mistakes, roundTrip } from "../../../tests/fixtures/round-trip.js";
import { orderConstraint } from "./order-constraint.js";

type Order = Parameters<typeof orderConstraint.create>[0];
const plain: Order = { constraintId: "o2", first: "d", then: "e" };

test.each<[Order, string]>([
  [plain, "constraint order start d then start e id=o2"],
  [
    {
      constraintId: "o1",
      first: "d",
      then: "cl-p",
      thenAction: "promote",
      kind: "Optional",
      symmetrical: false,
    },
    "constraint order start d then promote cl-p id=o1 kind=Optional symmetrical=false",
  ],
  [
    {
      constraintId: "o3",
      first: "e",
      then: "sd",
      firstAction: "stop",
      thenAction: "start",
      kind: "Serialize",
    },
    "constraint order stop e then start sd id=o3 kind=Serialize",
  ],
  [
    {
      ...{ constraintId: "os1", kind: "Mandatory" },
      sets: [
        { resources: ["d", "e"], options: { "require-all": false } },
        { resources: ["sd", "f"], options: { action: "start" } },
      ],
    },
    "constraint order set d e require-all=false set sd f action=start setoptions id=os1 kind=Mandatory",
  ],
  [
    { constraintId: "os2", sets: [{ resources: ["d", "sd"] }] },
    "constraint order set d sd setoptions id=os2",
  ],
])("%j reads back what it created", (args, created) => {
  expect(roundTrip(orderConstraint, args)).toEqual({ created: [created], found: args, left: [] });
});

test.each<[string, Order]>([
  [
    "its defaults",
    { ...plain, firstAction: "start", thenAction: "start", kind: "Mandatory", symmetrical: true },
  ],
  ["the second action as the first", { ...plain, thenAction: "start" }],
])("%s may be said and are no change", (_what, args) => {
  expect(orderConstraint.find(everything, args)).toEqual(args);
});

test.each<[string, Order, string]>([
  [
    "both actions by the first",
    { ...plain, firstAction: "stop" },
    "constraint order stop d then stop e id=o2",
  ],
  ["the kind", { ...plain, kind: "Optional" }, "constraint order start d then start e id=o2 kind=Optional"],
  ["the resources", { ...plain, then: "f" }, "constraint order start d then start f id=o2"],
])("an order changes in place: %s", (_what, args, made) => {
  expect(changed(orderConstraint, args)).toEqual(["constraint remove o2", made]);
});

test.each<[string, Partial<Order>, string[]]>([
  ["the second only", { then: "a" }, ["first: either first and then or sets is needed"]],
  [
    "another kind",
    { ...plain, kind: "Soft" },
    ['kind: "Soft" is not allowed here; allowed are Mandatory, Optional, Serialize'],
  ],
  [
    "another action",
    { ...plain, firstAction: "go" },
    ['firstAction: "go" is not allowed here; allowed are start, stop, promote, demote'],
  ],
])("an order with %s is refused", (_what, args, problems) => {
  expect(mistakes(orderConstraint, args)).toEqual(problems);
});

test("an order is removed by its id, and one that is not there is not found", () => {
  expect(lines(orderConstraint.remove(plain))).toEqual(["constraint remove o2"]);
  expect(orderConstraint.find(everything, { ...plain, constraintId: "c1" })).toBeUndefined();
});
