import { limitsOf, mayBeLimited, refuseBeyond } from "./edit-limits.js";

const pcs = (version: string, pacemaker = "2.1.5") => ({ version, capabilities: [], pacemaker });
const words = (text: string) => text.split(" ");

test.each<[property: string, said: string, oldest: string, before: string, reason: string]>([
  ["tagId", "tag create t a b", "0.10.6", "0.9.169", "make tags"],
  ["path", "alert create path=/a id=b", "0.9.154", "0.9.150", "make alerts"],
  ["container", "resource bundle create b container docker image=i", "0.9.158", "0.9.157", "make bundles"],
  [
    "container",
    "resource bundle create b container podman image=i",
    "0.10.1",
    "0.9.169",
    "run a bundle in podman, only in docker",
  ],
  [
    "score",
    "resource defaults set create id=d score=1 meta a=1",
    "0.10.7",
    "0.9.169",
    "give a set of defaults a score: it knows one set only",
  ],
  [
    "rule",
    "resource op defaults set create id=d meta a=1 rule op start",
    "0.10.7",
    "0.9.169",
    "give a set of defaults a rule: it knows one set only",
  ],
  [
    "promotable",
    "resource meta c promotable=true",
    "0.10.0",
    "0.9.169",
    "make a clone promotable, or plain again, in place: give it another cloneId",
  ],
  [
    "rule",
    "constraint location resource%d rule id=r score=1 pingd gt integer 4",
    "0.10.7",
    "0.10.6",
    "compare an `integer`, only a `number`",
  ],
  [
    "recipients",
    "alert recipient add a value=it's id=b",
    "0.12.0",
    "0.11.5",
    `tell a recipient whose value has a "'"`,
  ],
  ["value", "property set a=b=c", "0.10.15", "0.10.8", 'set a property to a value with "="'],
])("%s of `%s` is for pcs %s and newer", (property, said, oldest, before, cannot) => {
  const edit = [words(said)];
  expect(mayBeLimited(edit)).toBe(true);
  expect(limitsOf(edit, pcs(oldest))).toEqual([]);
  const reason = `pcs ${before} cannot ${cannot}; pcs ${oldest} and newer can`;
  expect(limitsOf(edit, pcs(before))).toEqual([{ property, reason }]);
  expect(() => refuseBeyond(edit, pcs(before))).toThrow(`${property}: ${reason}.`);
});

test("text that an old Pacemaker would garble is refused where it is given", () => {
  const args = { options: { fake: "é" }, recipients: [{ id: "a" }, { id: "b", value: "ü x" }] };
  const edit = [["resource", "create", "d", "fake=é", "value=ü x"]];
  expect(limitsOf(edit, pcs("0.11.5", "2.1.0"), args)).toEqual([]);
  expect(limitsOf(edit, pcs("0.10.8", "2.0.5"), args)).toEqual([
    {
      property: "options.fake",
      reason: 'Pacemaker 2.0.5 cannot keep "é", which is not plain ASCII; Pacemaker 2.1.0 and newer can',
    },
    {
      property: "recipients[1].value",
      reason: 'Pacemaker 2.0.5 cannot keep "ü", which is not plain ASCII; Pacemaker 2.1.0 and newer can',
    },
  ]);
});

test.each(["é<", "a é b &amp;", '"é"', "漢 <x/>"])("%s is cut short by some Pacemakers", (fake) => {
  const edit = [["resource", "create", "d", `fake=${fake}`]];
  const [character = ""] = /[^ -~]/u.exec(fake) ?? [];
  expect(limitsOf(edit, pcs("0.11.9", "2.1.8"), { options: { fake } })).toEqual([]);
  expect(limitsOf(edit, pcs("0.11.5", "2.1.7"), { options: { fake } })).toEqual([
    {
      property: "options.fake",
      reason: `Pacemaker 2.1.7 cannot keep a "<", "&" or '"' behind "${character}", which is not plain ASCII; Pacemaker 2.1.8 and newer can`,
    },
  ]);
});

test.each(["<é", "& é", '"é', "é>", "é'", "é"])("%s is kept by every Pacemaker since 2.1", (fake) => {
  expect(limitsOf([["resource", "create", "d", `fake=${fake}`]], pcs("0.11.1", "2.1.0"))).toEqual([]);
});

test.each(["resource create d ocf:pacemaker:Dummy a=1", "stonith level add 1 n1 f1", "property set a=b"])(
  "`%s` can be said to any pcs",
  (said) => {
    expect(mayBeLimited([words(said)])).toBe(false);
  },
);

test("a pcs that could not be asked is not taken for old", () => {
  expect(() => refuseBeyond([["tag", "create", "t", "a"]], undefined)).not.toThrow();
});
