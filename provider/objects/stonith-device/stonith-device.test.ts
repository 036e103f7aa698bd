import { changed, everything, lines, mistakes, roundTrip } from "../../../tests/fixtures/round-trip.js";
import { stonithDevice } from "./stonith-device.js";

type Device = Parameters<typeof stonithDevice.create>[0];
const first: Device = {
  ...{ stonithId: "f1", agent: "fence_virsh" },
  options: { ip: "1.2.3.4", username: "u", password: "p", pcmk_host_list: "testdb01" },
};
const second: Device = {
  ...{ stonithId: "f2", agent: "fence_virsh", options: { ip: "1.2.3.4", username: "u", password: "p" } },
  ...{ operations: [{ name: "monitor", interval: "120s" }], meta: { "migration-threshold": 3 } },
};
const parameter = (name: string) => ({ name, type: "string", defaultValue: undefined, allowed: [] });
const installed = {
  agentOptions: new Map(["ip", "username", "method"].map((name) => [name, parameter(name)])),
};

test.each<[Device, string]>([
  [first, "stonith create f1 fence_virsh ip=1.2.3.4 username=u password=p pcmk_host_list=testdb01"],
  [
    second,
    "stonith create f2 fence_virsh ip=1.2.3.4 username=u password=p op monitor interval=120s meta migration-threshold=3",
  ],
])("%j reads back what it created", (args, created) => {
  expect(roundTrip(stonithDevice, args)).toEqual({ created: [created], found: args, left: [] });
});

test.each<[string, Device, string[]]>([
  [
    "an option and one that is gone",
    { ...first, options: { ip: "1.2.3.5", username: "u", password: "p" } },
    ["stonith update f1 ip=1.2.3.5 pcmk_host_list="],
  ],
  [
    "the default monitor again",
    { ...second, operations: undefined, meta: {} },
    [
      "stonith meta f2 migration-threshold=",
      "resource op remove f2-monitor-interval-120s",
      "stonith op add f2 monitor interval=60s",
    ],
  ],
])("a device changes in place: %s", (_what, args, edit) => {
  expect(changed(stonithDevice, args)).toEqual(edit);
});

test.each<[string, Partial<Device>, string[]]>([
  ["known options", { options: { ip: "1", pcmk_host_map: "a:1" } }, []],
  ["an agent that is none", { agent: "virsh" }, ['agent: "virsh" is not a fence agent: fence_NAME']],
  [
    "an unknown option",
    { options: { port: 1 } },
    ['options.port: the agent has no option "port"; it takes ip, username, method and pcmk_*'],
  ],
  [
    "an action that would be done for each",
    { options: { pcmk_host_list: "a", action: "off" } },
    [
      "options.action: pcs refuses `action`; use pcmk_off_action or pcmk_reboot_action",
      'options.action: the agent has no option "action"; it takes ip, username, method and pcmk_*',
    ],
  ],
  [
    "a method that does not fence",
    { options: { method: "cycle" } },
    ["options.method: method=cycle reports success although nothing was fenced"],
  ],
])("a device with %s", (_what, args, problems) => {
  expect(mistakes(stonithDevice, args, installed)).toEqual(problems);
});

test("a device is deleted by its id, waited for, and one that is not there is not found", () => {
  expect([
    lines(stonithDevice.remove(first)),
    stonithDevice.runs?.(first),
    stonithDevice.asks?.(first),
  ]).toEqual([["stonith delete f1"], { resource: "f1", seconds: 90 }, { agent: "stonith:fence_virsh" }]);
  expect(stonithDevice.find(everything, { ...first, stonithId: "g" })).toBeUndefined();
});
