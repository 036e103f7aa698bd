import { asDeclared, metaOf, optionWords, type Values } from "./options.js";

test.each<[string, Values, Values | undefined, string[]]>([
  [
    "all of a new object",
    { ip: "10.0.0.1", cidr_netmask: 24, lvs: false },
    undefined,
    ["ip=10.0.0.1", "cidr_netmask=24", "lvs=false"],
  ],
  [
    "nothing where nothing differs",
    { cidr_netmask: 24, lvs: false },
    { cidr_netmask: "24", lvs: "false" },
    [],
  ],
  ["what is new and what differs", { a: 1, b: 2 }, { a: "7" }, ["a=1", "b=2"]],
  ["what is gone, last", { a: "1" }, { b: "2", a: "0" }, ["a=1", "b="]],
  ["a blank as it is", { a: " x " }, { a: "x" }, ["a= x "]],
  ["a name that every object has", { constructor: "x" }, {}, ["constructor=x"]],
  ["such a name when it is gone", {}, { constructor: "x" }, ["constructor="]],
])("pcs hears %s", (_what, wanted, found, words) => {
  expect(optionWords(wanted, found)).toEqual(words);
});

test.each<[string, Record<string, string>, Values | undefined, Values]>([
  ["the number that was declared", { a: "24" }, { a: 24 }, { a: 24 }],
  ["the truth that was declared", { a: "yes" }, { a: true }, { a: true }],
  ["what the cluster has when it means another thing", { a: "no" }, { a: true }, { a: "no" }],
  ["what was not declared", { a: "24" }, undefined, { a: "24" }],
])("a value is spelled as %s", (_what, found, declared, spelled) => {
  expect(asDeclared(found, declared)).toEqual(spelled);
});

test.each<[string, Record<string, string>, Values | undefined, Values | undefined]>([
  [
    "is left out",
    { "target-role": "Stopped", "is-managed": "false", maintenance: "true" },
    undefined,
    undefined,
  ],
  [
    "is shown where it was declared",
    { "target-role": "Stopped" },
    { "target-role": "Started" },
    { "target-role": "Stopped" },
  ],
  [
    "is left out beside the rest",
    { "target-role": "Stopped", priority: "5" },
    { priority: 5 },
    { priority: 5 },
  ],
  ["leaves an empty declaration empty", { "target-role": "Stopped" }, {}, {}],
])("an operator's intent %s", (_what, found, declared, meta) => {
  expect(metaOf(found, declared)).toEqual(meta);
});
