import { Table } from "./demo-table.js";

const step = (kind: string, name: string, op = "create") => {
  const type = `pulumi-nodejs:dynamic/pacemaker:${kind}`;
  return { op, urn: `urn:pulumi:lab::pulumi-pacemaker::${type}::${name}`, type, provider: "some" };
};
const host = step("PacemakerHost", "testdb-testdb01");
const says = (message: string) => ({ diagnosticEvent: { message, severity: "info#err" } });

test("a table shows what is made, what it is at, and how long it took", () => {
  const table = new Table(0);
  const cluster = step("PcsCluster", "testdb-cluster");
  const told = [
    table.take({ resourcePreEvent: { metadata: host } }, 1000),
    table.take(says("PacemakerHost testdb01: packages: pcs is not installed\n"), 1500),
    table.take(says("PacemakerHost testdb02: of another host"), 1600),
    table.take({ resOutputsEvent: { metadata: host } }, 9000),
    table.take({ resourcePreEvent: { metadata: cluster } }, 9000),
  ];
  expect(told).toEqual([
    undefined,
    "  testdb-testdb01            PacemakerHost    create ...        0.5 s  packages: pcs is not installed",
    undefined,
    "  testdb-testdb01            PacemakerHost    create: done      8.0 s",
    undefined,
  ]);
  expect(table.lines(10_000)).toEqual([
    "  testdb-testdb01            PacemakerHost    create: done      8.0 s",
    "  testdb-cluster             PcsCluster       create ...        1.0 s",
  ]);
  expect(table.times(10_000)).toEqual([
    "  testdb-testdb01            PacemakerHost    |   ########################   |    8.0 s",
    "  testdb-cluster             PcsCluster       |                           ###|    1.0 s",
  ]);
});

test("what fails is said to have failed", () => {
  const table = new Table(0);
  table.take({ resourcePreEvent: { metadata: host } }, 0);
  expect(table.take({ resOpFailedEvent: { metadata: host } }, 2000)).toBe(
    "  testdb-testdb01            PacemakerHost    create: FAILED    2.0 s",
  );
});

test.each([
  ["stays as it is", step("PcsCluster", "testdb-cluster", "same")],
  ["is a component", { ...step("PcsCluster", "testdb"), provider: "" }],
  ["is the stack", { ...step("PcsCluster", "testdb"), type: "pulumi:pulumi:Stack" }],
])("what %s has no row", (_what, metadata) => {
  const table = new Table(0);
  table.take({ resourcePreEvent: { metadata } }, 0);
  expect([table.take({ resOutputsEvent: { metadata } }, 1), table.lines(1)]).toEqual([undefined, []]);
});
