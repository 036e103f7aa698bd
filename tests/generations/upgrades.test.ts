import { Cib } from "../../provider/pcs/cib.js";
import { upgraded } from "../fixtures/fixture.js";
import { everything } from "../live/objects/everything.js";
import { oldest } from "../live/objects/oldest.js";
import { madeOf } from "./declared.js";

// What real pcs made of one of everything, and what `cibadmin --upgrade` of a newer Pacemaker made of that.
const read = (name: string) => new Cib(upgraded(name));

// What the tables have had since then.
const newer = ["address", "asleep", "batch-limit"];

const cases = (
  [
    ["pcs-0.9.169", oldest],
    ["pcs-0.10.8", everything],
  ] as const
).flatMap(([made, declared]) =>
  ["", "-on-pacemaker-2.1.5", "-on-pacemaker-3.0.0"].flatMap((upgrade) =>
    madeOf(declared.filter(({ name }) => !newer.includes(name))).map(({ name, ...one }) => ({
      made,
      now: made + upgrade,
      name,
      ...one,
    })),
  ),
);

test.each(cases)(
  "$now: $name is what it was, and nothing is to be changed",
  ({ made, now, object, args }) => {
    const found = object.find(read(now), args);
    expect(found).toEqual(object.find(read(made), args));
    expect(found && object.update(args, found, read(now))).toEqual([]);
  },
);

test("the upgrades rewrote what they are about", () => {
  const schema = (name: string) => /validate-with="([^"]*)"/.exec(upgraded(name))?.[1];
  expect([schema("pcs-0.9.169"), schema("pcs-0.10.8")]).toEqual(["pacemaker-2.10", "pacemaker-3.5"]);
  expect(upgraded("pcs-0.9.169")).toContain('<master id="dbs">');
  expect(upgraded("pcs-0.9.169-on-pacemaker-3.0.0")).not.toContain("<master ");
});
