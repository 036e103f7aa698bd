import { changed, everything, lines, mistakes, roundTrip } from "../../../tests/fixtures/round-trip.js";
import { nodeAttribute } from "./node-attribute.js";

const rack = { node: "testdb01", name: "rack", value: "1" };

test("a node's attribute reads back what it created", () => {
  const created = ["node attribute testdb01 rack=1"];
  expect(roundTrip(nodeAttribute, rack)).toEqual({ created, found: rack, left: [] });
});

test("its value changes in place, and it is unset where it goes", () => {
  expect([changed(nodeAttribute, { ...rack, value: "2" }), lines(nodeAttribute.remove(rack))]).toEqual([
    ["node attribute testdb01 rack=2"],
    ["node attribute testdb01 rack="],
  ]);
});

test.each(["testdb02", "nobody"])("an attribute that %s does not have is not found", (node) => {
  expect(nodeAttribute.find(everything, { ...rack, node })).toBeUndefined();
});

test.each(["-INFINITY", "-5", "--x", "-"])("%s is a value", (value) => {
  expect(mistakes(nodeAttribute, { ...rack, value })).toEqual([]);
});

test.each<[Partial<typeof rack>, string]>([
  [
    { name: "a b" },
    'name: "a b" is not an attribute\'s name: ASCII letters, digits, "_" or "#" first, then also ".:@/+-"',
  ],
  [{ name: "standby" }, "name: standby has an object of its own"],
  [{ value: "" }, "value: a value is needed"],
  [
    { value: "-ftrue" },
    'value: "-ftrue" begins with "-", which crm_attribute takes for an option: allowed are "-INFINITY" and numbers',
  ],
  [{ value: "é" }, "value: allowed is ASCII, pcs sets no other"],
  [
    { name: "-f" },
    'name: "-f" is not an attribute\'s name: ASCII letters, digits, "_" or "#" first, then also ".:@/+-"',
  ],
])("%j is refused", (args, problem) => {
  expect(mistakes(nodeAttribute, args)).toEqual([problem]);
});
