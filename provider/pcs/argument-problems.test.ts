import { choiceProblems, idProblems, scoreProblems } from "./argument-problems.js";

test.each<[string | undefined, boolean]>([
  [undefined, true],
  ["db-1.x_y", true],
  ["_x", true],
  ["1db", false],
  ["-f", false],
  ["a b", false],
  ["a\n", false],
  ["", false],
])("%j as an id: %s", (id, right) => {
  expect(idProblems("id", id).length === 0).toBe(right);
});

test.each<[string | number, boolean]>([
  [10, true],
  ["-INFINITY", true],
  ["+5", true],
  [1.5, false],
  ["infinite", false],
  ["5\n", false],
])("%j as a score: %s", (score, right) => {
  expect(scoreProblems("score", score).length === 0).toBe(right);
});

test.each<[object, string[]]>([
  [{ a: 1, b: 2 }, []],
  [{ c: 1 }, []],
  [{}, ["a: either a and b or c is needed"]],
  [{ a: 1 }, ["b: either a and b or c is needed"]],
  [{ a: 1, b: 2, c: 3 }, ["c: a and b and c exclude each other"]],
])("of either a and b or c, %j", (args, problems) => {
  const found = choiceProblems(args, ["a", "b"], ["c"]);
  expect(found.map(({ property, reason }) => `${property}: ${reason}`)).toEqual(problems);
});

test("what is missing is no mistake while another choice is not known", () => {
  expect(choiceProblems({ a: 1 }, ["a", "b"], ["c"])[0]?.depends).toEqual(["a", "b", "c"]);
});
