import { changed, everything, lines, mistakes, roundTrip } from "../../../tests/fixtures/round-trip.js";
import { primitiveResource } from "./primitive-resource.js";

type Primitive = Parameters<typeof primitiveResource.create>[0];
const option = (name: string, type: string, required = false) => ({
  ...{ name, type, required, defaultValue: undefined, allowed: [] },
});
const dummy = {
  agentOptions: new Map([option("state", "string"), option("op_sleep", "integer")].map((o) => [o.name, o])),
  agentOperations: [
    ...["start", "stop", "reload", "reload-agent", "migrate_to", "migrate_from"].map((name) => ({
      ...{ name, timeout: "20s" },
    })),
    { name: "monitor", interval: "10s", timeout: "20s" },
  ],
};
const full: Primitive = {
  resourceId: "d",
  agent: "ocf:pacemaker:Dummy",
  options: { state: "/run/d", fake: "x" },
  operations: [
    { name: "monitor", interval: "15s", timeout: "20s" },
    { name: "monitor", interval: "60s", checkLevel: 10 },
    { name: "start", timeout: "30s" },
  ],
  meta: { "resource-stickiness": 100 },
  utilization: { cpu: 1 },
};
const small: Primitive = { resourceId: "e", agent: "ocf:pacemaker:Dummy" };

test.each<[string, Primitive, string[]]>([
  [
    "with all it can have",
    full,
    [
      "resource create d ocf:pacemaker:Dummy state=/run/d fake=x op monitor interval=15s timeout=20s " +
        "monitor interval=60s OCF_CHECK_LEVEL=10 start timeout=30s meta resource-stickiness=100",
      "resource utilization d cpu=1",
    ],
  ],
  ["with nothing but its agent", small, ["resource create e ocf:pacemaker:Dummy"]],
  [
    "that is to be enabled later",
    { ...small, disabled: true, meta: {} },
    ["resource create e ocf:pacemaker:Dummy --disabled"],
  ],
  [
    "of systemd",
    { resourceId: "sd", agent: "systemd:rsync", operations: [{ name: "monitor", interval: "30s" }] },
    ["resource create sd systemd:rsync op monitor interval=30s"],
  ],
  [
    "with a monitor for each role",
    {
      resourceId: "p",
      agent: "ocf:pacemaker:Stateful",
      operations: [
        { name: "monitor", interval: "5s", role: "Promoted" },
        { name: "monitor", interval: "6s", role: "Unpromoted" },
      ],
    },
    [
      "resource create p ocf:pacemaker:Stateful op monitor interval=5s role=Promoted monitor interval=6s role=Unpromoted",
    ],
  ],
])("a resource %s reads back what it created", (_what, args, created) => {
  const installed = args.agent === "ocf:pacemaker:Dummy" ? dummy : {};
  expect(roundTrip(primitiveResource, args, installed)).toEqual({ created, found: args, left: [] });
});

test.each<[string, Primitive, string[]]>([
  [
    "an option, a meta attribute and a capacity",
    {
      ...full,
      options: { state: "/run/x", fake: "x" },
      meta: { "resource-stickiness": 1 },
      utilization: { cpu: 2 },
    },
    [
      "resource update d state=/run/x",
      "resource meta d resource-stickiness=1",
      "resource utilization d cpu=2",
    ],
  ],
  [
    "all that is gone",
    { resourceId: "d", agent: full.agent },
    [
      "resource update d fake= state=",
      "resource meta d resource-stickiness=",
      "resource utilization d cpu=",
      "resource op remove d-monitor-interval-15s",
      "resource op remove d-monitor-interval-60s",
      "resource op remove d-start-interval-0s",
      "resource op add d start timeout=20s",
      "resource op add d monitor interval=10s timeout=20s",
    ],
  ],
  [
    "one operation of two with a name",
    {
      ...full,
      operations: [
        { name: "monitor", interval: "15s", timeout: "20s" },
        { name: "start", timeout: "30s" },
      ],
    },
    ["resource op remove d-monitor-interval-60s"],
  ],
])("a resource changes in place: %s", (_what, args, edit) => {
  expect(changed(primitiveResource, args, dummy)).toEqual(edit);
});

test.each<[string, Partial<Primitive>, string[]]>([
  ["known options", { agent: full.agent, options: { state: "/x", op_sleep: 3 } }, []],
  [
    "an agent without its standard",
    { agent: "Dummy" },
    ['agent: "Dummy" is not an agent: ocf:PROVIDER:TYPE, systemd:UNIT, lsb:NAME or service:NAME'],
  ],
  [
    "an unknown option",
    { options: { stat: 1 } },
    ['options.stat: the agent has no option "stat"; perhaps "state" is meant; it takes state, op_sleep'],
  ],
  [
    "an option of another type",
    { options: { op_sleep: "long" } },
    ['options.op_sleep: "long" is not a value of op_sleep; it takes a whole number or INFINITY'],
  ],
  [
    "an id that XML forbids",
    { resourceId: "1a" },
    ['resourceId: "1a" is not an id: a letter or "_" first, then letters, digits, "_", "." and "-"'],
  ],
])("arguments with %s", (_what, args, problems) => {
  expect(mistakes(primitiveResource, args, dummy)).toEqual(problems);
});

test("an option that the agent cannot do without is asked for, also where none is given", () => {
  const installed = { agentOptions: new Map([["ip", option("ip", "string", true)]]) };
  expect(mistakes(primitiveResource, { agent: "ocf:heartbeat:IPaddr2" }, installed)).toEqual([
    'options: the agent needs the option "ip"',
  ]);
});

test("it is waited for, asks for its agent's metadata, goes by its id, and its agent is its kind", () => {
  const { replaceOn, asks, runs, remove, find } = primitiveResource;
  expect([replaceOn, asks?.(small), asks?.({ agent: "systemd:x" }), runs?.(small)]).toEqual([
    ["resourceId", "agent"],
    { agent: "ocf:pacemaker:Dummy" },
    {},
    { resource: "e", seconds: 90 },
  ]);
  expect(lines(remove(small))).toEqual(["resource delete e"]);
  expect(find(everything, { ...small, resourceId: "nobody" })).toBeUndefined();
});

test.each<[string, string, string[]]>([
  ["is marked by a tag", "d", ["tag update tg remove d", "resource delete d"]],
  ["nothing names", "f", ["resource delete f"]],
])("a resource that %s goes: %s", (_what, resourceId, edit) => {
  expect(lines(primitiveResource.remove({ ...small, resourceId }, everything))).toEqual(edit);
});
