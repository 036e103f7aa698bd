import type { WrongInput } from "./wrong-input.js";

/** What users get wrong in properties, defaults, nodes, access and alerts. */
export const wrongSettings: readonly WrongInput[] = [
  [
    "ClusterProperty",
    "what Pacemaker writes itself",
    { name: "dc-version" },
    ["name: dc-version is written by Pacemaker itself and cannot be set"],
  ],
  [
    "ClusterProperty",
    "a name of two words",
    { name: "no quorum policy" },
    ['name: "no quorum policy" is not a property\'s name: letters, digits, "-", "_", "." only'],
  ],
  ["ClusterProperty", "no value", { value: undefined }, ["value: a value is needed"]],
  ["ResourceDefaults", "no default", { values: {} }, ["values: at least one is needed"]],
  [
    "ResourceDefaults",
    "a score in words",
    { score: "high" },
    ['score: "high" is not a score: a whole number, INFINITY or -INFINITY'],
  ],
  [
    "OperationDefaults",
    "a time in words",
    { values: { timeout: "one minute" } },
    ['values.timeout: "one minute" is not a value of timeout; it takes a time such as 60s, 5min or PT1H'],
  ],
  [
    "OperationDefaults",
    "a rule that is none",
    { rule: "monitor" },
    ['rule: "monitor" is not an expression: ATTRIBUTE lt|gt|lte|gte|eq|ne VALUE'],
  ],
  [
    "NodeAttribute",
    "a name with a sign of equality",
    { name: "a=b" },
    ['name: "a=b" is not an attribute\'s name: ASCII letters, digits, "_" or "#" first, then also ".:@/+-"'],
  ],
  [
    "NodeAttribute",
    "what has an object of its own",
    { name: "standby" },
    ["name: standby has an object of its own"],
  ],
  ["NodeAttribute", "no node", { node: undefined }, ["node: it is needed"]],
  ["NodeUtilization", "half a unit", { values: { cpu: 1.5 } }, ['values.cpu: "1.5" is not a whole number']],
  [
    "NodeStandby",
    "two nodes at once",
    { node: "n1 n2" },
    ['node: "n1 n2" is not a node\'s name: letters, digits, "_", "." and "-"'],
  ],
  [
    "NodeMaintenance",
    "a node that is an option",
    { node: "-f" },
    ['node: "-f" is not a node\'s name: letters, digits, "_", "." and "-"'],
  ],
  [
    "AclRole",
    "an unknown permission",
    { permissions: [{ kind: "execute", xpath: "/cib" }] },
    ['permissions[0].kind: "execute" is not allowed here; allowed are read, write, deny'],
  ],
  [
    "AclRole",
    "an XPath and an id",
    { permissions: [{ kind: "read", xpath: "/cib", reference: "a" }] },
    ["permissions[0]: either xpath or reference is needed"],
  ],
  [
    "AclRole",
    "an XPath that is none",
    { permissions: [{ kind: "read", xpath: "nodes" }] },
    ['permissions[0].xpath: "nodes" is not an XPath that begins with "/"'],
  ],
  [
    "AclUser",
    "a role twice",
    { roles: ["watch", "watch"] },
    ['roles[1]: "watch" is named twice; each is named once'],
  ],
  [
    "AclGroup",
    "an id with a blank",
    { groupId: "domain users" },
    ['groupId: "domain users" is not an id: a letter or "_" first, then letters, digits, "_", "." and "-"'],
  ],
  [
    "Alert",
    "a program without its path",
    { path: "alert.sh" },
    ['path: "alert.sh" is not the whole path of a program'],
  ],
  [
    "Alert",
    "two recipients of one id",
    {
      recipients: [
        { id: "r", value: "a" },
        { id: "r", value: "b" },
      ],
    },
    ['recipients[1]: "r" is named twice; each is named once'],
  ],
  [
    "Alert",
    "a recipient without a value",
    { recipients: [{ id: "r" }] },
    ["recipients[0].value: it is needed"],
  ],
  [
    "Alert",
    "a time in words",
    { meta: { timeout: "soon" } },
    ['meta.timeout: "soon" is not a value of timeout; it takes a time such as 60s, 5min or PT1H'],
  ],
  ["Tag", "nothing to mark", { resources: [] }, ["resources: a tag marks at least one resource"]],
  [
    "Tag",
    "an id that begins with a digit",
    { tagId: "1st" },
    ['tagId: "1st" is not an id: a letter or "_" first, then letters, digits, "_", "." and "-"'],
  ],
];
