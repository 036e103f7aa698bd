import { changed, everything, lines, mistakes, roundTrip } from "../../../tests/fixtures/round-trip.js";
import { alert } from "./alert.js";

type Told = Parameters<typeof alert.create>[0];
const full: Told = {
  ...{ alertId: "al1", path: "/bin/x", description: "d d", options: { a: "b" }, meta: { timeout: "5s" } },
  recipients: [
    { id: "al1r", value: "v1", description: "r", options: { x: "y" }, meta: { timeout: "3s" } },
    { id: "al1s", value: "v2" },
  ],
};
const [first, second] = full.recipients ?? [];

test.each<[string, Told, string[]]>([
  [
    "with all it can have",
    full,
    [
      "alert create path=/bin/x id=al1 description=d d options a=b meta timeout=5s",
      "alert recipient add al1 value=v1 id=al1r description=r options x=y meta timeout=3s",
      "alert recipient add al1 value=v2 id=al1s",
    ],
  ],
  ["that is a program alone", { alertId: "al2", path: "/bin/y" }, ["alert create path=/bin/y id=al2"]],
])("an alert %s reads back what it created", (_what, args, created) => {
  expect(roundTrip(alert, args)).toEqual({ created, found: args, left: [] });
});

test.each<[string, Told, string[]]>([
  [
    "the program, its environment, and what is gone",
    { ...full, path: "/bin/z", options: { a: "c" }, meta: undefined, description: undefined },
    ["alert update al1 path=/bin/z description= options a=c meta timeout="],
  ],
  [
    "a recipient and one that is gone",
    { ...full, recipients: first && [{ ...first, value: "v9", meta: {} }] },
    ["alert recipient remove al1s", "alert recipient update al1r value=v9 meta timeout="],
  ],
  [
    "one recipient more",
    { ...full, recipients: first && second && [first, second, { id: "al1t", value: "v3" }] },
    ["alert recipient add al1 value=v3 id=al1t"],
  ],
])("an alert changes in place: %s", (_what, args, edit) => {
  expect(changed(alert, args)).toEqual(edit);
});

test.each<[Partial<Told>, string]>([
  [{ path: "x.sh" }, 'path: "x.sh" is not the whole path of a program'],
  [
    { recipients: [{ id: "1", value: "x" }] },
    'recipients[0].id: "1" is not an id: a letter or "_" first, then letters, digits, "_", "." and "-"',
  ],
])("%j is refused", (args, problem) => {
  expect(mistakes(alert, args)).toEqual([problem]);
});

test("an alert is removed by its id, and one that is not there is not found", () => {
  expect(lines(alert.remove(full))).toEqual(["alert remove al1"]);
  expect(alert.find(everything, { ...full, alertId: "al1r" })).toBeUndefined();
});
