import { Cib } from "./cib.js";
import { foreignIn, runsIn } from "./foreign.js";
import { readLedger } from "./ledger.js";

const meta = (id: string, name: string, value: string) =>
  `<meta_attributes id="${id}-m"><nvpair id="${id}-${name}" name="${name}" value="${value}"/></meta_attributes>`;
const primitive = (id: string, inside = "") =>
  `<primitive id="${id}" class="ocf" provider="pacemaker" type="Dummy">${inside}</primitive>`;
const node = (id: number, name: string) =>
  `<node id="${id}" uname="n${id}"><instance_attributes id="n${id}-a"><nvpair id="n${id}-x" name="${name}" value="on"/></instance_attributes></node>`;

const cib = new Cib(`<cib><configuration>
  <crm_config><cluster_property_set id="cib-bootstrap-options">
    <nvpair id="p1" name="dc-version" value="2.1.5"/><nvpair id="p2" name="no-quorum-policy" value="ignore"/>
    <nvpair id="p3" name="stonith-enabled" value="false"/>
  </cluster_property_set></crm_config>
  <nodes>${node(1, "standby")}${node(2, "maintenance")}</nodes>
  <resources>
    <group id="team">${primitive("one", meta("one", "target-role", "Stopped"))}${primitive("two")}</group>
    ${primitive("three", meta("three", "is-managed", "false"))}
    ${primitive("four", meta("four", "target-role", "Started"))}
  </resources>
  <constraints>
    <rsc_location id="cli-ban-two-on-n1" rsc="two" node="n1" score="-INFINITY"/>
    <rsc_location id="here" rsc="two"><rule id="here-rule"><expression id="e"/></rule></rsc_location>
  </constraints>
  <rsc_defaults><meta_attributes id="by-hand"><nvpair id="d" name="resource-stickiness" value="1"/></meta_attributes></rsc_defaults>
</configuration></cib>`);

const foreign = (ledger: string) => {
  const known = readLedger([ledger]);
  if (!known) throw new Error("a ledger is one however little is in it");
  return foreignIn(cib, known);
};

test("without any object of a stack, all is of others: parts, and Pacemaker's own, are not listed", () => {
  expect(foreign("")).toEqual([
    { kind: "group", id: "team" },
    { kind: "is-managed", id: "three", value: "false" },
    { kind: "maintenance", id: "n2", value: "on" },
    { kind: "meta_attributes", id: "by-hand" },
    ...["four", "one", "three", "two"].map((id) => ({ kind: "primitive", id })),
    { kind: "property", id: "no-quorum-policy", value: "ignore" },
    { kind: "property", id: "stonith-enabled", value: "false" },
    ...["cli-ban-two-on-n1", "here"].map((id) => ({ kind: "rsc_location", id })),
    { kind: "standby", id: "n1", value: "on" },
    { kind: "target-role", id: "one", value: "Stopped" },
  ]);
});

test("what objects of the stack are and say is not foreign; what an operator says of them is", () => {
  const objects = ["ResourceGroup team", "PrimitiveResource one", "PrimitiveResource two", "target-role one"];
  const others = [
    "PrimitiveResource three",
    "LocationConstraint here",
    "NodeStandby n1",
    "ResourceDefaults by-hand",
  ];
  const properties = ["ClusterProperty no-quorum-policy", "ClusterProperty stonith-enabled"];
  const ledger = [...objects, ...others, ...properties].map((line) => `+${line}\n`).join("");
  const found = foreign(`${ledger}+PrimitiveResource four\n-PrimitiveResource four\n`);
  expect(found).toEqual([
    { kind: "is-managed", id: "three", value: "false" },
    { kind: "maintenance", id: "n2", value: "on" },
    { kind: "primitive", id: "four" },
    { kind: "rsc_location", id: "cli-ban-two-on-n1" },
  ]);
  expect(runsIn(found)).toEqual([{ kind: "primitive", id: "four" }]);
});
