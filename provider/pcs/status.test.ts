import { fixture } from "../../tests/fixtures/fixture.js";
import { readStatus } from "./status.js";

const node = {
  online: true,
  standby: false,
  maintenance: false,
  pending: false,
  unclean: false,
};
const started = { role: "Started", active: true, failed: false, managed: true, pending: undefined };

test("the status of Pacemaker 2.1 is read", () => {
  expect(readStatus(fixture("crm_mon.xml"))).toEqual({
    dc: "testdb02",
    quorate: true,
    pacemaker: "2.1.5",
    nodes: [
      { ...node, name: "testdb01" },
      { ...node, name: "testdb02" },
    ],
    resources: new Map([
      ["testdb-ip", { ...started, nodes: ["testdb01"] }],
      ["full", { ...started, nodes: ["testdb02"] }],
      ["bad", { ...started, role: "Stopped", active: false, nodes: [] }],
      ["inner", { ...started, nodes: ["testdb01"] }],
      ["each", { ...started, nodes: ["testdb02", "testdb01"] }],
    ]),
    failures: [
      { operation: "bad_start_0", node: "testdb02", call: "17", reason: "[findif] failed", fatal: false },
      { operation: "bad_start_0", node: "testdb01", call: "16", reason: "[findif] failed", fatal: false },
    ],
  });
});

// The shape of 1.1: another root, `ocf::`, no maintenance of a resource, no word of failed actions where there are none.
const old = `<?xml version="1.0"?>
<crm_mon version="1.1.23">
  <summary>
    <stack type="corosync" />
    <current_dc present="true" version="1.1.23-1.el7_9.1-9acf116022" name="n1" id="1" with_quorum="false" />
  </summary>
  <nodes>
    <node name="n1" id="1" online="true" standby="true" maintenance="true" pending="false" unclean="false" is_dc="true" />
    <node name="n2" id="2" online="false" standby="false" maintenance="false" pending="true" unclean="true" is_dc="false" />
  </nodes>
  <resources>
    <resource id="ip" resource_agent="ocf::heartbeat:IPaddr2" role="Started" active="true" orphaned="false" managed="false" failed="true" nodes_running_on="1" pending="Stopping" >
      <node name="n1" id="1" cached="false"/>
    </resource>
  </resources>
  <failures>
    <failure op_key="ip_monitor_5000" node="n1" exitstatus="not running" exitreason="" exitcode="7" call="9" status="complete" />
    <failure op_key="ip_stop_0" node="n2" status="Timed Out" />
    <failure op_key="ip_start_0" node="n2" />
  </failures>
</crm_mon>`;

test("the status of Pacemaker 1.1 is read", () => {
  expect(readStatus(old)).toEqual({
    dc: "n1",
    quorate: false,
    pacemaker: "1.1.23",
    nodes: [
      { ...node, name: "n1", standby: true, maintenance: true },
      { ...node, name: "n2", online: false, pending: true, unclean: true },
    ],
    resources: new Map([
      [
        "ip",
        { role: "Started", active: true, failed: true, managed: false, pending: "Stopping", nodes: ["n1"] },
      ],
    ]),
    failures: [
      { operation: "ip_monitor_5000", node: "n1", call: "9", reason: "not running", fatal: false },
      { operation: "ip_stop_0", node: "n2", call: "", reason: "Timed Out", fatal: false },
      { operation: "ip_start_0", node: "n2", call: "", reason: "unknown", fatal: false },
    ],
  });
});

test("a cluster without a DC says so", () => {
  const text = '<crm_mon version="2.1.5"><summary><current_dc present="false"/></summary><nodes/></crm_mon>';
  expect(readStatus(text)).toEqual({
    dc: undefined,
    quorate: false,
    pacemaker: "",
    nodes: [],
    resources: new Map(),
    failures: [],
  });
});

test("the instances of a clone are one resource, the promoted one first", () => {
  const instance = (id: string, role: string, node: string) =>
    `<resource id="${id}" role="${role}" active="true" failed="false" managed="true"><node name="${node}"/></resource>`;
  const text = `<crm_mon><resources><clone id="db-clone">${instance("db:0", "Slave", "n1")}${instance("db:1", "Master", "n2")}</clone></resources></crm_mon>`;
  expect([...readStatus(text).resources]).toEqual([
    [
      "db",
      { role: "Master", active: true, failed: false, managed: true, pending: undefined, nodes: ["n2", "n1"] },
    ],
  ]);
});

// What crm_mon of Pacemaker 2.1.5 and 3.0.0 shows while each action is under way.
test.each<[string, string, string | undefined]>([
  ["its start", 'role="Starting" active="true"', undefined],
  ["its first monitor", 'role="Started" active="true" pending="Monitoring"', undefined],
  ["its probe", 'role="Stopped" active="false" pending="Checking"', undefined],
  ["its move", 'role="Started" active="true" pending="Migrating"', "Migrating"],
])("a resource in the middle of %s", (_what, attributes, pending) => {
  const text = `<pacemaker-result><resources><resource id="d1" ${attributes} managed="true" failed="false"/></resources></pacemaker-result>`;
  const [, role = "", active] = /role="(\w+)" active="(\w+)"/.exec(attributes) ?? [];
  expect([...readStatus(text).resources]).toEqual([
    ["d1", { role, active: active === "true", failed: false, managed: true, pending, nodes: [] }],
  ]);
});
