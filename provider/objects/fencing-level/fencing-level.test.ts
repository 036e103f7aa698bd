import { changed, everything, lines, mistakes, roundTrip } from "../../../tests/fixtures/round-trip.js";
import { fencingLevel } from "./fencing-level.js";

type Level = Parameters<typeof fencingLevel.create>[0];
const node: Level = { level: 1, target: "testdb01", devices: ["f1", "f2"] };

test.each<[Level, string]>([
  [node, "stonith level add 1 testdb01 f1 f2"],
  [{ level: 2, target: "regexp%test.*", devices: ["f2"] }, "stonith level add 2 regexp%test.* f2"],
  [{ level: 1, target: "attrib%rack=1", devices: ["f2"] }, "stonith level add 1 attrib%rack=1 f2"],
])("%j reads back what it created", (args, created) => {
  expect(roundTrip(fencingLevel, args)).toEqual({ created: [created], found: args, left: [] });
});

test("a level's devices change in place", () => {
  expect(changed(fencingLevel, { ...node, devices: ["f2"] })).toEqual([
    "stonith level remove 1 target testdb01 stonith f1 f2",
    "stonith level add 1 testdb01 f2",
  ]);
});

test.each<[string, Partial<Level>, string[]]>([
  ["a number beyond nine", { level: 10 }, ['level: "10" is not a level; allowed are 1 to 9']],
  ["no target", { target: "" }, ['target: "" is not a node, regexp%PATTERN or attrib%NAME=VALUE']],
  ["no device", { devices: [] }, ["devices: at least one device is needed"]],
])("a level with %s is refused", (_what, args, problems) => {
  expect(mistakes(fencingLevel, args)).toEqual(problems);
});

test("a level is removed with its devices, and one that is not there is not found", () => {
  expect(lines(fencingLevel.remove(node))).toEqual(["stonith level remove 1 target testdb01 stonith f1 f2"]);
  expect(fencingLevel.find(everything, { ...node, level: 2 })).toBeUndefined();
});

test("a level that a device has left already is removed with those it has", () => {
  const declared = { ...node, devices: ["f1", "f2", "gone"] };
  expect(lines(fencingLevel.remove(declared, everything))).toEqual([
    "stonith level remove 1 target testdb01 stonith f1 f2",
  ]);
});
