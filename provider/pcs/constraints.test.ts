import { fixture } from "../../tests/fixtures/fixture.js";
import { Cib } from "./cib.js";
import {
  constraint,
  foundSets,
  newRole,
  sameSets,
  setProblems,
  setWords,
  type ResourceSet,
} from "./constraints.js";

const real = new Cib(fixture("objects.xml"));
const sets: readonly ResourceSet[] = [
  { resources: ["a", "b"], options: { sequential: "false", role: "Started" } },
  { resources: ["d", "e"] },
];

test("a constraint is read with its attributes, sets and rule", () => {
  const { attributes, sets: found } = constraint(real, "rsc_colocation", "cs1") ?? {};
  expect({ attributes, found }).toEqual({ attributes: { id: "cs1", score: "INFINITY" }, found: sets });
  expect(constraint(real, "rsc_location", "l4")).toEqual({
    attributes: { id: "l4", rsc: "cl-p" },
    sets: undefined,
    rule: {
      text: "defined pingd",
      attributes: { id: "l4-rule", role: "Promoted", "score-attribute": "pingd" },
    },
  });
});

test.each(["rsc_order", "rsc_ticket"])("an id of another kind is not a constraint of %s", (kind) => {
  expect(constraint(real, kind, "cs1")).toBeUndefined();
});

test("sets are said in pcs's words", () => {
  expect(setWords(sets).join(" ")).toBe("set a b sequential=false role=Started set d e");
});

test.each<[string, readonly ResourceSet[], boolean]>([
  [
    "values by their type and options in another order",
    [
      { resources: ["a", "b"], options: { role: "Started", sequential: false } },
      { resources: ["d", "e"], options: {} },
    ],
    true,
  ],
  ["resources in another order", [{ ...sets[0], resources: ["b", "a"] }, { resources: ["d", "e"] }], false],
  ["one option less", [{ resources: ["a", "b"] }, { resources: ["d", "e"] }], false],
  ["one set less", sets.slice(0, 1), false],
])("sets with %s", (_what, declared, same) => {
  expect([sameSets(sets, declared), foundSets(sets, declared) === declared]).toEqual([same, same]);
});

test("old roles have new names", () => {
  expect([undefined, "Master", "slave", "Started"].map(newRole)).toEqual([
    undefined,
    "Promoted",
    "Unpromoted",
    "Started",
  ]);
});

test("an option of a set that has a name that every object has is refused like any other", () => {
  const [mistake] = setProblems([{ resources: ["a"], options: { constructor: "x" } }]);
  expect(mistake?.property).toBe("sets[0].options");
  expect(mistake?.reason).toContain("sequential, require-all, role, action");
});
