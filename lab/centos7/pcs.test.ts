import { error, newerWords } from "../../tests/fixtures/newer-words.js";
import { saidByStandIn as said } from "../../tests/fixtures/stand-in.js";

test("what pcs learned after 0.9 is refused in the manner of 0.9", () => {
  expect(newerWords.length).toBeGreaterThanOrEqual(20);
  const answers = said(newerWords.map(([line]) => line.split(" ")));
  expect(newerWords.map(([line], at) => [line, answers[at]])).toEqual(newerWords);
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
