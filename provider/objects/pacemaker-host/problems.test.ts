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
  [
    { haclusterPassword: "" },
    "haclusterPassword",
    "a password of one line is needed: 1 to 511 bytes of text without control characters",
  ],
  [
    { haclusterPassword: "a\nroot:b" },
    "haclusterPassword",
    "a password of one line is needed: 1 to 511 bytes of text without control characters",
  ],
  [
    { mirror: "vault.centos.org" },
    "mirror",
    '"vault.centos.org" is not allowed; allowed is the URL of a folder: http, https or file, up to 1000 letters, digits and signs of URLs',
  ],
  [
    { mirror: "http://a/$(id)" },
    "mirror",
    '"http://a/$(id)" is not allowed; allowed is the URL of a folder: http, https or file, up to 1000 letters, digits and signs of URLs',
  ],
  [
    { peers: [{ ...peer, name: "a\n127.0.0.1 b" }] },
    "peers[0].name",
    '"a\\n127.0.0.1 b" is not allowed; allowed is up to 253 letters, digits, "_", "." and "-", a letter or digit first',
  ],
  [
    { nodes: [{ name: "testdb01", addresses: ["a b"] }] },
    "node.address",
    '"a b" is not allowed; allowed is an IP address or a host\'s name',
  ],
  [{ waitTimeout: 0 }, "waitTimeout", "0 is not a number of seconds"],
  [
    { packages: ["-y"] },
    "packages[0]",
    '"-y" is not allowed; allowed is a package\'s name: letters, digits, ".", "_", "+" and "-", a letter or digit first, not "-" last',
  ],
  [
    { packages: ["sbd", "pacemaker-"] },
    "packages[1]",
    '"pacemaker-" is not allowed; allowed is a package\'s name: letters, digits, ".", "_", "+" and "-", a letter or digit first, not "-" last',
  ],
  [
    { nodes: [{ name: "a b", addresses: [] }] },
    "node.name",
    '"a b" is not allowed; allowed is up to 253 letters, digits, "_", "." and "-", a letter or digit first',
  ],
  [{ peers: [peer, peer] }, "peers", 'the name "testdb01" is given twice'],
  [
    { peers: [{ ...peer, address: "db.example.org" }] },
    "peers[0].address",
    '"db.example.org" is not allowed; allowed is an IP address',
  ],
  [
    { nodes, peers: [{ ...peer, name: "testdb02" }] },
    "peers",
    "testdb01 itself is missing: every node needs the same names",
  ],
])("%j is refused", (args, property, reason) => {
  expect(problemsOf(args)).toEqual([{ property, reason }]);
});
