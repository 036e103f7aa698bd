import { didYouMean } from "./near-name.js";

const known = ["state", "op_sleep", "cidr_netmask", "ip"];

test.each<[string, string]>([
  ["staet", ' perhaps "state" is meant;'],
  ["STATE", ' perhaps "state" is meant;'],
  ["cidr-netmask", ' perhaps "cidr_netmask" is meant;'],
  ["netmask", ""],
  ["x", ""],
  ["", ""],
])("what %j may mean: %j", (name, meant) => {
  expect(didYouMean(name, known)).toBe(meant);
  expect(didYouMean(name, [])).toBe("");
});
