import { problemsOf } from "./problems.js";

const nodes = [{ name: "testdb01", addresses: ["192.168.0.113"] }];
const peer = { name: "testdb01", address: "192.168.0.113" };

test("a host's usual arguments are right", () => {
  const args = {
    nodes,
    peers: [peer, { name: "testdb02", address: "fd00::2" }],
    haclusterPassword: "secret",
    firewall: "configure",
    selinux: "leave",
    repositories: "configure",
    mirror: "http://10.0.0.1/centos/7.9.2009",
    packages: ["sbd", "libknet1-crypto-nss-plugin", "g++"],
    waitTimeout: 60,
  } as const;
  expect(problemsOf(args)).toEqual([]);
});

test.each([
  [{ firewall: "off" as never }, "firewall", '"off" is not one of configure, disabled, leave'],
  [{ selinux: "on" as never }, "selinux", '"on" is not one of enforcing, permissive, disabled, leave'],
  [{ repositories: "x" as never }, "repositories", '"x" is not one of configure, leave'],
  [{ haclusterPassword: "" }, "haclusterPassword", "a password of one line is needed"],
  [{ haclusterPassword: "a\nroot:b" }, "haclusterPassword", "a password of one line is needed"],
  [{ mirror: "vault.centos.org" }, "mirror", '"vault.centos.org" is not the URL of a folder'],
  [{ waitTimeout: 0 }, "waitTimeout", "0 is not a number of seconds"],
  [{ packages: ["-y"] }, "packages", '"-y" is not a package\'s name'],
  [{ nodes: [{ name: "a b", addresses: [] }] }, "nodes", '"a b" is not a node\'s name'],
  [{ peers: [peer, peer] }, "peers", "the name testdb01 is given twice"],
  [
    { peers: [{ ...peer, address: "db.example.org" }] },
    "peers",
    '"db.example.org" of testdb01 is not an IP address',
  ],
  [
    { nodes, peers: [{ ...peer, name: "testdb02" }] },
    "peers",
    "testdb01 itself is missing: every node needs the same names",
  ],
])("%j is refused", (args, property, reason) => {
  expect(problemsOf(args)).toEqual([{ property, reason }]);
});
