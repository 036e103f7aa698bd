import type { Declared } from "./resources.js";

/** What places and orders resources. */
export const constraints: readonly Declared[] = [
  {
    kind: "LocationConstraint",
    name: "here",
    args: { resource: "full", node: "testdb01", score: 20, resourceDiscovery: "exclusive" },
    changed: { resource: "four", node: "testdb02", score: -5, resourceDiscovery: "always" },
    less: { resource: "full", node: "testdb01" },
    needs: ["full", "four"],
    hand: ["constraint location add here resource%full testdb01 20 resource-discovery=exclusive"],
  },
  {
    kind: "LocationConstraint",
    name: "pattern",
    args: { resourcePattern: "^web.*", node: "testdb02", score: "-INFINITY" },
    changed: { resourcePattern: "^app.*", node: "testdb01", score: 7 },
    hand: ["constraint location add pattern 'regexp%^web.*' testdb02 -INFINITY"],
  },
  {
    kind: "LocationConstraint",
    name: "ruled",
    args: {
      resource: "dbs",
      role: "Promoted",
      score: 100,
      rule: "#uname eq testdb01 and ( defined foo or date gt 2030-01-01 or rack eq a-b )",
    },
    changed: {
      resource: "dbs",
      scoreAttribute: "pingd",
      rule: "date-spec hours=9-17 weekdays=1-5 or pingd gt number 4",
    },
    less: { resource: "dbs", rule: "defined foo" },
    needs: ["dbs"],
    hand: [
      "constraint location resource%dbs rule id=ruled-rule constraint-id=ruled role=Promoted score=100 '#uname' eq testdb01 and '(' defined foo or date gt 2030-01-01 or rack eq a-b ')'",
    ],
  },
  {
    kind: "ColocationConstraint",
    name: "together",
    args: { resource: "four", withResource: "dbs", role: "Started", withRole: "Promoted", score: 50 },
    changed: { resource: "four", withResource: "full", role: "Stopped", withRole: "Started", score: 60 },
    less: { resource: "four", withResource: "full" },
    needs: ["four", "full", "dbs"],
    hand: ["constraint colocation add Started four with Promoted dbs 50 id=together"],
  },
  {
    kind: "ColocationConstraint",
    name: "together-sets",
    args: {
      sets: [{ resources: ["full", "four"], options: { sequential: false } }, { resources: ["copies"] }],
      score: 10,
    },
    changed: { sets: [{ resources: ["four", "full"] }], score: 11 },
    needs: ["full", "four", "copies"],
    hand: [
      "constraint colocation set full four sequential=false set copies setoptions id=together-sets score=10",
    ],
  },
  {
    kind: "OrderConstraint",
    name: "first",
    args: {
      first: "dbs",
      then: "four",
      firstAction: "promote",
      thenAction: "start",
      kind: "Optional",
      symmetrical: false,
    },
    changed: {
      first: "full",
      then: "four",
      firstAction: "stop",
      thenAction: "stop",
      kind: "Serialize",
      symmetrical: true,
    },
    less: { first: "full", then: "four" },
    needs: ["dbs", "four", "full"],
    hand: ["constraint order promote dbs then start four kind=Optional symmetrical=false id=first"],
  },
  {
    kind: "OrderConstraint",
    name: "first-sets",
    args: {
      sets: [{ resources: ["full", "four"], options: { "require-all": false } }, { resources: ["copies"] }],
      kind: "Optional",
    },
    changed: { sets: [{ resources: ["copies"] }, { resources: ["full", "four"] }] },
    needs: ["full", "four", "copies"],
    hand: [
      "constraint order set full four require-all=false set copies setoptions id=first-sets kind=Optional",
    ],
  },
  {
    kind: "TicketConstraint",
    name: "granted",
    args: { ticket: "site-a", resource: "unit", role: "Started", lossPolicy: "freeze" },
    changed: { ticket: "site-b", resource: "box", lossPolicy: "stop" },
    less: { ticket: "site-b", resource: "box" },
    needs: ["unit", "box"],
    hand: ["constraint ticket add site-a Started unit loss-policy=freeze id=granted"],
  },
  {
    kind: "TicketConstraint",
    name: "granted-sets",
    args: { ticket: "site-c", sets: [{ resources: ["unit", "box"] }], lossPolicy: "stop" },
    changed: { ticket: "site-d", sets: [{ resources: ["box", "unit"] }] },
    needs: ["unit", "box"],
    hand: ["constraint ticket set unit box setoptions id=granted-sets ticket=site-c loss-policy=stop"],
  },
];
