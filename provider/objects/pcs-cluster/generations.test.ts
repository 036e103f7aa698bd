import { dialectFor } from "../../pcs/dialect.js";
import type { NodeSurvey } from "../../pcs/survey.js";
import type { Declared } from "./arguments.js";
import { chosenByNodes, refuseBeyondSetup, setupOf } from "./generations.js";

const declared: Declared = {
  ...{ clusterName: "c", haclusterPassword: "x", transport: "udpu", enable: true },
  nodes: [
    { name: "n1", addresses: ["10.0.0.1"] },
    { name: "n2", addresses: ["10.0.0.2"] },
  ],
};
const survey = (pcs: string, n1: string[]): NodeSurvey => ({
  ...{ pcs, capabilities: [], pacemaker: "1.1.23", corosync: "2.4.5", configured: false, unresolved: [] },
  ...{ conf: undefined, status: undefined, packagedConf: false, tokens: {} },
  node: { name: "n1", addresses: [], ssh: { host: "10.0.0.1" } },
  services: {} as NodeSurvey["services"],
  resolved: { n1, n2: ["10.0.0.2"] },
});
const refusal = (pcs: string, args: Declared, n1 = ["10.0.0.1"]) => {
  const surveys = [survey(pcs, n1)] as const;
  return () => refuseBeyondSetup(args, surveys[0], surveys);
};

test("pcs 0.9 makes a cluster whose names lead to its addresses", () => {
  expect(refusal("0.9.169", declared)).not.toThrow();
  expect(refusal("0.11.5", { ...declared, transport: "knet" }, ["127.0.0.1"])).not.toThrow();
});

test.each<[string, Declared, string[], string]>([
  [
    "knet",
    { ...declared, transport: "knet" },
    ["10.0.0.1"],
    "transport: pcs 0.9.169 cannot make a cluster with knet, only with udpu or udp; pcs 0.10.1 and newer can.",
  ],
  [
    "a name that cloud-init has led to the host itself",
    declared,
    ["127.0.0.1"],
    "nodes: on n1 the name n1 leads to 127.0.0.1, not to 10.0.0.1; pcs 0.9.169 makes clusters by names: write n1 into /etc/hosts of every node (PacemakerHost does).",
  ],
  [
    "a name that nobody knows",
    declared,
    [],
    "nodes: on n1 the name n1 leads to nothing, not to 10.0.0.1; pcs 0.9.169 makes clusters by names: write n1 into /etc/hosts of every node (PacemakerHost does).",
  ],
])("pcs 0.9 is not asked for %s", (_what, args, n1, message) => {
  expect(refusal("0.9.169", args, n1)).toThrow(message);
});

test.each([
  ["0.9.169", undefined, "udpu"],
  ["0.10.8", undefined, "knet"],
  ["0.12.0.2", "udp", "udp"],
])("pcs %s sets up a cluster that says %s of its transport with %s", (pcs, transport, becomes) => {
  const { transport: _transport, ...silent } = declared;
  const args = transport === undefined ? silent : { ...silent, transport };
  expect(setupOf(args, dialectFor(pcs, "n1")).transport).toBe(becomes);
});

test.each<[string, Declared, Declared | undefined, Partial<Declared>]>([
  ["what it is told", { ...declared, transport: "udp" }, declared, {}],
  [
    "what it has, also one of long ago",
    silentOf(declared),
    { ...declared, transport: "knet" },
    { transport: "knet" },
  ],
  ["nothing that it never said", silentOf(declared), silentOf(declared), {}],
])("a cluster's transport stays %s", async (_what, args, old, chosen) => {
  expect(await chosenByNodes({ ...args, connection: {}, hostKeys: {} }, old)).toEqual(chosen);
});

function silentOf({ transport: _transport, ...silent }: Declared): Declared {
  return silent;
}

test.each([
  [undefined, {}],
  [{ cipher: "none" }, { cipher: "none" }],
  [{ cipher: "aes128" }, { cipher: "aes128", hash: "sha256" }],
  [{ hash: "sha512" }, { cipher: "aes256", hash: "sha512" }],
])("crypto options %j are completed, because pcs completes none: %j", (crypto, becomes) => {
  const { transport: _transport, ...silent } = declared;
  const args = crypto === undefined ? silent : { ...silent, crypto };
  expect(setupOf(args, dialectFor("0.11.5", "n1")).crypto).toEqual(becomes);
});
