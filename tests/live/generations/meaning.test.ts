import { upgraded } from "../../fixtures/fixture.js";
import { meaningOf } from "./meaning.js";

// What is written and upgraded below are configurations that real pcs and Pacemakers made.
const asked = { full: ["monitor", "start"], db: ["monitor"], unit: ["monitor"], "fence-a": ["monitor"] };

const CONFIG =
  '<crm_config><cluster_property_set id="s"><nvpair id="p" name="batch-limit" value="30"/></cluster_property_set></crm_config>';

test.each([
  ["pcs-0.9.169", "pcs-0.9.169-on-pacemaker-2.1.5"],
  ["pcs-0.9.169", "pcs-0.9.169-on-pacemaker-3.0.0"],
  ["pcs-0.10.8", "pcs-0.10.8-on-pacemaker-2.1.5"],
  ["pcs-0.10.8", "pcs-0.10.8-on-pacemaker-3.0.0"],
])("%s says the same as %s, in which Pacemaker has put new words for old ones", (old, now) => {
  expect(upgraded(old)).not.toEqual(upgraded(now));
  expect(meaningOf(upgraded(now), asked)).toEqual(meaningOf(upgraded(old), asked));
});

test.each([
  ["a value", 'name="clone-max" value="2"', 'name="clone-max" value="3"'],
  ["a score", 'score="20"', 'score="21"'],
  ["a role", 'with-rsc-role="Master"', 'with-rsc-role="Slave"'],
  ["an interval", 'interval="15s"', 'interval="16s"'],
  [
    "an order of members",
    /(<primitive [^>]*id="one"[^]*?<\/primitive>)(\s*)(<primitive [^>]*id="two"[^]*?<\/primitive>)/,
    "$3$2$1",
  ],
  ["a recipient", 'value="v2"', 'value="v3"'],
  ["a property", 'name="batch-limit" value="30"', 'name="batch-limit" value="31"'],
  ["a device of a level", 'devices="fence-a,fence-b"', 'devices="fence-b,fence-a"'],
] as const)("%s is part of the meaning", (_what, from, to) => {
  const old = upgraded("pcs-0.9.169").replace("<crm_config/>", CONFIG);
  const other = old.replace(from, to);
  expect(other).not.toEqual(old);
  expect(meaningOf(other, asked)).not.toEqual(meaningOf(old, asked));
});

test("what an agent alone asks for is no part of the meaning", () => {
  const old = upgraded("pcs-0.9.169");
  const other = old.replace(/(<primitive [^>]*id="one"[^]*?<op [^>]*timeout=")\d+/, "$199");
  expect(other).not.toEqual(old);
  expect(meaningOf(other, { ...asked, one: [] })).toEqual(meaningOf(old, { ...asked, one: [] }));
});

test("the order of attributes, and the score of a rule within a rule, are no part of the meaning", () => {
  const rules = (words: string, inner: string) =>
    `<cib><configuration><constraints><rsc_location id="l" rsc="r"><rule ${words}><rule ${inner}/></rule></rsc_location></constraints></configuration></cib>`;
  const one = meaningOf(rules('id="a" score="1" role="Master"', 'id="b" score="0" boolean-op="or"'), {});
  expect(meaningOf(rules('role="Master" score="1" id="a"', 'boolean-op="or" id="b"'), {})).toEqual(one);
  expect(meaningOf(rules('id="a" score="2" role="Master"', 'id="b" boolean-op="or"'), {})).not.toEqual(one);
  expect(JSON.stringify(one)).toContain('"score":"1"');
});
