import { changed, everything, lines, mistakes, roundTrip } from "../../../tests/fixtures/round-trip.js";
import { aclGroup } from "./acl-group.js";

const holder = { groupId: "g1", roles: ["ro"] };

test("a group with roles reads back what it created", () => {
  expect(roundTrip(aclGroup, holder)).toEqual({
    created: ["acl group create g1 ro"],
    found: holder,
    left: [],
  });
});

test("its roles change in place", () => {
  expect(changed(aclGroup, { groupId: "g1", roles: ["rw"] })).toEqual([
    "acl role assign rw to group g1",
    "acl role unassign ro from group g1",
  ]);
});

test("a group is deleted by its name, and one that is not there is not found", () => {
  expect(lines(aclGroup.remove(holder))).toEqual(["acl group delete g1"]);
  expect(aclGroup.find(everything, { ...holder, groupId: "u1" })).toBeUndefined();
});

test("a name that XML forbids is refused", () => {
  expect(mistakes(aclGroup, { groupId: "a b" })).toEqual([
    'groupId: "a b" is not an id: a letter or "_" first, then letters, digits, "_", "." and "-"',
  ]);
});
