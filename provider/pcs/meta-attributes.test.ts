import { metaProblems } from "./meta-attributes.js";

test("a meta attribute that Pacemaker does not know is the user's own, whatever its name means to JavaScript", () => {
  expect(metaProblems("meta", { constructor: "x", toString: "y", mine: "z" })).toEqual([]);
});

test("a meta attribute that it knows has one of its words", () => {
  expect(metaProblems("meta", { "target-role": "Up" }).map(({ property }) => property)).toEqual([
    "meta.target-role",
  ]);
});

test.each(["master-max", "master-node-max"])("%s is told to be another word now", (name) => {
  const now = name.replace("master", "promoted");
  const reason = `it is called ${now}, which an older pcs is told in its own word`;
  expect(metaProblems("meta", { [name]: 1 })).toEqual([{ property: `meta.${name}`, reason }]);
  expect(metaProblems("meta", { [now]: 1 })).toEqual([]);
});
