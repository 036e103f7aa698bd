import { changed, everything, lines, roundTrip } from "../../../tests/fixtures/round-trip.js";
import { nodeStandby } from "./node-standby.js";

const node = { node: "testdb02" };

test("a node in standby reads back what it created", () => {
  expect(roundTrip(nodeStandby, node)).toEqual({ created: ["node standby testdb02"], found: node, left: [] });
});

test("nothing of it can change, and the node is active again where it goes", () => {
  expect([changed(nodeStandby, node), lines(nodeStandby.remove(node))]).toEqual([
    [],
    ["node unstandby testdb02"],
  ]);
  expect([nodeStandby.replaceOn, nodeStandby.problems(node)]).toEqual([["node"], []]);
});

test.each(["testdb01", "nobody"])("%s is not in standby", (name) => {
  expect(nodeStandby.find(everything, { node: name })).toBeUndefined();
});
