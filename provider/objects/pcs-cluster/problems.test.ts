import { problemsOf } from "./problems.js";

type Given = Parameters<typeof problemsOf>[0];
const node = (name: string, ...addresses: string[]) => ({ name, addresses });
const pair = [node("n1", "10.0.0.1"), node("n2", "10.0.0.2")];

test.each<[string, Given]>([
  ["nothing known yet", {}],
  ["the tutorial's", { clusterName: "testdb", transport: "knet", haclusterPassword: "p w$'", nodes: pair }],
  [
    "one with all options",
    {
      clusterName: "c",
      transport: "knet",
      nodes: [node("n1", "10.0.0.1", "db1-ring1.example"), node("n2", "10.0.0.2", "10.1.0.2")],
      totem: { token: 4000, consensus: "5000" },
      transportOptions: { ip_version: "ipv4" },
      crypto: { cipher: "aes256" },
      compression: { model: "zlib" },
      quorum: { wait_for_all: 1 },
      links: [{ link_priority: 10 }, {}],
    },
  ],
])("nothing is wrong with %s", (_what, args) => {
  expect(problemsOf(args)).toEqual([]);
});

test.each<[string, Given, string[]]>([
  [
    "a name with a blank",
    { clusterName: "a b" },
    [
      'clusterName: "a b" is not a cluster\'s name; allowed are up to 32 letters, digits, "_" and "-", not "-" first',
    ],
  ],
  [
    "no name",
    { clusterName: "" },
    [
      'clusterName: "" is not a cluster\'s name; allowed are up to 32 letters, digits, "_" and "-", not "-" first',
    ],
  ],
  [
    "another transport",
    { transport: "tcp" },
    ['transport: "tcp" is not a transport; allowed are knet, udpu, udp'],
  ],
  [
    "an empty password",
    { haclusterPassword: "" },
    [
      "haclusterPassword: a password of one line is needed: 1 to 511 bytes of text without control characters",
    ],
  ],
  [
    "a password of two lines",
    { haclusterPassword: "a\nb" },
    [
      "haclusterPassword: a password of one line is needed: 1 to 511 bytes of text without control characters",
    ],
  ],
  [
    "an MTU for knet, which finds it by itself",
    { transport: "knet", transportOptions: { netmtu: 1400 } },
    [
      'transportOptions.netmtu: "netmtu" is not an option here; allowed are ip_version, knet_pmtud_interval, link_mode',
    ],
  ],
  [
    "an option of knet for another transport",
    { transport: "udpu", transportOptions: { link_mode: "active" } },
    ['transportOptions.link_mode: "link_mode" is not an option here; allowed are ip_version, netmtu'],
  ],
  ["no nodes", { nodes: [] }, ["nodes: a cluster needs at least one node"]],
  [
    "a name twice",
    { nodes: [node("n1", "10.0.0.1"), node("n1", "10.0.0.2")] },
    ["nodes: the name n1 is given twice"],
  ],
  [
    "an address twice",
    { nodes: [node("n1", "10.0.0.1"), node("n2", "10.0.0.1")] },
    ["nodes: the address 10.0.0.1 is given twice"],
  ],
  [
    "links of one node only",
    { nodes: [node("n1", "10.0.0.1", "10.1.0.1"), node("n2", "10.0.0.2")] },
    ["nodes: every node needs the same number of addresses, one a link"],
  ],
  [
    "two links over udpu",
    { transport: "udpu", nodes: [node("n1", "10.0.0.1", "10.1.0.1")] },
    ["nodes: udpu takes 1 to 1 addresses a node"],
  ],
  [
    "a node's name with a blank",
    { nodes: [node("n 1", "10.0.0.1")] },
    [
      'nodes[0].name: "n 1" is not a node\'s name; allowed are up to 255 letters, digits, "_", "." and "-", a letter or digit first',
    ],
  ],
  [
    "an unknown option",
    { quorum: { two_node: 1 } },
    [
      'quorum.two_node: "two_node" is not an option here; allowed are auto_tie_breaker, last_man_standing, last_man_standing_window, wait_for_all',
    ],
  ],
  [
    "crypto over udpu",
    { transport: "udpu", crypto: { cipher: "aes256" } },
    ["crypto: udpu has no crypto options; only knet has"],
  ],
  [
    "a token with a unit",
    { totem: { token: "4s" } },
    [
      'totem.token: "4s" is not allowed; allowed is a whole number of milliseconds from 30 to 2147483647, or 0 for Corosync\'s default',
    ],
  ],
  [
    "a name that GFS2 does not take, as pcs says",
    { clusterName: "prod.db" },
    [
      'clusterName: "prod.db" is not a cluster\'s name; allowed are up to 32 letters, digits, "_" and "-", not "-" first',
    ],
  ],
  [
    "a name that is an option",
    { clusterName: "-a" },
    [
      'clusterName: "-a" is not a cluster\'s name; allowed are up to 32 letters, digits, "_" and "-", not "-" first',
    ],
  ],
  [
    "a password with half a character",
    { haclusterPassword: "a\ud800" },
    [
      "haclusterPassword: a password of one line is needed: 1 to 511 bytes of text without control characters",
    ],
  ],
  [
    "a node that is a word of pcs",
    { nodes: [node("totem", "10.0.0.1")] },
    ['nodes[0].name: "totem" is a word of pcs; give the node another name than transport, totem, quorum'],
  ],
  [
    "an address that breaks its line",
    { nodes: [node("n1", "10.0.0.1", "10.1.0.1\n}"), node("n2", "10.0.0.2", "300.1.1.1")] },
    [
      'nodes[0].addresses[1]: "10.1.0.1\\n}" is not allowed; allowed is an IP address or a host\'s name',
      'nodes[1].addresses[1]: "300.1.1.1" is not allowed; allowed is an IP address or a host\'s name',
    ],
  ],
  [
    "a link of two families",
    { nodes: [node("n1", "10.0.0.1"), node("n2", "fd00::2")] },
    ["nodes: link 0 has IPv4 and IPv6 addresses; allowed is one of them"],
  ],
  [
    "a family that the addresses are not of",
    { nodes: pair, transportOptions: { ip_version: "ipv6" } },
    ['transportOptions.ip_version: "ipv6" does not go with the addresses of link 0'],
  ],
])("%s is a mistake", (_what, args, problems) => {
  expect(problemsOf(args).map(({ property, reason }) => `${property}: ${reason}`)).toEqual(problems);
});

test("an unknown option of a link is named with the link", () => {
  const [problem] = problemsOf({ links: [{}, { colour: "red" }] });
  expect(problem?.property).toBe("links[1].colour");
});

test("a cluster that is taken over has the name that an older pcs gave it", () => {
  expect(problemsOf({ clusterName: "prod.db" }, true)).toEqual([]);
  expect(problemsOf({ clusterName: "a}" }, true)).toEqual([
    {
      property: "clusterName",
      reason:
        '"a}" is not a cluster\'s name; allowed of a cluster that is taken over are up to 255 letters, digits, "_", "." and "-", not "-" first',
    },
  ]);
});
