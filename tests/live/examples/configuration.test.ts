import { fixture } from "../../fixtures/fixture.js";
import { emptied, lines, normalised } from "./configuration.js";

const everything = fixture("objects.xml");
const cib = (resources: string, more = "") =>
  `<cib epoch="1"><configuration><crm_config/><nodes/><resources>${resources}</resources><constraints/>${more}</configuration><status/></cib>`;
const pair = (id: string, name: string, value: string) =>
  `<nvpair id="${id}" name="${name}" value="${value}"/>`;
const dummy = (id: string, inner = "") =>
  `<primitive id="${id}" class="ocf" type="Dummy">${inner}</primitive>`;
const constraint = (id: string, sets: readonly string[]) =>
  `<cib><configuration><constraints><rsc_order id="${id}">${sets
    .map((ref, index) => `<resource_set id="${id}-${index}"><resource_ref id="${ref}"/></resource_set>`)
    .join("")}</rsc_order></constraints></configuration></cib>`;

test.each<[string, string, string]>([
  [
    "ids of parts and the order of values",
    cib(
      dummy(
        "a",
        `<instance_attributes id="x">${pair("x1", "n", "1")}${pair("x2", "m", "2")}</instance_attributes>`,
      ),
    ),
    cib(
      dummy(
        "a",
        `<instance_attributes id="y">${pair("y2", "m", "2")}${pair("y1", "n", "1")}</instance_attributes>`,
      ),
    ),
  ],
  ["the order of resources", cib(dummy("a") + dummy("b")), cib(dummy("b") + dummy("a"))],
  ["the id of a constraint", constraint("one", ["a", "b"]), constraint("other", ["a", "b"])],
  ["a set without values", cib(dummy("a", `<meta_attributes id="a-meta"/>`)), cib(dummy("a"))],
  ["a section without anything in it", cib(dummy("a"), "<tags/>"), cib(dummy("a"))],
  [
    "the order of attributes and the spelling of characters",
    cib('<primitive id="a" description="&lt;&#x41;&apos;"/>'),
    cib(`<primitive description="&lt;A'" id="a"/>`),
  ],
])("two configurations are equal that differ in %s", (_what, one, other) => {
  expect(lines(normalised(one))).toEqual(lines(normalised(other)));
});

test.each<[string, string, string]>([
  [
    "the order of a group",
    cib(`<group id="g">${dummy("a")}${dummy("b")}</group>`),
    cib(`<group id="g">${dummy("b")}${dummy("a")}</group>`),
  ],
  ["the order of a constraint's sets", constraint("c", ["a", "b"]), constraint("c", ["b", "a"])],
  ["a resource's id", cib(dummy("a")), cib(dummy("b"))],
  ["where a resource is", cib(`<group id="g">${dummy("a")}</group>`), cib(`<group id="g"/>${dummy("a")}`)],
  ["how often the same is there", cib(dummy("a")), cib(dummy("a") + dummy("a"))],
])("two configurations are not equal that differ in %s", (_what, one, other) => {
  expect(lines(normalised(one))).not.toEqual(lines(normalised(other)));
});

test("each value of one of everything counts, but for the ids of parts and what Pacemaker writes", () => {
  const whole = lines(normalised(everything));
  const start = everything.indexOf("<configuration>");
  const unseen = [...everything.matchAll(/ ([\w-]+)="([^"]*)"/g)]
    .filter(({ index }) => index > start && index < everything.indexOf("</configuration>"))
    .filter(({ index, 0: said, 1: name, 2: value }) => {
      const other = ` ${name}="${value}x"`;
      const changed = everything.slice(0, index) + other + everything.slice(index + said.length);
      return lines(normalised(changed)).join("\n") === whole.join("\n");
    })
    .map(({ index, 1: name }) => {
      const [, element, before = ""] = /<([\w-]+)([^<]*)$/.exec(everything.slice(0, index)) ?? [];
      return [element, name === "value" ? before.replace(/^.*name=/, "") : "", name].join(" ");
    });
  expect([...new Set(unseen)].sort()).toEqual(UNSEEN);
});

test("an emptied configuration has its nodes, Pacemaker's own properties, and nothing else", () => {
  const empty = emptied(everything);
  expect(lines(normalised(empty))).toEqual([
    "configuration",
    "  constraints",
    "  crm_config",
    "  nodes",
    '    node uname="testdb01"',
    '    node uname="testdb02"',
    "  resources",
  ]);
  expect(empty).toMatch(/name="dc-version".*name="cluster-name"/s);
});

const UNSEEN: readonly string[] = [
  ...[
    ...["acl_permission", "cluster_property_set", "date_expression", "date_spec", "duration", "expression"],
    ...["fencing-level", "instance_attributes", "meta_attributes", "node", "nvpair"],
  ].map((name) => `${name}  id`),
  ...["cluster-infrastructure", "cluster-name", "dc-version", "have-watchdog"].map(
    (name) => `nvpair "${name}" value`,
  ),
  ...[
    ...[
      "op",
      "op_expression",
      "resource_set",
      "rsc_colocation",
      "rsc_expression",
      "rsc_location",
      "rsc_order",
    ],
    ...["rsc_ticket", "rule", "utilization"],
  ].map((name) => `${name}  id`),
];
