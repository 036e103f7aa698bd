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
  [
    "values that Corosync does not take",
    {
      totem: { block_unlisted_ips: 1, token: 29, join: "x".repeat(200), window_size: -1 },
      compression: { model: "a\n}", level: 2 ** 31 },
      quorum: { last_man_standing: 1, last_man_standing_window: 0, wait_for_all: true },
      crypto: { cipher: "rot13", hash: " sha256" },
    },
    [
      'totem.block_unlisted_ips: "1" is not allowed; allowed is yes, no',
      'totem.token: "29" is not allowed; allowed is a whole number of milliseconds from 30 to 2147483647, or 0 for Corosync\'s default',
      `totem.join: "${"x".repeat(100)}"... is not allowed; allowed is a whole number of milliseconds from 30 to 2147483647, or 0 for Corosync's default`,
      'totem.window_size: "-1" is not allowed; allowed is a whole number from 0 to 2147483647',
      'crypto.cipher: "rot13" is not allowed; allowed is aes256, aes192, aes128, none',
      'crypto.hash: " sha256" is not allowed; allowed is sha512, sha384, sha256, sha1, md5, none',
      'compression.model: "a\\n}" is not allowed; allowed is none, zlib, lz4, lz4hc, lzo2, lzma, bzip2, zstd',
      'compression.level: "2147483648" is not allowed; allowed is a whole number from 0 to 2147483647',
      'quorum.last_man_standing_window: "0" is not allowed; allowed is a whole number from 1 to 2147483647',
      'quorum.wait_for_all: "true" is not allowed; allowed is 0, 1',
    ],
  ],
  [
    "times with which Corosync does not start",
    { totem: { token: 125, join: 151 } },
    [
      "totem.token: the token goes round in 125 ms and is sent again 4 times meanwhile; that takes at least 126 ms",
      "totem.join: 151 ms is longer than consensus, 150 ms",
    ],
  ],
  [
    "a cipher without a hash",
    { crypto: { hash: "none" } },
    [
      'crypto.hash: "none" does not go with a cipher, which needs a hash; give `cipher: "none"` too, or another hash',
    ],
  ],
  [
    "a window of nothing",
    { quorum: { last_man_standing_window: 10 } },
    ["quorum.last_man_standing_window: it needs last_man_standing: 1"],
  ],
  [
    "links that are not there",
    { transport: "knet", nodes: pair, links: [{ linknumber: 1, ping_interval: 5 }, { ttl: 1 }] },
    [
      'links[1].ttl: "ttl" is not an option here; allowed are linknumber, link_priority, mcastport, ping_interval, ping_precision, ping_timeout, pong_count, transport',
      "links: options of 2 links are given; the nodes have 1, one an address",
      "links[0].linknumber: there is no link 1; the nodes have 1, counted from 0",
      "links[0].ping_interval: it needs ping_timeout too",
      "links[1].linknumber: link 1 has options already; each link is given once",
    ],
  ],
  [
    "a multicast address that is none",
    { transport: "udp", links: [{ mcastaddr: "10.0.0.1", broadcast: 1 }] },
    [
      'links[0].mcastaddr: "10.0.0.1" is not allowed; allowed is a multicast address, 224.0.0.0 to 239.255.255.255 or ff00::/8',
      "links[0].mcastaddr: broadcast: 1 and a multicast address exclude each other",
    ],
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
