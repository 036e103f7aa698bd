import { dialectFor } from "./dialect.js";

const dialect = dialectFor("0.11.5", "n1");
const nodes = [
  { name: "n1", addresses: ["10.0.0.1", "10.1.0.1"] },
  { name: "n2", addresses: ["10.0.0.2", "10.1.0.2"] },
];
const plain = { totem: {}, transportOptions: {}, crypto: {}, compression: {}, quorum: {}, links: [] };

test.each<[string, readonly string[], string]>([
  ["auth", dialect.auth(nodes), "pcs host auth n1 addr=10.0.0.1 n2 addr=10.0.0.2 -u hacluster"],
  ["auth by name", dialect.auth([{ name: "n1", addresses: [] }]), "pcs host auth n1 -u hacluster"],
  ["deauth", dialect.deauth(["n1", "n2"]), "pcs host deauth n1 n2"],
  [
    "setup of the smallest",
    dialect.setup({ ...plain, clusterName: "c", transport: "knet", nodes }),
    "pcs cluster setup c n1 addr=10.0.0.1 addr=10.1.0.1 n2 addr=10.0.0.2 addr=10.1.0.2 transport knet",
  ],
  [
    "setup with all options",
    dialect.setup({
      clusterName: "c",
      transport: "knet",
      nodes: [{ name: "n1", addresses: ["10.0.0.1"] }],
      transportOptions: { ip_version: "ipv4", link_mode: "active" },
      links: [{ linknumber: "0", link_priority: "10" }, { linknumber: "1" }],
      compression: { model: "zlib" },
      crypto: { cipher: "aes256", hash: "sha256" },
      totem: { token: "4000" },
      quorum: { wait_for_all: "1" },
    }),
    "pcs cluster setup c n1 addr=10.0.0.1 transport knet ip_version=ipv4 link_mode=active " +
      "link linknumber=0 link_priority=10 link linknumber=1 compression model=zlib " +
      "crypto cipher=aes256 hash=sha256 totem token=4000 quorum wait_for_all=1",
  ],
  ["node add", dialect.nodeAdd(nodes[0]!), "pcs cluster node add n1 addr=10.0.0.1 addr=10.1.0.1"],
  ["node remove", dialect.nodeRemove("n2"), "pcs cluster node remove n2"],
  [
    "link add",
    dialect.linkAdd([
      { name: "n1", address: "10.2.0.1" },
      { name: "n2", address: "10.2.0.2" },
    ]),
    "pcs cluster link add n1=10.2.0.1 n2=10.2.0.2",
  ],
  [
    "link update of addresses",
    dialect.linkUpdate(1, { n1: "10.3.0.1" }, {}),
    "pcs cluster link update 1 n1=10.3.0.1",
  ],
  [
    "link update of options",
    dialect.linkUpdate(1, {}, { link_priority: "5" }),
    "pcs cluster link update 1 options link_priority=5",
  ],
  ["link remove", dialect.linkRemove(1), "pcs cluster link remove 1"],
  [
    "config update",
    dialect.configUpdate({ totem: { token: "5000", hold: "" }, transport: { link_mode: "passive" } }),
    "pcs cluster config update totem token=5000 hold= transport link_mode=passive",
  ],
  ["quorum update", dialect.quorumUpdate({ wait_for_all: "" }), "pcs quorum update wait_for_all="],
])("pcs 0.10 and newer: %s", (_what, argv, expected) => {
  expect(argv).toEqual(expected.split(" "));
});

test.each([
  ["0.10.8", "0.10"],
  ["0.11.5", "0.10"],
  ["0.12.0.2", "0.10"],
  ["1.0", "0.10"],
  ["0.9.169", "0.9"],
])("pcs %s speaks the words of %s", (version, generation) => {
  expect(dialectFor(version, "n1").generation).toBe(generation);
});

test.each([
  ["0.9.161", "pcs 0.9.161 on n1: 0.9.162 or newer is needed."],
  ["", "pcs (not found) on n1: 0.9.162 or newer is needed."],
])("pcs %j is refused before anything is changed", (version, message) => {
  expect(() => dialectFor(version, "n1")).toThrow(message);
});

test("a newer pcs can make and change all that can be declared", () => {
  const declared = { ...plain, clusterName: "c", transport: "knet", nodes };
  expect([dialect.beyondSetup(declared), dialect.beyondChange(["totem", "nodes"])]).toEqual([[], []]);
});

test("a quorum device in pcs's words", () => {
  const { deviceAdd, deviceUpdate, deviceRemove, authByToken } = dialectFor("0.11.5", "n1");
  const modelOptions = { host: "witness", algorithm: "ffsplit" };
  const heuristics = { mode: "on" };
  expect([
    deviceAdd({ options: { timeout: "11000" }, modelOptions, heuristics }).join(" "),
    deviceAdd({ options: {}, modelOptions, heuristics: {} }).join(" "),
    deviceUpdate({ options: { timeout: "" }, modelOptions: {}, heuristics: { mode: "" } }).join(" "),
    deviceRemove().join(" "),
    authByToken({ name: "witness", addresses: ["10.0.0.9"] }).join(" "),
  ]).toEqual([
    "pcs quorum device add timeout=11000 model net host=witness algorithm=ffsplit heuristics mode=on",
    "pcs quorum device add model net host=witness algorithm=ffsplit",
    "pcs quorum device update timeout= heuristics mode=",
    "pcs quorum device remove",
    "pcs host auth witness addr=10.0.0.9 --token /dev/stdin",
  ]);
});
