import { fixture } from "../../tests/fixtures/fixture.js";
import { Cib } from "./cib.js";

const real = new Cib(fixture("cib.xml"));
const empty = new Cib("<cib/>");
const resources = (text: string) =>
  new Cib(`<cib><configuration><resources>${text}</resources></configuration></cib>`);

test("the head tells version, quorum and nodes", () => {
  expect([real.version, real.quorate, real.nodes]).toEqual([[0, 11, 12], true, ["testdb01", "testdb02"]]);
});

test.each([
  ["no quorum", '<cib have-quorum="0" dc-uuid="1"/>'],
  ["no DC", '<cib have-quorum="1"/>'],
])("a partition with %s is not quorate", (_what, text) => {
  expect(new Cib(text).quorate).toBe(false);
});

test("an empty configuration has nothing", () => {
  expect([empty.version, empty.nodes, empty.properties, empty.primitive("ip"), empty.holderOf("ip")]).toEqual(
    [[0, 0, 0], [], {}, undefined, undefined],
  );
});

test("a name is a name, whatever it means to JavaScript", () => {
  const pairs = ["__proto__", "constructor"].map((name) => `<nvpair id="${name}" name="${name}" value="v"/>`);
  const cib = resources(
    `<primitive id="d"><meta_attributes id="m">${pairs.join("")}</meta_attributes></primitive>`,
  );
  expect(Object.entries(cib.primitive("d")?.meta ?? {})).toEqual([
    ["__proto__", "v"],
    ["constructor", "v"],
  ]);
});

test("properties are those of the set that pcs writes, wherever it stands", () => {
  const set = (id: string, value: string) =>
    `<cluster_property_set id="${id}"><nvpair id="${id}-p" name="p" value="${value}"/></cluster_property_set>`;
  const of = (...sets: string[]) =>
    new Cib(`<cib><configuration><crm_config>${sets.join("")}</crm_config></configuration></cib>`).properties;
  expect([
    real.properties,
    of(set("other", "1"), set("cib-bootstrap-options", "2")),
    of(set("other", "1")),
    of(),
  ]).toEqual([
    {
      "have-watchdog": "false",
      "dc-version": "2.1.5-a3f44794f94",
      "cluster-infrastructure": "corosync",
      "cluster-name": "testdb",
      "stonith-enabled": "false",
      "no-quorum-policy": "ignore",
    },
    { p: "2" },
    { p: "1" },
    {},
  ]);
});

test("a primitive is read with options, meta attributes and operations", () => {
  expect(real.primitive("full")).toEqual({
    id: "full",
    agent: "ocf:heartbeat:IPaddr2",
    options: { arp_bg: "false", arp_count: "3", cidr_netmask: "24", ip: "192.168.0.116", nic: "eth0" },
    meta: { "resource-stickiness": "100" },
    utilization: {},
    operations: [
      {
        id: "full-monitor-interval-5s",
        name: "monitor",
        values: { interval: "5s", timeout: "10s", "on-fail": "restart", OCF_CHECK_LEVEL: "10" },
      },
      { id: "full-monitor-interval-60s", name: "monitor", values: { interval: "60s" } },
      { id: "full-start-interval-0s", name: "start", values: { timeout: "40s", interval: "0s" } },
      { id: "full-stop-interval-0s", name: "stop", values: { interval: "0s", timeout: "20s" } },
    ],
  });
});

test("primitives are found in groups and clones", () => {
  expect([...real.allPrimitives.values()].map(({ id, agent }) => [id, agent])).toEqual([
    ["testdb-ip", "ocf:heartbeat:IPaddr2"],
    ["full", "ocf:heartbeat:IPaddr2"],
    ["bad", "ocf:heartbeat:IPaddr2"],
    ["inner", "ocf:pacemaker:Dummy"],
    ["each", "ocf:pacemaker:Dummy"],
  ]);
});

test("several sets of one primitive are read as one, in their order", () => {
  const set = (id: string, pairs: string) => `<meta_attributes id="${id}">${pairs}</meta_attributes>`;
  const cib = resources(
    `<primitive id="f1" class="stonith" type="fence_pve">${set("a", '<nvpair id="a1" name="x" value="1"/><nvpair id="a2" name="y" value="1"/>')}<utilization id="u"><nvpair id="u1" name="cpu" value="2"/></utilization>${set("b", '<nvpair id="b1" name="x" value="2"/><nvpair id="b2" name="z"/>')}</primitive>`,
  );
  expect(cib.primitive("f1")).toEqual({
    id: "f1",
    agent: "stonith:fence_pve",
    options: {},
    meta: { x: "2", y: "1", z: "" },
    utilization: { cpu: "2" },
    operations: [],
  });
});

test.each([
  ["testdb-ip", "primitive"],
  ["each-clone", "clone"],
  ["box", "group"],
  ["full-monitor-interval-5s", "op"],
  ["nobody", undefined],
])("the id %s is held by: %s", (id, holder) => {
  expect(real.holderOf(id)).toBe(holder);
});
