import { changed, everything, lines, mistakes, roundTrip } from "../../../tests/fixtures/round-trip.js";
import { resourceGroup } from "./resource-group.js";

const group = { groupId: "g", resources: ["a", "b"], meta: { "resource-stickiness": 3 } };

test("a group reads back what it created", () => {
  expect(roundTrip(resourceGroup, group)).toEqual({
    created: ["resource group add g a b", "resource meta g resource-stickiness=3"],
    found: group,
    left: [],
  });
});

test.each<[string, string[], string[]]>([
  ["one more, last", ["a", "b", "e"], ["resource group add g e"]],
  [
    "one more, first",
    ["e", "a", "b"],
    [
      "resource group add g e",
      "resource group remove g a",
      "resource group add g a",
      "resource group remove g b",
      "resource group add g b",
    ],
  ],
  ["one less", ["b"], ["resource group remove g a"]],
  ["all others", ["e"], ["resource group add g e", "resource group remove g a", "resource group remove g b"]],
  ["another order", ["b", "a"], ["resource group remove g a", "resource group add g a"]],
])("a group's members change in place: %s", (_what, resources, edit) => {
  expect(changed(resourceGroup, { ...group, resources })).toEqual(edit);
});

test("a group's meta attributes change in place", () => {
  expect([
    changed(resourceGroup, { ...group, meta: { "resource-stickiness": 4 } }),
    changed(resourceGroup, { groupId: "g", resources: ["a", "b"] }),
  ]).toEqual([["resource meta g resource-stickiness=4"], ["resource meta g resource-stickiness="]]);
});

test.each<[string, Partial<typeof group>, string[]]>([
  ["no resource", { resources: [] }, ["resources: a group needs at least one resource"]],
  ["a resource twice", { resources: ["a", "a"] }, ['resources[1]: "a" is named twice; each is named once']],
  [
    "an id that XML forbids",
    { groupId: "a b" },
    ['groupId: "a b" is not an id: a letter or "_" first, then letters, digits, "_", "." and "-"'],
  ],
])("a group with %s is refused", (_what, args, problems) => {
  expect(mistakes(resourceGroup, args)).toEqual(problems);
});

test("a group that goes leaves its resources, and one that is not there is not found", () => {
  expect(lines(resourceGroup.remove(group))).toEqual(["resource ungroup g"]);
  expect(resourceGroup.find(everything, { ...group, groupId: "cl-c" })).toBeUndefined();
});
