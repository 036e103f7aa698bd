import type { NodeSurvey } from "../../pcs/survey.js";
import type { Declared } from "./arguments.js";
import { refuseBeyondSetup } from "./generations.js";

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
