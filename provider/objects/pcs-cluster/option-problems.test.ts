import { corosyncProblems } from "./option-problems.js";

type Given = Parameters<typeof corosyncProblems>[0];
const pair = [
  { name: "n1", addresses: ["10.0.0.1"] },
  { name: "n2", addresses: ["10.0.0.2"] },
];

test.each<[string, Given, string[]]>([
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
      "totem.join: join, 151 ms, is longer than consensus, 150 ms",
    ],
  ],
  [
    "a consensus that is shorter than Corosync's own join",
    { totem: { consensus: 49 } },
    ["totem.consensus: join, 50 ms, is longer than consensus, 49 ms"],
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
])("%s are refused", (_what, args, problems) => {
  expect(corosyncProblems(args).map(({ property, reason }) => `${property}: ${reason}`)).toEqual(problems);
});
