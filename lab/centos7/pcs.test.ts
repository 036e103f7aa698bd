import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { interpreter } from "../../tests/fixtures/local-node.js";

const GRAMMAR = `
import json, sys
sys.path.insert(0, sys.argv[1])
sys.dont_write_bytecode = True
from grammar import Refused, translated

def said(argv):
    try:
        return [[call.argv, call.flags] for call in translated(argv)[0]]
    except Refused as refused:
        return refused.stderr or refused.stdout

json.dump([said(argv) for argv in json.load(sys.stdin)], sys.stdout)
`;

/** What the stand-in for pcs 0.9 makes of commands: those of the pcs beneath with their flags, or a refusal's text. */
function said(lines: readonly (readonly string[])[]): readonly unknown[] {
  const argv = ["-c", GRAMMAR, join(__dirname, "pcs")];
  const { stdout, stderr } = spawnSync(interpreter("python3") ?? "", argv, { input: JSON.stringify(lines) });
  if (stderr.length > 0) throw new Error(stderr.toString());
  return JSON.parse(stdout.toString()) as unknown[];
}

const usage = (area: string) => `\nUsage: pcs ${area} [commands]...\n`;
const everywhere = "\nUsage: pcs [-f file] [-h] [commands]...\n";
const unknown = (option: string) => `option ${option} not recognized${everywhere}`;
const error = (message: string) => `Error: ${message}\n`;
const ROLES = "allowed values are: Stopped, Started, Slave, Master";

/** Spellings of 0.10 and newer, and how 0.9 says that it does not know them. */
const newer: readonly (readonly [string, string])[] = [
  ["host auth n1 addr=10.0.0.1 -u hacluster", everywhere],
  [
    "cluster setup c n1 addr=10.0.0.1",
    error("A cluster name (--name <name>) is required to setup a cluster"),
  ],
  ["cluster node add n3 addr=10.0.0.3", usage("cluster")],
  ["cluster config update totem token=2000", usage("cluster")],
  ["cluster link add n1=10.1.0.1", usage("cluster")],
  ["cluster cib --output-format=json", unknown("--output-format")],
  ["resource config", usage("resource")],
  ["resource promotable r", usage("resource")],
  ["resource remove r", usage("resource")],
  ["resource delete a b", usage("resource")],
  ["resource move-with-constraint r", usage("resource")],
  ["resource create r ocf:pacemaker:Dummy promotable", error("missing value of 'promotable' option")],
  ["resource create r ocf:pacemaker:Dummy group g", error("missing value of 'group' option")],
  ["resource create --future r ocf:pacemaker:Dummy", unknown("--future")],
  [
    "resource create r ocf:pacemaker:Stateful op monitor role=Promoted",
    error(`invalid role value 'Promoted', ${ROLES}`),
  ],
  ["resource clone r own-id", error("missing value of 'own-id' option")],
  ["resource defaults update resource-stickiness=1", error("missing value of 'update' option")],
  ["resource defaults set create id=d meta a=b", error("missing value of 'set' option")],
  ["resource cleanup r node=n1", usage("resource")],
  [
    "resource bundle create b container podman image=i",
    error("'podman' is not a valid container type value, use docker, rkt"),
  ],
  ["stonith config", usage("stonith")],
  [
    "stonith create f fence_virsh ip=10.0.0.1",
    error("invalid stonith option 'ip', allowed options are: ipaddr, use --force to override"),
  ],
  [
    "stonith level remove 1 target n1 stonith f",
    error("Fencing level for 'target' at level '1' with device(s) 'f', 'n1', 'stonith' does not exist"),
  ],
  ["constraint config", usage("constraint")],
  [
    "constraint location add l r n1 score=10",
    error("invalid score 'score=10', use integer or INFINITY or -INFINITY"),
  ],
  ["constraint colocation add Promoted a with b", error(`invalid role value 'Promoted', ${ROLES}`)],
  ["property config", usage("property")],
  ["acl role remove r", usage("acl")],
  ["alert delete a", usage("alert")],
  ["tag create t r", everywhere],
  ["status query resource r exists", usage("status")],
  ["pcsd accept_token file", usage("pcsd")],
  ["cluster destroy --yes", unknown("--yes")],
];

test("what pcs learned after 0.9 is refused in the manner of 0.9", () => {
  expect(newer.length).toBeGreaterThanOrEqual(20);
  const answers = said(newer.map(([line]) => line.split(" ")));
  expect(newer.map(([line], at) => [line, answers[at]])).toEqual(newer);
});

test("a rule is a word each, without numbers, and a wait is not for a file", () => {
  const location = ["constraint", "location", "r", "rule", "score=1"];
  const odd = (rule: string, at: string) =>
    error(`'${rule}' is not a valid rule expression: unexpected '${at}'`);
  expect(
    said([
      [...location, "#uname eq n1"],
      [...location, "pingd", "gt", "number", "4"],
      [...location, "role=Promoted", "defined", "a"],
      ["-f", "cib", "resource", "create", "r", "ocf:pacemaker:Dummy", "--wait"],
    ]),
  ).toEqual([
    odd("#uname eq n1", "#uname eq n1"),
    odd("pingd gt number 4", "4"),
    error("invalid role 'Promoted', use 'master' or 'slave'"),
    error("Cannot use '-f' together with '--wait'"),
  ]);
});

/** Words of 0.9, and those of the pcs that does it. */
const own: readonly (readonly [string, string, Readonly<Record<string, string>>?])[] = [
  ["cluster auth localhost -u hacluster --force", "host auth localhost addr=localhost", { u: "hacluster" }],
  [
    "cluster setup --name c localhost --transport udpu --token=3000 --wait_for_all=1 --encryption 1 --start",
    "cluster setup c localhost transport udpu totem token=3000 quorum wait_for_all=1",
    { start: "" },
  ],
  ["cluster node add n3 --start", "cluster node add n3", { start: "" }],
  ["cluster standby n1", "node standby n1"],
  ["cluster start --all --wait=60", "cluster start", { all: "", wait: "60" }],
  [
    "resource create r ocf:pacemaker:Dummy op monitor interval=9s meta a=b clone clone-max=1 --disabled",
    "resource create r ocf:pacemaker:Dummy op monitor interval=9s meta a=b clone clone-max=1",
    { disabled: "" },
  ],
  ["resource master m r master-max=1", "resource promotable r m meta master-max=1"],
  [
    "resource create r ocf:pacemaker:Stateful master notify=true",
    "resource create r ocf:pacemaker:Stateful promotable r-master notify=true",
  ],
  ["resource defaults resource-stickiness=1", "resource defaults resource-stickiness=1"],
  ["resource cleanup r --node n1", "resource cleanup r node=n1"],
  ["resource delete r --force", "resource delete r", { force: "" }],
  [
    "stonith create f fence_virsh ipaddr=10.0.0.1 login=u",
    "stonith create f fence_virsh ipaddr=10.0.0.1 login=u",
  ],
  ["stonith level remove 1 n1 f", "stonith level remove 1 n1 f"],
  ["constraint location add l r n1 -INFINITY", "constraint location add l r n1 -INFINITY"],
  [
    "constraint location r rule role=master score=1 #uname eq n1 and pingd gt integer 4",
    "constraint location r rule role=master score=1 #uname eq n1 and pingd gt number 4",
  ],
  ["constraint colocation add Master a with b -5 id=c", "constraint colocation add Master a with b -5 id=c"],
  [
    "constraint order promote a then start b kind=Optional id=o",
    "constraint order promote a then start b kind=Optional id=o",
  ],
  ["property set a=b --force", "property set a=b", { force: "" }],
];

test("what pcs 0.9 knows is said to the pcs beneath in its words", () => {
  const answers = said(own.map(([line]) => line.split(" ")));
  expect(answers).toEqual(own.map(([, words, flags = {}]) => [[words.split(" "), flags]]));
});
