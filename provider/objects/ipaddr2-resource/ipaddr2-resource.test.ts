import { fixture } from "../../../tests/fixtures/fixture.js";
import { Cib } from "../../pcs/cib.js";
import { ipaddr2Resource } from "./ipaddr2-resource.js";

type ServiceIp = Parameters<typeof ipaddr2Resource.create>[0];
const real = new Cib(fixture("cib.xml"));
const words = (edit: readonly (readonly string[])[]) => edit.map((argv) => argv.join(" "));

const small: ServiceIp = {
  resourceId: "testdb-ip",
  ip: "192.168.0.115",
  cidrNetmask: 24,
  monitor: { interval: "5s" },
};
const full: ServiceIp = {
  resourceId: "full",
  ip: "192.168.0.116",
  cidrNetmask: 24,
  nic: "eth0",
  arpCount: 3,
  arpBg: false,
  monitor: { interval: "5s", timeout: "10s", onFail: "restart", checkLevel: 10 },
  operations: [
    { name: "start", timeout: "40s" },
    { name: "monitor", interval: "60s" },
  ],
  meta: { "resource-stickiness": 100 },
};
const bare: ServiceIp = { resourceId: "bad", ip: "10.9.9.9" };

// fixture("cib.xml") is what a real pcs made of these very commands.
test.each<[string, ServiceIp, string]>([
  [
    "the tutorial's",
    small,
    "resource create testdb-ip ocf:heartbeat:IPaddr2 ip=192.168.0.115 cidr_netmask=24 op monitor interval=5s",
  ],
  [
    "one with all kinds of arguments",
    full,
    "resource create full ocf:heartbeat:IPaddr2 ip=192.168.0.116 cidr_netmask=24 nic=eth0 arp_count=3 arp_bg=false " +
      "op monitor interval=5s timeout=10s on-fail=restart OCF_CHECK_LEVEL=10 start timeout=40s monitor interval=60s " +
      "meta resource-stickiness=100",
  ],
  ["the smallest", bare, "resource create bad ocf:heartbeat:IPaddr2 ip=10.9.9.9"],
  [
    "one whose settings are empty",
    { ...bare, nic: "", iflabel: "" },
    "resource create bad ocf:heartbeat:IPaddr2 ip=10.9.9.9",
  ],
  [
    "one that is to be enabled later",
    { ...bare, disabled: true },
    "resource create bad ocf:heartbeat:IPaddr2 ip=10.9.9.9 --disabled",
  ],
])("%s service IP reads back what it created", (_what, args, created) => {
  expect(words(ipaddr2Resource.create(args))).toEqual([created]);
  const found = ipaddr2Resource.find(real, args);
  expect(found).toEqual(args);
  expect(ipaddr2Resource.update(args, found as ServiceIp, real)).toEqual([]);
});

test.each<[string, ServiceIp, string[]]>([
  ["another address", { ...small, ip: "192.168.0.117" }, ["resource update testdb-ip ip=192.168.0.117"]],
  [
    "an option less and one more",
    { ...small, cidrNetmask: undefined, nic: "eth1" },
    ["resource update testdb-ip nic=eth1 cidr_netmask="],
  ],
  ["an empty text, which is none", { ...small, nic: "" }, []],
  ["a meta attribute", { ...small, meta: { priority: 5 } }, ["resource meta testdb-ip priority=5"]],
  ["no meta attribute any more", { ...full, meta: undefined }, ["resource meta full resource-stickiness="]],
  [
    "another interval",
    { ...small, monitor: { interval: "7s" } },
    ["resource op remove testdb-ip-monitor-interval-5s", "resource op add testdb-ip monitor interval=7s"],
  ],
  [
    "the agent's own monitor",
    { ...small, monitor: undefined },
    [
      "resource op remove testdb-ip-monitor-interval-5s",
      "resource op add testdb-ip monitor interval=10s timeout=20s",
    ],
  ],
  [
    "the same monitor, said among the operations",
    { ...small, monitor: undefined, operations: [{ name: "monitor", interval: "5s" }] },
    [],
  ],
  [
    "several things at once",
    {
      ...full,
      arpBg: true,
      meta: { "resource-stickiness": 1 },
      operations: [{ name: "monitor", interval: "60s" }],
    },
    [
      "resource update full arp_bg=true",
      "resource meta full resource-stickiness=1",
      "resource op remove full-start-interval-0s",
      "resource op add full start timeout=20s",
    ],
  ],
])("the cluster is brought to %s", (_what, args, edit) => {
  const found = ipaddr2Resource.find(real, args) as ServiceIp;
  expect(words(ipaddr2Resource.update(args, found, real))).toEqual(edit);
});

test.each<[string, ServiceIp, Partial<ServiceIp>]>([
  ["an address as it is", { ...small, ip: "192.168.0.200" }, { ip: "192.168.0.115" }],
  ["a number as a number", { ...small, cidrNetmask: 16 }, { cidrNetmask: 24 }],
  ["what was not declared, in its type", { ...full, arpBg: undefined }, { arpBg: false }],
  [
    "operations in the cluster's order",
    { ...full, operations: [] },
    { operations: [...(full.operations ?? [])].reverse() },
  ],
  ["what only the stack knows", { ...small, allowInUse: true, startTimeout: 5 }, {}],
])("drift shows %s", (_what, args, drift) => {
  expect(ipaddr2Resource.find(real, args)).toEqual({ ...args, ...drift });
});

test("a resource that is not there is not found, and one of another agent is refused by name", () => {
  const find = (resourceId: string) => ipaddr2Resource.find(real, { ...small, resourceId });
  expect(find("nobody")).toBeUndefined();
  expect(() => find("inner")).toThrow(
    'The resource "inner" is there with another agent: ocf:pacemaker:Dummy, not ocf:heartbeat:IPaddr2.',
  );
});

test.each<[string, Partial<ServiceIp>, string[]]>([
  ["IPv4", { ip: "10.0.0.1", cidrNetmask: 32 }, []],
  ["IPv6", { ip: "fd00::1", cidrNetmask: 128 }, []],
  ["no address", {}, ["ip: an address is needed"]],
  ["a name", { ip: "db" }, ['ip: "db" is not an IPv4 or IPv6 address']],
  [
    "a prefix that is too long",
    { ip: "10.0.0.1", cidrNetmask: 33 },
    ['cidrNetmask: "33" is not the length of a prefix; allowed are 0 to 32'],
  ],
  [
    "a prefix that is no whole number",
    { ip: "fd00::1", cidrNetmask: 1.5 },
    ['cidrNetmask: "1.5" is not the length of a prefix; allowed are 0 to 128'],
  ],
  [
    "an id that XML forbids",
    { ip: "10.0.0.1", resourceId: "1ip" },
    ['resourceId: "1ip" is not an id: a letter or "_" first, then letters, digits, "_", "." and "-"'],
  ],
  [
    "an option that the installed agent does not know",
    { ip: "10.0.0.1", checkLinkStatus: true },
    [
      "checkLinkStatus: the installed agent ocf:heartbeat:IPaddr2 has no check_link_status; it takes ip, cidr_netmask",
    ],
  ],
])("arguments with %s: %j", (_what, args, problems) => {
  const option = (name: string) => ({ name, type: "string", defaultValue: undefined, allowed: [] });
  const agentOptions = new Map(["ip", "cidr_netmask"].map((name) => [name, option(name)]));
  const found = ipaddr2Resource.problems(args, { agentOptions });
  expect(found.map(({ property, reason }) => `${property}: ${reason}`)).toEqual(problems);
});

test("it is removed by its id, waited for, and claims its address unless told", () => {
  const { remove, runs, claims, id, replaceOn, asks } = ipaddr2Resource;
  expect([remove(small), id(small), replaceOn, asks?.(small)]).toEqual([
    [["resource", "delete", "testdb-ip"]],
    "testdb-ip",
    ["resourceId"],
    { agent: "ocf:heartbeat:IPaddr2" },
  ]);
  expect([runs?.(small), runs?.({ ...small, startTimeout: 0 })]).toEqual([
    { resource: "testdb-ip", seconds: 90 },
    { resource: "testdb-ip", seconds: 0 },
  ]);
  expect([claims?.(small), claims?.(full), claims?.({ ...small, allowInUse: true })]).toEqual([
    [{ property: "ip", address: "192.168.0.115" }],
    [{ property: "ip", address: "192.168.0.116", nic: "eth0" }],
    [],
  ]);
});
