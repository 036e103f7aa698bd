import { fixture } from "../../tests/fixtures/fixture.js";
import { Cib } from "./cib.js";
import { bundle, collection } from "./resource-trees.js";
import { aclRole, aclRoles, alert, defaultsSet, fencingLevel, nodeValues, tag } from "./sections.js";

const real = new Cib(fixture("objects.xml"));

test.each<[string, unknown, unknown]>([
  [
    "a group",
    collection(real, ["group"], "g"),
    { master: false, members: ["a", "b"], meta: { "resource-stickiness": "3" } },
  ],
  [
    "a clone",
    collection(real, ["clone"], "cl-c"),
    { master: false, members: ["c"], meta: { interleave: "true", "clone-max": "2" } },
  ],
  ["a group by a clone's id", collection(real, ["group"], "cl-c"), undefined],
  [
    "a bundle without network",
    bundle(real, "bu2"),
    {
      ...{ container: "podman", containerOptions: { image: "img:1" }, network: undefined },
      ...{ portMaps: [], storageMaps: [], meta: {} },
    },
  ],
  [
    "defaults of resources",
    defaultsSet(real, "rsc_defaults", "rd2"),
    { score: undefined, values: { "resource-stickiness": "1" }, rule: undefined },
  ],
  ["defaults of the other kind", defaultsSet(real, "op_defaults", "rd2"), undefined],
  ["a node's attributes", nodeValues(real, "testdb01", "instance_attributes"), { rack: "1" }],
  ["a node without capacity", nodeValues(real, "testdb02", "utilization"), {}],
  ["a node that is not there", nodeValues(real, "n9", "utilization"), undefined],
  ["a level of a node", fencingLevel(real, 1, "testdb01"), ["f1", "f2"]],
  ["a level of an attribute", fencingLevel(real, 1, "attrib%rack=1"), ["f2"]],
  ["a level of another number", fencingLevel(real, 3, "testdb01"), undefined],
  [
    "a role",
    aclRole(real, "rw"),
    {
      description: undefined,
      permissions: [{ id: "rw-write", kind: "write", xpath: "//resources", reference: undefined }],
    },
  ],
  ["a user's roles", aclRoles(real, "acl_target", "u1"), ["ro", "rw"]],
  ["a group of users by a user's name", aclRoles(real, "acl_group", "u1"), undefined],
  [
    "an alert",
    alert(real, "al2"),
    { attributes: { id: "al2", path: "/bin/y" }, options: {}, meta: {}, recipients: [] },
  ],
  ["a tag", tag(real, "tg"), ["e", "d"]],
])("%s is read", (_what, found, expected) => {
  expect(found).toEqual(expected);
});
