import type { Places } from "./places.js";

/** What names something among the arguments of constraints and levels, or is one of a few words; a right name is refused where nothing has it. */
export const constraintNames: readonly Places[] = [
  {
    kind: "LocationConstraint",
    count: 5,
    usual: (id) => [id, "a", "testdb01", "7", "always"],
    args: (_id, [constraintId, resource, node, score, resourceDiscovery]) => ({
      ...{ constraintId, resource, node, score, resourceDiscovery },
    }),
  },
  {
    kind: "LocationConstraint",
    count: 3,
    usual: () => ["Started", "5", "defined rack"],
    args: (constraintId, [role, score, rule]) => ({ constraintId, resource: "a", role, score, rule }),
  },
  {
    kind: "LocationConstraint",
    count: 2,
    usual: () => ["pingd", "rack"],
    args: (constraintId, [scoreAttribute, attribute]) => ({
      ...{ constraintId, resource: "a", scoreAttribute, rule: `${attribute} eq 1` },
    }),
  },
  {
    kind: "ColocationConstraint",
    count: 6,
    usual: (id) => [id, "a", "b", "Started", "Started", "5"],
    args: (_id, [constraintId, resource, withResource, role, withRole, score]) => ({
      ...{ constraintId, resource, withResource, role, withRole, score },
    }),
  },
  {
    kind: "ColocationConstraint",
    count: 3,
    usual: () => ["a", "role", "Started"],
    args: (constraintId, [one, name = "", value]) => ({
      ...{ constraintId, sets: [{ resources: [one], options: { [name]: value } }, { resources: ["b"] }] },
    }),
  },
  {
    kind: "OrderConstraint",
    count: 6,
    usual: (id) => [id, "a", "b", "start", "start", "Optional"],
    args: (_id, [constraintId, first, then, firstAction, thenAction, kind]) => ({
      ...{ constraintId, first, then, firstAction, thenAction, kind },
    }),
  },
  {
    kind: "OrderConstraint",
    count: 3,
    usual: () => ["a", "action", "start"],
    args: (constraintId, [one, name = "", value]) => ({
      ...{ constraintId, sets: [{ resources: [one], options: { [name]: value } }, { resources: ["b"] }] },
    }),
  },
  {
    kind: "TicketConstraint",
    count: 5,
    usual: (id) => [id, "site", "a", "Started", "stop"],
    args: (_id, [constraintId, ticket, resource, role, lossPolicy]) => ({
      ...{ constraintId, ticket, resource, role, lossPolicy },
    }),
  },
  {
    kind: "TicketConstraint",
    count: 3,
    usual: () => ["a", "role", "Started"],
    args: (constraintId, [one, name = "", value]) => ({
      ...{ constraintId, ticket: "site", sets: [{ resources: [one], options: { [name]: value } }] },
    }),
  },
  {
    kind: "FencingLevel",
    count: 2,
    usual: () => ["testdb02", "f"],
    args: (_id, [target, ...devices]) => ({ level: 3, target, devices }),
  },
  {
    kind: "FencingLevel",
    count: 1,
    usual: () => ["rack"],
    args: (_id, [name]) => ({ level: 4, target: `attrib%${name}=1`, devices: ["f"] }),
  },
];
