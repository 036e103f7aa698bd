import { readFileSync } from "node:fs";
import { join } from "node:path";
import { differs, translated } from "./edit-dialect.js";
import type { InstalledPcs } from "./features.js";

const pcs = (version: string, ...capabilities: string[]): InstalledPcs => ({
  ...{ version, capabilities, pacemaker: "2.1.5" },
});
const words = (text: string) => text.split(" ");
const location = "constraint location add l1 resource%d n1 20 resource-discovery=exclusive";
const level = "stonith level remove 1 target n1 stonith f1 f2";
const promoted = "constraint colocation add ip with Promoted db 10 id=c1";
const set = "constraint colocation set a b role=Promoted setoptions id=c2";
const numbers = "constraint location resource%d rule score=1 pingd gt number 4 and number eq 5";
const clone = "resource clone d copies meta interleave=true";
const promotable = "resource promotable db dbs meta promoted-max=1 promoted-node-max=1";
const defaults = "resource defaults set create id=mine meta a=1 b=2";
const operationDefaults = "resource op defaults set create id=mine meta timeout=2s";
const bundle = "resource bundle create b container docker image=i promoted-max=1";

test.each<[version: string, said: string, ...heard: string[]]>([
  ["0.11.5", location, location],
  ["0.12.0", location, "constraint location add l1 resource%d n1 score=20 resource-discovery=exclusive"],
  ["0.10.8", location, location],
  ["0.9.169", location, location],
  ["0.11.5", level, level],
  ["0.10.9", level, level],
  ["0.10.8", level, "stonith level remove 1 n1 f1 f2"],
  ["0.12.0", "stonith meta f1 a=b", "stonith meta f1 a=b"],
  ["0.11.5", "stonith meta f1 a=b", "resource meta f1 a=b"],
  ["0.12.0", "stonith disable f1", "stonith disable f1"],
  ["0.11.5", "stonith disable f1", "resource disable f1"],
  ["0.10.8", "stonith op add f1 monitor interval=9s", "resource op add f1 monitor interval=9s"],
  ["0.9.162", level, "stonith level remove 1 n1 f1 f2"],
  ["0.11.5", promoted, promoted],
  ["0.10.10", promoted, promoted],
  ["0.12.0", promoted, promoted],
  ["0.10.8", promoted, "constraint colocation add ip with Master db 10 id=c1"],
  ["0.10.8", set, "constraint colocation set a b role=Master setoptions id=c2"],
  ["0.9.169", set, "constraint colocation set a b role=Master setoptions id=c2"],
  [
    "0.10.8",
    "resource create p ocf:pacemaker:Stateful op monitor interval=5s role=Unpromoted",
    "resource create p ocf:pacemaker:Stateful op monitor interval=5s role=Slave",
  ],
  [
    "0.10.8",
    "constraint location resource%d rule id=r constraint-id=l role=Promoted score=1 defined a",
    "constraint location resource%d rule id=r constraint-id=l role=master score=1 defined a",
  ],
  ["0.9.167", "resource update d a=1", "resource update d a=1"],
  ["0.9.166", "resource update d a=1", "cib own-options d", "resource update d a=1"],
  ["0.10.7", numbers, numbers],
  ["0.10.6", numbers, "constraint location resource%d rule score=1 pingd gt integer 4 and number eq 5"],
  ["0.12.0.2", clone, clone],
  ["0.10.7", clone, clone],
  ["0.10.6", clone, "resource clone d meta interleave=true", "cib name-clone d copies"],
  ["0.9.169", clone, "resource clone d meta interleave=true", "cib name-clone d copies"],
  ["0.11.5", promotable, promotable],
  [
    "0.10.6",
    promotable,
    "resource promotable db meta promoted-max=1 promoted-node-max=1",
    "cib name-clone db dbs",
  ],
  ["0.9.169", promotable, "resource master dbs db meta master-max=1 master-node-max=1"],
  ["0.9.169", "resource meta dbs promoted-max=", "resource meta dbs master-max="],
  ["0.9.169", "resource meta dbs promoted-max=2 master-max=", "resource meta dbs master-max=2"],
  ["0.9.169", bundle, "resource bundle create b container docker image=i masters=1"],
  ["0.10.8", bundle, bundle],
  ["0.10.7", defaults, defaults],
  [
    "0.9.169",
    defaults,
    "cib expect-no-set rsc_defaults",
    "resource defaults a=1 b=2",
    "cib name-set rsc_defaults mine",
  ],
  [
    "0.9.169",
    operationDefaults,
    "cib expect-no-set op_defaults",
    "resource op defaults timeout=2s",
    "cib name-set op_defaults mine",
  ],
  [
    "0.9.169",
    "resource defaults set update mine meta a=2 b=",
    "cib name-set rsc_defaults mine",
    "resource defaults a=2 b=",
  ],
  ["0.9.169", "resource defaults set delete mine", "cib remove mine"],
])("pcs %s hears `%s` as %j", (version, said, ...heard) => {
  expect(differs([words(said)])).toBe(true);
  expect(translated([words(said)], pcs(version))).toEqual(heard.map(words));
});

const ruled = ["constraint", "location", "resource%d", "rule", "id=r", "constraint-id=l", "score=1"];
test.each<[string, readonly string[], readonly string[]]>([
  [
    "of a constraint",
    [...ruled, "#uname", "eq", "n1", "or", "(", "defined", "a", ")"],
    [...ruled, "#uname eq n1 or ( defined a )"],
  ],
  ["with a blank in a value", [...ruled, "rack", "eq", "a b"], [...ruled, 'rack eq "a b"']],
  [
    "of defaults",
    words("resource defaults set create id=x meta a=1 rule resource ::IPaddr2 and op start"),
    [...words("resource defaults set create id=x meta a=1 rule"), "resource ::IPaddr2 and op start"],
  ],
])("from 0.12 a rule %s is one word", (_what, said, heard) => {
  expect(translated([said], pcs("0.12.0"))).toEqual([heard]);
  expect(translated([said], pcs("0.11.5"))).toEqual([said]);
});

test("what a pcs says that it can counts more than its version", () => {
  const backported = pcs("0.10.8", "pcmk.cib.roles.promoted-unpromoted", "pcmk.resource.promotable");
  expect(translated([words(promoted)], backported)).toEqual([words(promoted)]);
  expect(translated([words(clone)], backported)).toEqual([
    words("resource clone d meta interleave=true"),
    words("cib name-clone d copies"),
  ]);
});

test("every command that is not pcs's is one of the node's program", () => {
  const program = readFileSync(join(__dirname, "node", "element.py"), "utf8");
  const known = [...program.matchAll(/"([a-z-]+)": [a-z_]+[,}]/g)].map(([, name]) => name);
  expect(known).toEqual(["remove", "name-set", "expect-no-set", "name-clone", "own-options"]);
});

test.each([
  "resource create d ocf:pacemaker:Dummy",
  "constraint order start a then start b id=o",
  "stonith level add 1 n1 f1",
])("`%s` is said the same everywhere", (said) => {
  expect(differs([words(said)])).toBe(false);
});
