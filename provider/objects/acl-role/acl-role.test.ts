import { changed, everything, lines, mistakes, roundTrip } from "../../../tests/fixtures/round-trip.js";
import { aclRole } from "./acl-role.js";

type Role = Parameters<typeof aclRole.create>[0];
const reader: Role = {
  ...{ roleId: "ro", description: "read only" },
  permissions: [
    { kind: "read", xpath: "/cib" },
    { kind: "deny", reference: "d" },
  ],
};

test.each<[Role, string]>([
  [reader, "acl role create ro description=read only read xpath /cib deny id d"],
  [
    { roleId: "rw", permissions: [{ kind: "write", xpath: "//resources" }] },
    "acl role create rw write xpath //resources",
  ],
])("%j reads back what it created", (args, created) => {
  expect(roundTrip(aclRole, args)).toEqual({ created: [created], found: args, left: [] });
});

test("its permissions change in place, in their order", () => {
  expect(changed(aclRole, { ...reader, permissions: [...reader.permissions].reverse() })).toEqual([
    "acl permission delete ro-read",
    "acl permission delete ro-deny",
    "acl permission add ro deny id d",
    "acl permission add ro read xpath /cib",
  ]);
});

test.each<[Partial<Role>, string[]]>([
  [{ permissions: [{ kind: "read" }] }, ["permissions[0]: either xpath or reference is needed"]],
  [
    { permissions: [{ kind: "see" as "read", xpath: "/cib" }] },
    ['permissions[0].kind: "see" is not allowed here; allowed are read, write, deny'],
  ],
])("%j is refused", (args, problems) => {
  expect(mistakes(aclRole, args)).toEqual(problems);
});

test("a role is deleted by its id, and one that is not there is not found", () => {
  expect(lines(aclRole.remove(reader))).toEqual(["acl role delete ro"]);
  expect(aclRole.find(everything, { ...reader, roleId: "u1" })).toBeUndefined();
});
