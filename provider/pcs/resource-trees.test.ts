import { Cib } from "./cib.js";
import { bundle, collection, freeing } from "./resource-trees.js";

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

test("meta attributes are read by their own names, whatever these mean to JavaScript", () => {
  const pair = (name: string) => `<nvpair id="${name}" name="${name}" value="v"/>`;
  const nvpairs = ["__proto__", "constructor", "masters"].map(pair).join("");
  const boxed = new Cib(
    `<cib><configuration><resources><bundle id="box"><podman image="i"/><meta_attributes id="m">${nvpairs}</meta_attributes></bundle></resources></configuration></cib>`,
  );
  expect(Object.entries(bundle(boxed, "box")?.meta ?? {}).sort()).toEqual([
    ["__proto__", "v"],
    ["constructor", "v"],
    ["promoted-max", "v"],
  ]);
});

test("without a look at the cluster nothing is known to be in the way", () => {
  expect(freeing(undefined, "copied")).toEqual([]);
});

const old = new Cib(`<cib><configuration><resources>
  <master id="dbs"><primitive id="db"/><meta_attributes id="m"><nvpair id="m1" name="master-max" value="1"/>
    <nvpair id="m2" name="promoted-max" value="2"/><nvpair id="m3" name="master-node-max" value="1"/>
  </meta_attributes></master>
  <bundle id="box"><docker image="i" masters="1"/></bundle>
</resources></configuration></cib>`);

test("what Pacemaker 1.1 called masters is read in the words of today", () => {
  expect(collection(old, ["clone", "master"], "dbs")).toEqual({
    members: ["db"],
    master: true,
    meta: { "promoted-max": "2", "promoted-node-max": "1" },
  });
  expect(bundle(old, "box")?.containerOptions).toEqual({ image: "i", "promoted-max": "1" });
});
