import { metaProblems } from "./meta-attributes.js";

test("a meta attribute that Pacemaker does not know is the user's own, whatever its name means to JavaScript", () => {
  expect(metaProblems("meta", { constructor: "x", toString: "y", mine: "z" })).toEqual([]);
});

test("a meta attribute that it knows has one of its words", () => {
  expect(metaProblems("meta", { "target-role": "Up" }).map(({ property }) => property)).toEqual([
    "meta.target-role",
  ]);
});
