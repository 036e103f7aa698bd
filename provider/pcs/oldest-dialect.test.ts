import { dialectFor, type Setup } from "./dialect.js";

const dialect = dialectFor("0.9.169", "n1");
const nodes = [
  { name: "n1", addresses: ["10.0.0.1"] },
  { name: "n2", addresses: ["10.0.0.2"] },
];
const plain = { totem: {}, transportOptions: {}, crypto: {}, compression: {}, quorum: {}, links: [] };
const smallest: Setup = { ...plain, clusterName: "c", transport: "udpu", nodes };
const full: Setup = {
  ...smallest,
  totem: { token: "4000" },
  quorum: { wait_for_all: "1" },
  transportOptions: { ip_version: "ipv6", netmtu: "1400" },
};

test.each<[string, readonly string[], string]>([
  ["auth", dialect.auth(nodes), "pcs cluster auth n1 n2 -u hacluster"],
  ["deauth", dialect.deauth(["n1"]), ""],
  [
    "setup of the smallest",
    dialect.setup(smallest),
    "pcs cluster setup --name c n1 n2 --transport udpu --encryption 1",
  ],
  [
    "setup with all options",
    dialect.setup(full),
    "pcs cluster setup --name c n1 n2 --transport udpu --token=4000 --wait_for_all=1 --ipv6 --netmtu 1400 --encryption 1",
  ],
  ["node add", dialect.nodeAdd({ name: "n3", addresses: ["10.0.0.3"] }), "pcs cluster node add n3"],
  ["node remove", dialect.nodeRemove("n2"), "pcs cluster node remove n2"],
  ["quorum update", dialect.quorumUpdate({ wait_for_all: "" }), "pcs quorum update wait_for_all="],
])("pcs 0.9: %s", (_what, argv, expected) => {
  expect(argv.join(" ")).toEqual(expected);
});

test("what can be made is not refused", () => {
  expect([dialect.beyondSetup(smallest), dialect.beyondSetup(full)]).toEqual([[], []]);
  expect(dialect.beyondChange(["quorum"])).toEqual([]);
});

test("what it cannot make is told by the argument, with the release that can", () => {
  const asked: Setup = {
    ...{ clusterName: "c", transport: "knet", nodes: [{ name: "n1", addresses: ["10.0.0.1", "10.1.0.1"] }] },
    ...{ totem: { window_size: "5" }, transportOptions: { netmtu: "1400", link_mode: "active" } },
    ...{ crypto: { cipher: "aes256" }, compression: { model: "zlib" }, quorum: {}, links: [{ ttl: "1" }] },
  };
  const said = dialectFor("0.9.162", "n1").beyondSetup(asked);
  expect(said.map(({ property, reason }) => `${property}: ${reason}`)).toEqual([
    "transport: pcs 0.9.162 cannot make a cluster with knet, only with udpu or udp; pcs 0.10.1 and newer can",
    "totem.window_size: pcs 0.9.162 cannot set window_size when it makes a cluster; pcs 0.10.1 and newer can",
    "transportOptions.link_mode: pcs 0.9.162 cannot set link_mode when it makes a cluster; pcs 0.10.1 and newer can",
    "crypto.cipher: pcs 0.9.162 cannot set cipher when it makes a cluster; pcs 0.10.1 and newer can",
    "compression.model: pcs 0.9.162 cannot set model when it makes a cluster; pcs 0.10.1 and newer can",
    "transportOptions.netmtu: pcs 0.9.162 cannot set netmtu when it makes a cluster; pcs 0.9.165 and newer can",
    "links: pcs 0.9.162 cannot set options of links; pcs 0.10.1 and newer can",
    "nodes[0].addresses: pcs 0.9.162 cannot give a node more than one address with udpu; pcs 0.10.1 and newer can",
  ]);
});

test("what it cannot change is told as well, and refused when it comes to it", () => {
  expect(dialect.beyondChange(["totem", "nodes", "quorum"])).toEqual([
    {
      property: "totem",
      reason: "pcs 0.9.169 cannot change it in a cluster that is there; pcs 0.10.8 and newer can",
    },
    {
      property: "nodes",
      reason:
        "pcs 0.9.169 cannot change the address of a node in a cluster that is there; pcs 0.10.8 and newer can",
    },
  ]);
  for (const change of [
    () => dialect.linkAdd([]),
    () => dialect.linkUpdate(0, {}, {}),
    () => dialect.linkRemove(1),
    () => dialect.configUpdate({}),
    () => dialect.authByToken({ name: "witness", addresses: [] }),
  ])
    expect(change).toThrow(/^pcs 0\.9\.169 cannot .*; pcs 0\.10\.1 and newer can\.$/);
});
