import { changed, everything, lines, mistakes, roundTrip } from "../../../tests/fixtures/round-trip.js";
import { nodeUtilization } from "./node-utilization.js";

const capacity = { node: "testdb01", values: { cpu: 4, memory: 8192 } };

test("a node's capacity reads back what it created", () => {
  const created = ["node utilization testdb01 cpu=4 memory=8192"];
  expect(roundTrip(nodeUtilization, capacity)).toEqual({ created, found: capacity, left: [] });
});

test("it changes in place and is unset by name where it goes", () => {
  expect([
    changed(nodeUtilization, { ...capacity, values: { cpu: 8 } }),
    lines(nodeUtilization.remove(capacity)),
  ]).toEqual([["node utilization testdb01 cpu=8 memory="], ["node utilization testdb01 cpu= memory="]]);
});

test("a node without capacity has none", () => {
  expect(nodeUtilization.find(everything, { ...capacity, node: "testdb02" })).toBeUndefined();
});

test.each<[Partial<{ values: Record<string, string | number> }>, string]>([
  [{ values: {} }, "values: at least one is needed"],
  [{ values: { cpu: 1.5 } }, 'values.cpu: "1.5" is not a whole number'],
])("%j is refused", (args, problem) => {
  expect(mistakes(nodeUtilization, args)).toEqual([problem]);
});
