import { fixture } from "../../../tests/fixtures/fixture.js";
import { Cib } from "../../pcs/cib.js";
import type { PropertyDefinition } from "../../pcs/property-metadata.js";
import { clusterProperty } from "./cluster-property.js";

type Property = Parameters<typeof clusterProperty.create>[0];
const real = new Cib(fixture("cib.xml"));
const known = (name: string, type: string, allowed: string[] = []): [string, PropertyDefinition] => [
  name,
  { name, type, defaultValue: undefined, allowed },
];
const installed = {
  properties: new Map([
    known("no-quorum-policy", "select", ["stop", "freeze", "ignore"]),
    known("batch-limit", "integer"),
    known("dc-version", "string"),
  ]),
};

test("a property is known by its name, and a new name is a new object", () => {
  const { kind, replaceOn, id } = clusterProperty;
  expect([kind, replaceOn, id({ name: "a", value: 1 })]).toEqual(["ClusterProperty", ["name"], "a"]);
});

test.each<[Property, string[]]>([
  [{ name: "no-quorum-policy", value: "stop" }, ["property", "set", "no-quorum-policy=stop"]],
  [{ name: "batch-limit", value: 10 }, ["property", "set", "batch-limit=10"]],
  [{ name: "stonith-enabled", value: false }, ["property", "set", "stonith-enabled=false"]],
  [{ name: "site", value: "a b", allowUnknown: true }, ["property", "set", "site=a b", "--force"]],
])("%j is made by %j and set back by its empty value", (args, argv) => {
  expect([clusterProperty.create(args), clusterProperty.remove(args)]).toEqual([
    [argv],
    [["property", "set", `${args.name}=`]],
  ]);
});

test.each<[string, Property, unknown]>([
  ["reads back what it set", { name: "no-quorum-policy", value: "ignore" }, "ignore"],
  ["spells a truth as it was declared", { name: "stonith-enabled", value: false }, false],
  ["spells it so also for Pacemaker's other words", { name: "stonith-enabled", value: "no" }, "no"],
  ["shows what somebody changed", { name: "stonith-enabled", value: true }, "false"],
])("the cluster's value: %s", (_what, args, value) => {
  const found = clusterProperty.find(real, args);
  expect(found).toEqual({ ...args, value });
  const edit = value === args.value ? [] : [["property", "set", `${args.name}=${args.value}`]];
  expect(clusterProperty.update(args, found as Property, real)).toEqual(edit);
});

test("a property that is not set is not there", () => {
  expect(clusterProperty.find(real, { name: "batch-limit", value: 10 })).toBeUndefined();
});

test.each<[string, Partial<Property>, typeof installed | undefined, string[]]>([
  ["a known name and value", { name: "no-quorum-policy", value: "freeze" }, installed, []],
  ["a name that is not known yet", { value: "x" }, installed, []],
  ["any name while no node is reached", { name: "no-such", value: "x" }, undefined, []],
  ["an unknown name that is wanted", { name: "no-such", value: "x", allowUnknown: true }, installed, []],
  ["no value", { name: "batch-limit" }, installed, ["value: a value is needed"]],
  ["an empty value", { name: "batch-limit", value: "" }, undefined, ["value: a value is needed"]],
  [
    "a name with a blank",
    { name: "a b", value: "x" },
    undefined,
    ['name: "a b" is not a property\'s name: letters, digits, "-", "_", "." only'],
  ],
  [
    "a name that Pacemaker keeps",
    { name: "dc-version", value: "x", allowUnknown: true },
    installed,
    ["name: dc-version is written by Pacemaker itself and cannot be set"],
  ],
  [
    "an unknown name",
    { name: "no-such", value: "x" },
    installed,
    [
      'name: "no-such" is not a property of the installed Pacemaker; it knows batch-limit, no-quorum-policy (allowUnknown: true sets it all the same)',
    ],
  ],
  [
    "a value that does not fit",
    { name: "batch-limit", value: "many" },
    installed,
    ['value: "many" is not a value of batch-limit; it takes a whole number or INFINITY'],
  ],
])("%s: %j", (_what, args, software, problems) => {
  const found = clusterProperty.problems(args, software);
  expect(found.map(({ property, reason }) => `${property}: ${reason}`)).toEqual(problems);
});

test("what is installed is asked for only where names are checked", () => {
  const asked = [{}, { allowUnknown: true }].map((args) => clusterProperty.asks?.(args));
  expect(asked).toEqual([{ properties: true }, {}]);
});

test.each<[Property, number, boolean]>([
  [{ name: "stonith-enabled", value: false }, 3, true],
  [{ name: "stonith-enabled", value: "off" }, 2, true],
  [{ name: "stonith-enabled", value: true }, 2, false],
  [{ name: "no-quorum-policy", value: "ignore" }, 2, true],
  [{ name: "no-quorum-policy", value: "ignore" }, 3, false],
  [{ name: "batch-limit", value: 10 }, 2, false],
])("%j on %d nodes is warned of: %s", (args, nodes, warned) => {
  expect(clusterProperty.warnings?.(args, { nodes }).length).toBe(warned ? 1 : 0);
});
