import { differs, translated } from "./edit-dialect.js";

const words = (text: string) => text.split(" ");
const location = "constraint location add l1 resource%d n1 20 resource-discovery=exclusive";
const level = "stonith level remove 1 target n1 stonith f1 f2";
const promoted = "constraint colocation add ip with Promoted db 10 id=c1";
const set = "constraint colocation set a b role=Promoted setoptions id=c2";

test.each<[version: string, said: string, heard: string]>([
  ["0.11.5", location, location],
  ["0.12.0", location, "constraint location add l1 resource%d n1 score=20 resource-discovery=exclusive"],
  ["0.10.8", location, location],
  ["0.11.5", level, level],
  ["0.10.9", level, level],
  ["0.10.8", level, "stonith level remove 1 n1 f1 f2"],
  ["0.12.0", "stonith meta f1 a=b", "stonith meta f1 a=b"],
  ["0.11.5", "stonith meta f1 a=b", "resource meta f1 a=b"],
  ["0.10.8", "stonith op add f1 monitor interval=9s", "resource op add f1 monitor interval=9s"],
  ["0.11.5", promoted, promoted],
  ["0.10.10", promoted, promoted],
  ["0.12.0", promoted, promoted],
  ["0.10.8", promoted, "constraint colocation add ip with Master db 10 id=c1"],
  ["0.10.8", set, "constraint colocation set a b role=Master setoptions id=c2"],
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
])("pcs %s hears `%s` as `%s`", (version, said, heard) => {
  expect(differs([words(said)])).toBe(true);
  expect(translated([words(said)], version)).toEqual([words(heard)]);
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
  expect(translated([said], "0.12.0")).toEqual([heard]);
  expect(translated([said], "0.11.5")).toEqual([said]);
});

test.each([
  "resource create d ocf:pacemaker:Dummy",
  "constraint order start a then start b id=o",
  "stonith level add 1 n1 f1",
])("`%s` is said the same everywhere", (said) => {
  expect(differs([words(said)])).toBe(false);
});
