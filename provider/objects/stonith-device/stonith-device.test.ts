import { changed, everything, lines, mistakes, roundTrip } from "../../../tests/fixtures/round-trip.js";
import { Cib } from "../../pcs/cib.js";
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
    ["options.action: pcs refuses `action`; use pcmk_off_action or pcmk_reboot_action"],
  ],
  [
    "a method that does not fence",
    { options: { method: "cycle" } },
    ["options.method: method=cycle reports success although nothing was fenced; allowed is onoff"],
  ],
])("a device with %s", (_what, args, problems) => {
  expect(mistakes(stonithDevice, args, installed)).toEqual(problems);
});

test.each<[string, string, readonly string[]]>([
  [
    "0.9.169",
    "ip",
    ['options.ip: pcs 0.9.169 cannot set "ip", only "ipaddr" in its place; pcs 0.10.1 and newer can'],
  ],
  ["0.9.169", "ipaddr", []],
  ["0.10.1", "ip", []],
])("pcs %s with the option %s, of which an agent has a newer name", (version, name, problems) => {
  const agentOptions = new Map([
    ["ip", { ...parameter("ip"), replaces: "ipaddr" }],
    ["ipaddr", { ...parameter("ipaddr"), deprecated: true }],
  ]);
  const pcs = { version, capabilities: [], pacemaker: "1.1.23" };
  const args = { options: { [name]: "192.0.2.1" } };
  expect(mistakes(stonithDevice, args, { agentOptions, pcs })).toEqual(problems);
});

test("a device is deleted by its id, waited for, and one that is not there is not found", () => {
  expect([
    lines(stonithDevice.remove(first)),
    stonithDevice.runs?.(first),
    stonithDevice.asks?.(first),
  ]).toEqual([
    ["stonith delete f1"],
    { resource: "f1", seconds: 90 },
    { agent: "stonith:fence_virsh", pcs: true },
  ]);
  expect(stonithDevice.find(everything, { ...first, stonithId: "g" })).toBeUndefined();
});

test.each<[string, string, boolean]>([
  ["the last one", "", true],
  ["the last one where fencing is off", property("false"), false],
  ["the last one where fencing is on", property("true"), true],
  ["one of two", '<primitive id="f2" class="stonith" type="fence_virsh"/>', false],
  [
    "the last one beside a resource",
    '<primitive id="ip" class="ocf" provider="heartbeat" type="IPaddr2"/>',
    true,
  ],
])("a device that goes tells of the danger: %s", (_what, more, told) => {
  const f1 = '<primitive id="f1" class="stonith" type="fence_virsh"/>';
  const [config, resources] = more.startsWith("<cluster") ? [more, f1] : ["", f1 + more];
  const cib = new Cib(
    `<cib admin_epoch="0" epoch="1" num_updates="0"><configuration><crm_config>${config}</crm_config><resources>${resources}</resources></configuration></cib>`,
  );
  expect(stonithDevice.goesLast?.(first, cib)?.startsWith("WARNING: the last fencing device goes")).toBe(
    told ? true : undefined,
  );
});

function property(value: string): string {
  return `<cluster_property_set id="cib-bootstrap-options"><nvpair id="s" name="stonith-enabled" value="${value}"/></cluster_property_set>`;
}
