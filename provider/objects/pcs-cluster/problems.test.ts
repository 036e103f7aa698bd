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
      nodes: [node("n1", "10.0.0.1", "fd00::1"), node("n2", "10.0.0.2", "fd00::2")],
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
    ['clusterName: "a b" is not a cluster\'s name: text without blanks and braces'],
  ],
  [
    "no name",
    { clusterName: "" },
    ['clusterName: "" is not a cluster\'s name: text without blanks and braces'],
  ],
  [
    "another transport",
    { transport: "tcp" },
    ['transport: "tcp" is not a transport; allowed are knet, udpu, udp'],
  ],
  ["an empty password", { haclusterPassword: "" }, ["haclusterPassword: a password of one line is needed"]],
  [
    "a password of two lines",
    { haclusterPassword: "a\nb" },
    ["haclusterPassword: a password of one line is needed"],
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
    ['nodes: "n 1" is not a node\'s name'],
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
    ['totem.token: "4s" is not a whole number of milliseconds'],
  ],
])("%s is a mistake", (_what, args, problems) => {
  expect(problemsOf(args).map(({ property, reason }) => `${property}: ${reason}`)).toEqual(problems);
});

test("an unknown option of a link is named with the link", () => {
  const [problem] = problemsOf({ links: [{}, { colour: "red" }] });
  expect(problem?.property).toBe("links[1].colour");
});
