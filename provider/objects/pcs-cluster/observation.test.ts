import { readCorosyncConf } from "../../pcs/corosync-conf.js";
import type { NodeSurvey } from "../../pcs/survey.js";
import type { Declared } from "./arguments.js";
import { declaredAs } from "./observation.js";
import { pcsCluster } from "./pcs-cluster.js";

const names = ["testdb01", "testdb02"];
const declared: Declared = {
  ...{ clusterName: "testdb", haclusterPassword: "hacluster", transport: "knet", enable: true },
  nodes: names.map((name, index) => ({ name, addresses: [`192.168.0.${113 + index}`] })),
};
const conf = readCorosyncConf(`totem {
  cluster_name: testdb
  transport: knet
}
nodelist {
${names.map((name, index) => `  node {\n    ring0_addr: ${name}\n    name: ${name}\n    nodeid: ${index + 1}\n  }`).join("\n")}
}
`);

function surveyed(...testdb02: readonly string[]): readonly NodeSurvey[] {
  const unit = { installed: true, active: true, enabled: true };
  const survey = {
    conf,
    services: { pcsd: unit, corosync: unit, pacemaker: unit },
    resolved: { testdb01: ["192.168.0.113"], testdb02 },
  };
  return names.map((name) => ({ ...survey, node: { name } }) as unknown as NodeSurvey);
}

test.each<[string, readonly string[], readonly string[]]>([
  ["leads to the declared address is no difference", ["192.168.0.114"], ["192.168.0.113", "192.168.0.114"]],
  ["leads elsewhere is one", ["192.168.0.9"], ["192.168.0.113", "testdb02"]],
  ["leads nowhere is one", [], ["192.168.0.113", "testdb02"]],
])("a node's name in corosync.conf that %s", (_what, testdb02, addresses) => {
  const found = declaredAs(declared, conf, surveyed(...testdb02));
  expect(found.nodes.flatMap((node) => node.addresses)).toEqual(addresses);
});

test("a node that is in no cluster is not one of its nodes, although another lists it", () => {
  const [first, second] = surveyed("192.168.0.114");
  const found = declaredAs(declared, conf, [first, { ...second, conf: undefined }] as readonly NodeSurvey[]);
  expect(found.nodes.map(({ name }) => name)).toEqual(["testdb01"]);
});

test("a preview warns of fencing that failed when the cluster was looked at last, and of nothing else", () => {
  const seen = { ...declared, fencingFailures: { testdb01: "it is lost: machine 101 is locked (backup)" } };
  expect(pcsCluster.notices(declared, seen)).toEqual([
    "WARNING: when it was last looked at, fencing failed: testdb01: it is lost: machine 101 is locked (backup)",
  ]);
  expect(pcsCluster.notices(declared, { ...declared, fencingFailures: {} })).toEqual([]);
});
