import { changed, everything, lines, roundTrip } from "../../../tests/fixtures/round-trip.js";
import { nodeMaintenance } from "./node-maintenance.js";

const node = { node: "testdb02" };

test("a node in maintenance reads back what it created", () => {
  expect(roundTrip(nodeMaintenance, node)).toEqual({
    created: ["node maintenance testdb02"],
    found: node,
    left: [],
  });
});

test("nothing of it can change, and the node is active again where it goes", () => {
  expect([changed(nodeMaintenance, node), lines(nodeMaintenance.remove(node))]).toEqual([
    [],
    ["node unmaintenance testdb02"],
  ]);
  expect([nodeMaintenance.replaceOn, nodeMaintenance.problems(node)]).toEqual([["node"], []]);
});

test.each(["testdb01", "nobody"])("%s is not in maintenance", (name) => {
  expect(nodeMaintenance.find(everything, { node: name })).toBeUndefined();
});
