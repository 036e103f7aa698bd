import {
  hardwareAddress,
  isLabName,
  labOf,
  nodeNamespace,
  planNodes,
  port,
  prefix,
  switchNamespace,
} from "./naming.js";

test("nodes have the names and addresses of the documentation, and leave the service IP free", () => {
  expect(planNodes(3)).toEqual([
    { name: "testdb01", address: "192.168.0.113", addresses: ["192.168.0.113", "192.168.1.113"] },
    { name: "testdb02", address: "192.168.0.114", addresses: ["192.168.0.114", "192.168.1.114"] },
    { name: "testdb03", address: "192.168.0.116", addresses: ["192.168.0.116", "192.168.1.116"] },
  ]);
});

test("the largest lab has a hundred nodes, each with addresses of its own", () => {
  const nodes = planNodes(100);
  expect(new Set(nodes.flatMap((node) => node.addresses)).size).toEqual(200);
  expect(nodes.at(-1)?.addresses).toEqual(["192.168.0.213", "192.168.1.213"]);
});

test.each([0, -1, 101, 1.5, NaN])("a lab of %p nodes is refused", (count) => {
  expect(() => planNodes(count)).toThrow(new RangeError(`A lab has 1 to 100 nodes, not ${count}.`));
});

test("an interface's name fits into 15 characters and is another for each node and link", () => {
  const nodes = [
    "testdb01",
    "testdb02",
    "a-database-host-01",
    "a-database-host-02",
    "thirteen-char",
    "fourteen-chars",
  ];
  const names = nodes.flatMap((node) => [port(node, 0), port(node, 1)]);
  expect(names.filter((name) => name.length > 15)).toEqual([]);
  expect(new Set(names).size).toEqual(12);
  expect([port("testdb01", 0), port("thirteen-char", 1)]).toEqual(["testdb01-0", "thirteen-char-1"]);
});

test("a hardware address is a node's own, locally administered, and the same each time", () => {
  const addresses = planNodes(100).flatMap((node) => [
    hardwareAddress(node.name, 0),
    hardwareAddress(node.name, 1),
  ]);
  expect(new Set(addresses).size).toEqual(200);
  expect(addresses.filter((address) => !/^02(:[0-9a-f]{2}){5}$/.test(address))).toEqual([]);
  expect(hardwareAddress("testdb01", 0)).toEqual(addresses[0]);
});

test("what belongs to a lab is never taken for another lab's", () => {
  const names = ["a", "a-b", "a-node", "a-switch"].flatMap((lab) => [
    switchNamespace(lab),
    nodeNamespace(lab, "switch"),
    nodeNamespace(lab, "b"),
  ]);
  expect(new Set(names).size).toEqual(12);
  expect(names.filter((name) => name.startsWith(prefix("a")))).toEqual(names.slice(0, 3));
  expect(names.map(labOf)).toEqual(["a", "a-b", "a-node", "a-switch"].flatMap((lab) => [lab, lab, lab]));
  expect(labOf("somebody-elses")).toEqual(undefined);
});

test.each([
  ["lab", true],
  ["lab-2", true],
  ["0", true],
  ["", false],
  ["-a", false],
  ["a.b", false],
  ["../a", false],
  ["A", false],
  ["a".repeat(32), false],
])("may a lab be called %p: %p", (name, allowed) => {
  expect(isLabName(name)).toEqual(allowed);
});
