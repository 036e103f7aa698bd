import { changed, everything, lines, mistakes, roundTrip } from "../../../tests/fixtures/round-trip.js";
import { aclUser } from "./acl-user.js";

const holder = { userId: "u1", roles: ["rw", "ro"] };

test("a user with roles reads back what it created", () => {
  expect(roundTrip(aclUser, holder)).toEqual({
    created: ["acl user create u1 rw ro"],
    found: holder,
    left: [],
  });
});

test("a user without roles reads back what it created", () => {
  const plain = { userId: "u2", roles: [] };
  expect(roundTrip(aclUser, plain)).toEqual({ created: ["acl user create u2"], found: plain, left: [] });
});
test("its roles change in place", () => {
  expect(changed(aclUser, { userId: "u1", roles: ["ro", "watch"] })).toEqual([
    "acl role assign watch to user u1",
    "acl role unassign rw from user u1",
  ]);
});

test("a user is deleted by its name, and one that is not there is not found", () => {
  expect(lines(aclUser.remove(holder))).toEqual(["acl user delete u1"]);
  expect(aclUser.find(everything, { ...holder, userId: "g1" })).toBeUndefined();
});

test("a name that XML forbids is refused", () => {
  expect(mistakes(aclUser, { userId: "a b" })).toEqual([
    'userId: "a b" is not an id: a letter or "_" first, then letters, digits, "_", "." and "-"',
  ]);
});
