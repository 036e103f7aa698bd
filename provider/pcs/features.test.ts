import { has, isBefore, sinceOf } from "./features.js";

test.each<[string, string, boolean]>([
  ["0.9.169", "0.10.0", true],
  ["0.10.8", "0.10.10", true],
  ["0.10.10", "0.10.8", false],
  ["0.12.0.2", "0.12.0", false],
  ["0.12.0", "0.12.0.2", true],
  ["0.10.8+dfsg", "0.10.8", false],
  ["1.0", "0.12.0", false],
  ["", "0.10.0", false],
])("%s is older than %s: %s", (version, release, expected) => {
  expect(isBefore(version, release)).toBe(expected);
});

test("a feature is there by its capability, where pcs lists any, else by the version", () => {
  const pcs = (version: string, capabilities: string[] = []) => ({ version, capabilities, pacemaker: "" });
  expect([
    has(pcs("0.10.5"), "tags"),
    has(pcs("0.10.6"), "tags"),
    has(pcs("0.10.6", ["pcmk.alert"]), "tags"),
    has(pcs("0.10.5", ["pcmk.tag"]), "tags"),
    has(pcs("0.10.8", ["pcmk.tag"]), "fencing levels by words"),
  ]).toEqual([false, true, false, true, false]);
  expect(sinceOf("tags")).toBe("0.10.6");
});
