import { fixture } from "../../../tests/fixtures/fixture.js";
import { readCorosyncConf } from "../../pcs/corosync-conf.js";
import type { Declared } from "./arguments.js";
import { changesOf, foundOptions, inWords, type Changes } from "./changes.js";

const nothing: Changes = {
  added: [],
  removed: [],
  live: {},
  quorum: {},
  links: [],
  linksAdded: [],
  linksRemoved: [],
  linkOptions: [],
  restart: false,
};
const node = (name: string, ...addresses: string[]) => ({ name, addresses });
const found: Declared = {
  clusterName: "testdb",
  haclusterPassword: "hush",
  transport: "knet",
  enable: true,
  totem: { token: "4000" },
  nodes: [node("n1", "10.0.0.1"), node("n2", "10.0.0.2")],
};
const live = (what: string) => [`${what} (live reload, nothing is restarted)`];
const restart = (what: string) => [
  `${what} (RESTART: the cluster is stopped on all nodes and started again, its services are away meanwhile)`,
];

test.each<[string, Partial<Declared>, Partial<Changes>, string[]]>([
  ["nothing", {}, {}, []],
  ["the same token as a number", { totem: { token: 4000 } }, {}, []],
  [
    "another token",
    { totem: { token: 5000 } },
    { live: { totem: { token: "5000" } } },
    live("totem token becomes 5000"),
  ],
  [
    "no token any more",
    { totem: undefined },
    { live: { totem: { token: "" } } },
    live("totem token is removed"),
  ],
  [
    "another link mode",
    { transportOptions: { link_mode: "active" } },
    { live: { transport: { link_mode: "active" } } },
    live("transport link_mode becomes active"),
  ],
  [
    "another MTU",
    { transportOptions: { netmtu: 1400 } },
    { live: { transport: { netmtu: "1400" } }, restart: true },
    restart("transport netmtu becomes 1400"),
  ],
  [
    "a quorum option",
    { quorum: { wait_for_all: 1 } },
    { quorum: { wait_for_all: "1" }, restart: true },
    restart("quorum wait_for_all becomes 1"),
  ],
  [
    "one more node",
    { nodes: [...found.nodes, node("n3", "10.0.0.3")] },
    { added: ["n3"] },
    ["n3 joins the running cluster"],
  ],
  [
    "one node less",
    { nodes: found.nodes.slice(0, 1) },
    { removed: ["n2"] },
    ["n2 leaves the running cluster, its cluster configuration is destroyed there"],
  ],
  [
    "another address",
    { nodes: [node("n1", "10.0.0.9"), node("n2", "10.0.0.2")] },
    { links: [{ number: 0, addresses: { n1: "10.0.0.9" } }], restart: true },
    restart("addresses of link 0 change"),
  ],
  [
    "one more link",
    { nodes: [node("n1", "10.0.0.1", "10.1.0.1"), node("n2", "10.0.0.2", "10.1.0.2")] },
    { linksAdded: [{ number: 1, addresses: { n1: "10.1.0.1", n2: "10.1.0.2" } }] },
    ["link 1 is added (live)"],
  ],
  [
    "an option of a link",
    { links: [{ link_priority: 5 }] },
    { linkOptions: [{ number: 0, options: { link_priority: "5" } }], restart: true },
    restart("options of link 0 change"),
  ],
])("a cluster that is to have %s", (_what, wanted, changes, words) => {
  const all = changesOf({ ...found, ...wanted }, found);
  expect(all).toEqual({ ...nothing, ...changes });
  expect(inWords(all)).toEqual(words);
});

test("a link that is no longer declared goes live", () => {
  const two = { ...found, nodes: [node("n1", "10.0.0.1", "10.1.0.1"), node("n2", "10.0.0.2", "10.1.0.2")] };
  const changes = changesOf(found, two);
  expect([changes, inWords(changes)]).toEqual([
    { ...nothing, linksRemoved: [1] },
    ["link 1 is removed (live)"],
  ]);
});

test("a cipher that is no longer declared goes back to the one that pcs sets up", () => {
  const weak = { ...found, crypto: { cipher: "aes128", hash: "sha256" } };
  expect(changesOf(found, weak)).toEqual({ ...nothing, live: { crypto: { cipher: "aes256" } } });
});

test("pcs's own options are shown only where they were declared", () => {
  const conf = readCorosyncConf(fixture("corosync.conf"));
  expect([
    foundOptions(conf, "totem", undefined),
    foundOptions(conf, "crypto", undefined),
    foundOptions({ ...conf, crypto: { cipher: "aes256", hash: "sha256" } }, "crypto", undefined),
    foundOptions(conf, "crypto", { cipher: "aes256" }),
    foundOptions({ ...conf, transport: "udpu" }, "transportOptions", undefined),
    foundOptions(conf, "quorum", { wait_for_all: true }),
  ]).toEqual([
    { token: "4000" },
    { hash: "sha512" },
    undefined,
    { cipher: "aes256", hash: "sha512" },
    undefined,
    { wait_for_all: true },
  ]);
});
