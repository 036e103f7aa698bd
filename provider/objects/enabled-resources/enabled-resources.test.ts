import { cibWith } from "../../../tests/fixtures/dummy-thing.js";
import { changed, everything, lines, mistakes, roundTrip } from "../../../tests/fixtures/round-trip.js";
import { Cib } from "../../pcs/cib.js";
import { enabledResources } from "./enabled-resources.js";

const both = { resources: ["d", "e"] };
const disabled = new Cib(cibWith("a", { "target-role": "Stopped" }));

test("enabled resources read back what enabled them", () => {
  expect(roundTrip(enabledResources, both)).toEqual({
    created: ["resource enable d e"],
    found: both,
    left: [],
  });
});

test("a resource that is disabled or gone is not among them, and is enabled again", () => {
  expect(enabledResources.find(everything, { resources: ["d", "nobody"], startTimeout: 5 })).toEqual({
    resources: ["d"],
    startTimeout: 5,
  });
  expect(changed(enabledResources, { resources: ["d", "nobody"] })).toEqual(["resource enable nobody"]);
  expect(enabledResources.find(disabled, { resources: ["d1"] })).toBeUndefined();
});

test("what is enabled is disabled when they go", () => {
  expect([
    lines(enabledResources.remove(both, everything)),
    lines(enabledResources.remove(both)),
    enabledResources.remove({ resources: ["d1"] }, disabled),
  ]).toEqual([["resource disable d e"], ["resource disable d e"], []]);
});

test("each is waited for, in the order of the list", () => {
  expect(enabledResources.runs?.({ ...both, startTimeout: 7 })).toEqual([
    { resource: "d", seconds: 7 },
    { resource: "e", seconds: 7 },
  ]);
});

test.each<[string, readonly string[], string]>([
  ["none", [], "resources: at least one resource is needed"],
  ["one twice", ["d", "d"], 'resources[1]: "d" is named twice; each is named once'],
])("%s is a mistake", (_what, resources, said) => {
  expect(mistakes(enabledResources, { resources })).toEqual([said]);
});
