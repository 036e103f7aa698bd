import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { interpreter } from "../../tests/fixtures/local-node.js";

const resources = [
  '<primitive id="a"><meta id="a-m" /></primitive>',
  '<group id="g"><primitive id="b" /><primitive id="c" /></group>',
  '<primitive id="d" />',
];
const constraints = [
  '<rsc_location id="l1" node="n1" rsc="a" />',
  '<rsc_colocation id="k" rsc="b" with-rsc="d" />',
];
const cib = (some: readonly string[], bound: readonly string[], status = "<status />") =>
  `<cib epoch="5"><configuration><crm_config /><resources>${some.join("")}</resources>` +
  `<constraints>${bound.join("")}</constraints></configuration>${status}</cib>`;
const status = '<status><node_state id="1" /></status>';
const whole = cib(resources, constraints, status);

// Says the slice for some commands, whether an outcome can be put back, and what the whole is then.
const driver = `
import json, re, sys
exec(open(sys.argv[1]).read())
asked = json.loads(sys.stdin.read())
slices = Slices(asked["cib"])
said = [slices.slice(asked["commands"]).decode()]
if asked["outcome"]:
    said += [slices.put_back(asked["outcome"]), slices.document().decode()]
sys.stdout.write(json.dumps(said))
`;

function sliced(commands: readonly (readonly string[])[], outcome?: string): unknown[] {
  const file = join(__dirname, "node/slices.py");
  const input = JSON.stringify({ cib: whole, commands, outcome: outcome ?? null });
  const said = execFileSync(interpreter("python3") ?? "", ["-c", driver, file], { input, encoding: "utf8" });
  const plain = said.replaceAll("<?xml version='1.0' encoding='utf-8'?>\\n", "");
  return JSON.parse(plain) as unknown[];
}

const [a = "", g = "", d = ""] = resources;
const [l1 = "", k = ""] = constraints;

test.each<[string, readonly string[], string]>([
  ["a resource with what is said of it", ["resource", "delete", "a"], cib([a], [l1])],
  [
    "a group by one of its members, and what that is bound to",
    ["resource", "meta", "c", "x=1"],
    cib([g, d], [k]),
  ],
  [
    "a resource by the word that says that it is one",
    ["constraint", "location", "add", "l9", "resource%a", "n1", "50"],
    cib([a], [l1]),
  ],
  ["two things in one word", ["constraint", "x", "a=b"], cib([a, g, d], [l1, k])],
  [
    "nothing for what is new",
    ["resource", "create", "z", "ocf:pacemaker:Dummy"],
    cib([], []).replace(/<(\w+)><\/\1>/g, "<$1 />"),
  ],
])("a slice holds %s", (_what, argv, slice) => {
  expect(sliced([argv])).toEqual([slice]);
});

test.each<[string, readonly string[], string, boolean, string]>([
  [
    "what is new comes last",
    ["z"],
    cib(['<primitive id="z" />'], []),
    true,
    cib([...resources, '<primitive id="z" />'], constraints, status),
  ],
  ["what is gone is gone", ["a"], cib([], []), true, cib([g, d], [k], status)],
  [
    "what has changed stays in its place",
    ["a"],
    cib(['<primitive id="a" />'], [l1]),
    true,
    cib(['<primitive id="a" />', g, d], constraints, status),
  ],
  [
    "what has moved into another is there only",
    ["d", "a"],
    cib(['<clone id="a-clone"><primitive id="a" /></clone>', d, g], [l1, k]),
    true,
    cib([g, d, '<clone id="a-clone"><primitive id="a" /></clone>'], constraints, status),
  ],
  [
    "an id that only the slice had free is not taken",
    ["a"],
    cib([a], [l1, '<rsc_location id="k" rsc="a" />']),
    false,
    whole,
  ],
  [
    "another schema is for the whole",
    ["a"],
    cib([], []).replace('epoch="5"', 'validate-with="new"'),
    false,
    whole,
  ],
])("%s", (_what, words, outcome, possible, after) => {
  expect(sliced([words], outcome).slice(1)).toEqual([possible, after]);
});
