import {
  readPropertyDefinitions,
  sameValue,
  valueProblem,
  type PropertyDefinition,
} from "./property-metadata.js";

const daemon = `<?xml version="1.0"?>
<resource-agent name="pacemaker-schedulerd" version="2.1.5">
  <parameters>
    <parameter name="no-quorum-policy">
      <longdesc lang="en">What to do when the cluster doesn&apos;t have quorum</longdesc>
      <content type="select" default="stop">
        <option value="stop" /><option value="freeze" /><option value="ignore" />
      </content>
    </parameter>
    <parameter name="dc-deadtime"><content type="time" default="20s"/></parameter>
    <parameter name="cluster-name"><content type="string"/></parameter>
  </parameters>
</resource-agent>`;
const listed = `<pacemaker-result><resource-agent name="cluster-options"><parameters>
  <parameter name="dc-deadtime" advanced="1"><content type="duration" default="20s"/></parameter>
  <parameter name="odd"/></parameters></resource-agent></pacemaker-result>`;
const nothing = { defaultValue: undefined, allowed: [] };

test("what daemons and crm_attribute print is read as one list", () => {
  expect([...readPropertyDefinitions([daemon, listed]).values()]).toEqual([
    { name: "no-quorum-policy", type: "select", defaultValue: "stop", allowed: ["stop", "freeze", "ignore"] },
    { name: "dc-deadtime", type: "duration", defaultValue: "20s", allowed: [] },
    { ...nothing, name: "cluster-name", type: "string" },
    { ...nothing, name: "odd", type: "string" },
  ]);
});

test("what Pacemaker 2.0 allows is read from the description of a property that takes one of several words", () => {
  const parameter = (name: string, type: string, words: string) =>
    `<parameter name="${name}" unique="0"><content type="${type}" default="stop"/><longdesc lang="en">${words}</longdesc></parameter>`;
  const document = `<resource-agent><parameters>${[
    parameter("no-quorum-policy", "enum", "What to do  Allowed values: stop, freeze, ignore"),
    parameter("stonith-action", "enum", "What to ask for"),
    parameter("cluster-name", "string", "Any text.  Allowed values: one"),
  ].join("")}</parameters></resource-agent>`;
  expect([...readPropertyDefinitions([document]).values()].map(({ allowed }) => allowed)).toEqual([
    ["stop", "freeze", "ignore"],
    [],
    [],
  ]);
});

const policy: Partial<PropertyDefinition> = { type: "select", allowed: ["stop", "freeze"] };
test.each<[string, Partial<PropertyDefinition>, string, string | undefined]>([
  ["a truth", { type: "boolean" }, "on", undefined],
  ["no truth", { type: "boolean" }, "maybe", '"maybe" is not a value of p; it takes true or false'],
  ["a number", { type: "integer" }, "-INFINITY", undefined],
  ["no number", { type: "integer" }, "1.5", '"1.5" is not a value of p; it takes a whole number or INFINITY'],
  ["a percentage", { type: "percentage" }, "80%", undefined],
  ["no percentage", { type: "percentage" }, "80", '"80" is not a value of p; it takes a percentage'],
  ["a time", { type: "time" }, "5 min", undefined],
  ["a time by ISO 8601", { type: "time" }, "PT1H", undefined],
  [
    "no time",
    { type: "time" },
    "soon",
    '"soon" is not a value of p; it takes a time such as 60s, 5min or PT1H',
  ],
  ...["duration", "timeout"].flatMap(
    (type): [string, Partial<PropertyDefinition>, string, string | undefined][] => [
      ["a time of Pacemaker 3", { type }, "15min", undefined],
      [
        "no time of Pacemaker 3",
        { type },
        "soon",
        '"soon" is not a value of p; it takes a time such as 60s, 5min or PT1H',
      ],
    ],
  ),
  ["a score", { type: "score" }, "-INFINITY", undefined],
  ["no score", { type: "score" }, "1.5", '"1.5" is not a value of p; it takes a whole number or INFINITY'],
  ["none or more", { type: "nonnegative_integer" }, "0", undefined],
  [
    "less than none",
    { type: "nonnegative_integer" },
    "-1",
    '"-1" is not a value of p; it takes a whole number, 0 or more',
  ],
  ["one or more", { type: "positive_integer" }, "10", undefined],
  [
    "none",
    { type: "positive_integer" },
    "00",
    '"00" is not a value of p; it takes a whole number, 1 or more',
  ],
  ["one of several", policy, "freeze", undefined],
  ["none of several", policy, "ignore", '"ignore" is not a value of p; allowed are stop, freeze'],
  ["what nobody checks", { type: "version" }, "whatever", undefined],
])("%s: %j holds %j", (_what, definition, value, problem) => {
  const { type = "string", allowed = [] } = definition;
  expect(valueProblem({ name: "p", type, allowed, defaultValue: undefined }, value)).toBe(problem);
});

test.each([
  ["true", "yes", true],
  ["on", "true", true],
  ["false", "0", true],
  ["n", "false", true],
  ["true", "false", false],
  ["1", "1", true],
  ["0", "false", true],
  ["stop", "Stop", false],
])("%s and %s mean the same: %s", (a, b, expected) => {
  expect([sameValue(a, b), sameValue(b, a)]).toEqual([expected, expected]);
});
