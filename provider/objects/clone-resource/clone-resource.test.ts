import { changed, everything, lines, mistakes, roundTrip } from "../../../tests/fixtures/round-trip.js";
import { cloneResource } from "./clone-resource.js";

type Clone = Parameters<typeof cloneResource.create>[0];
const anonymous: Clone = { cloneId: "cl-c", resource: "c", meta: { interleave: true, "clone-max": 2 } };
const promoted: Clone = { cloneId: "cl-p", resource: "p", promotable: true, meta: { "promoted-max": 1 } };

test.each<[string, Clone, string]>([
  ["of instances that are alike", anonymous, "resource clone c cl-c meta interleave=true clone-max=2"],
  ["with a promoted instance", promoted, "resource promotable p cl-p meta promoted-max=1"],
])("a clone %s reads back what it created", (_what, args, created) => {
  expect(roundTrip(cloneResource, args)).toEqual({ created: [created], found: args, left: [] });
});

test.each<[string, Clone, string[]]>([
  ["promotable", { ...anonymous, promotable: true }, ["resource meta cl-c promotable=true"]],
  ["promotable no more", { ...promoted, promotable: false }, ["resource meta cl-p promotable="]],
  ["not said to be promotable", { ...anonymous, promotable: false }, []],
  [
    "a value and one that is gone",
    { ...anonymous, meta: { "clone-max": 1 } },
    ["resource meta cl-c clone-max=1 interleave="],
  ],
])("a clone changes in place: %s", (_what, args, edit) => {
  expect(changed(cloneResource, args)).toEqual(edit);
});

test("promotable is said by the argument alone", () => {
  expect(mistakes(cloneResource, { meta: { promotable: true } })).toEqual([
    "meta.promotable: say it by the argument `promotable`",
  ]);
});

test.each(["meta", "op"])("an id that pcs takes for its word %s is refused", (cloneId) => {
  expect(mistakes(cloneResource, { cloneId })).toEqual([
    `cloneId: "${cloneId}" is a word of pcs, which would choose another id`,
  ]);
});

test("a clone that goes leaves its resource, and one that is not there is not found", () => {
  expect(lines(cloneResource.remove(promoted))).toEqual(["resource unclone cl-p"]);
  expect(cloneResource.find(everything, { cloneId: "g", resource: "a" })).toBeUndefined();
});
