import { Cib } from "./cib.js";
import { freeing } from "./resource-trees.js";

const cib = new Cib(`<cib><configuration><resources>
  <clone id="copies"><primitive id="copied"/></clone>
  <clone id="teams"><group id="team"><primitive id="only"/></group></clone>
  <group id="pair"><primitive id="one"/><primitive id="two"/></group>
  <bundle id="box"><primitive id="boxed"/></bundle>
  <primitive id="free"/>
</resources><tags>
  <tag id="two-of-three"><obj_ref id="one"/><obj_ref id="copies"/><obj_ref id="free"/></tag>
  <tag id="alone"><obj_ref id="copied"/></tag>
</tags></configuration></cib>`);

test.each<[string, string[]]>([
  ["free", ["tag update two-of-three remove free"]],
  ["one", ["tag update two-of-three remove one"]],
  ["two", []],
  ["boxed", []],
  ["copied", ["tag update two-of-three remove copies", "tag remove alone", "resource unclone copies"]],
  ["only", ["resource unclone teams", "resource ungroup team"]],
  ["team", ["resource unclone teams"]],
])("before %s goes: %j", (id, commands) => {
  expect(freeing(cib, id).map((argv) => argv.join(" "))).toEqual(commands);
});

test("without a look at the cluster nothing is known to be in the way", () => {
  expect(freeing(undefined, "copied")).toEqual([]);
});
