import { changed, everything, lines, mistakes, roundTrip } from "../../../tests/fixtures/round-trip.js";
import { tag } from "./tag.js";

const marked = { tagId: "tg", resources: ["d", "e"] };

test("a tag reads back what it created, in the declared order", () => {
  expect(roundTrip(tag, marked)).toEqual({ created: ["tag create tg d e"], found: marked, left: [] });
});

test("what it marks changes in place", () => {
  expect(changed(tag, { ...marked, resources: ["e", "f"] })).toEqual(["tag update tg add f remove d"]);
});

test("a tag is removed by its id, and one that is not there is not found", () => {
  expect(lines(tag.remove(marked))).toEqual(["tag remove tg"]);
  expect(tag.find(everything, { ...marked, tagId: "g" })).toBeUndefined();
});

test("a tag of nothing is refused", () => {
  expect(mistakes(tag, { resources: [] })).toEqual(["resources: a tag marks at least one resource"]);
});
