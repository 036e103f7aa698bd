import { changed, everything, lines, mistakes, roundTrip } from "../../../tests/fixtures/round-trip.js";
import { ticketConstraint } from "./ticket-constraint.js";

type Ticket = Parameters<typeof ticketConstraint.create>[0];
const plain: Ticket = { constraintId: "t2", ticket: "T1", resource: "d" };

test.each<[Ticket, string]>([
  [plain, "constraint ticket add T1 d id=t2"],
  [
    { constraintId: "t1", ticket: "T1", resource: "cl-p", role: "Promoted", lossPolicy: "demote" },
    "constraint ticket add T1 Promoted cl-p loss-policy=demote id=t1",
  ],
  [
    { constraintId: "ts1", ticket: "T2", lossPolicy: "stop", sets: [{ resources: ["d", "e"] }] },
    "constraint ticket set d e setoptions id=ts1 ticket=T2 loss-policy=stop",
  ],
])("%j reads back what it created", (args, created) => {
  expect(roundTrip(ticketConstraint, args)).toEqual({ created: [created], found: args, left: [] });
});

test.each<[string, Ticket, string]>([
  ["the ticket", { ...plain, ticket: "T9" }, "constraint ticket add T9 d id=t2"],
  ["the policy", { ...plain, lossPolicy: "fence" }, "constraint ticket add T1 d loss-policy=fence id=t2"],
])("a ticket's constraint changes in place: %s", (_what, args, made) => {
  expect(changed(ticketConstraint, args)).toEqual(["constraint remove t2", made]);
});

test.each<[string, Partial<Ticket>, string[]]>([
  ["no resource", { ticket: "T" }, ["resource: either resource or sets is needed"]],
  [
    "no ticket",
    { ...plain, ticket: "" },
    ['ticket: "" is not a ticket: at most 63 letters, digits, "_" and "-"'],
  ],
  [
    "another policy",
    { ...plain, lossPolicy: "panic" },
    ['lossPolicy: "panic" is not allowed here; allowed are fence, stop, freeze, demote'],
  ],
])("a ticket's constraint with %s is refused", (_what, args, problems) => {
  expect(mistakes(ticketConstraint, args)).toEqual(problems);
});

test.each<[version: string, ticket: string, problems: object[]]>([
  ["0.10.8", "a_b", []],
  ["0.11.5", "a-b", []],
  [
    "0.11.5",
    "a_b",
    [{ property: "ticket", reason: '"a_b" is not a ticket: at most 63 letters, digits and "-"' }],
  ],
  [
    "0.10.8",
    "t".repeat(64),
    [
      {
        property: "ticket",
        reason: `"${"t".repeat(64)}" is not a ticket: at most 63 letters, digits, "_" and "-"`,
      },
    ],
  ],
])("pcs %s and a ticket %s", (version, ticket, problems) => {
  const installed = { pcs: { version, capabilities: [], pacemaker: "2.1.5" } };
  expect(ticketConstraint.problems({ ...plain, ticket }, installed)).toEqual(problems);
});

test("a ticket's constraint is removed by its id, and one that is not there is not found", () => {
  expect(lines(ticketConstraint.remove(plain))).toEqual(["constraint remove t2"]);
  expect(ticketConstraint.find(everything, { ...plain, constraintId: "c1" })).toBeUndefined();
});
