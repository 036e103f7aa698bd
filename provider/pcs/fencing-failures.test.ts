import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { interpreter } from "../../tests/fixtures/local-node.js";
import { fencingFailures, type FencingSaid } from "./fencing-failures.js";
import { readStatus } from "./status.js";

// Reads a log's lines as the survey does.
const driver = `
import json, re, sys, time, os
text = str
exec(open(sys.argv[1]).read())
sys.stdout.write(json.dumps(failures_in(json.loads(sys.stdin.read()))))
`;

function saidBy(...lines: readonly string[]): Readonly<Record<string, string>> {
  const input = JSON.stringify(lines);
  const file = join(__dirname, "node/fencing.py");
  const said = execFileSync(interpreter("python3") ?? "", ["-c", driver, file], { input, encoding: "utf8" });
  const { "": last, ...all } = JSON.parse(said) as FencingSaid;
  const named = Object.entries(all).map(([name, [reason]]) => [name, reason] as const);
  // What was said last counts where nothing has a name.
  return Object.fromEntries(named.length === 0 && last ? [["", last[0]]] : named);
}

const line = (text: string) => `Nov 28 18:36:34.123 n2 pacemaker-fenced    [42] ${text}`;
const ours = "fence_pve_token: machine 101 is locked (backup) (waited until the power timeout)";
const spoken = line(`(log_action) 	warning: fence_pve_token[77] stderr: [ ${ours} ]`);
const ran = (result: string, process = 77) =>
  line(`(log_async_result) 	error: Operation 'reboot' [${process}] targeting n1 using fence-n1 ${result}`);
const ended = (result: string) =>
  line(
    `(finalize_op) 	error: Operation 'reboot' targeting n1 by n2 for pacemaker-controld.46@n2: ${result} | id=7f`,
  );
const words = "machine 101 is locked (backup) (waited until the power timeout)";

test.each<[string, readonly string[], Readonly<Record<string, string>>]>([
  ["the agent's words", [spoken, ran("returned 1 | call 2 from controld"), ended("Error")], { n1: words }],
  [
    "Pacemaker's, where the agent says nothing",
    [ran("could not be executed: Timed Out (Fence agent did not complete within 60s) | call 2 from c", 8)],
    { n1: "Timed Out (Fence agent did not complete within 60s)" },
  ],
  [
    "that nobody could",
    [ended("Error occurred (No fence device)")],
    { n1: "Error occurred (No fence device)" },
  ],
  [
    "nothing when it was fenced after all",
    [spoken, ran("returned 1"), ended("Error"), ended("OK (complete)")],
    {},
  ],
  ["nothing when the agent has done it", [spoken, ran("returned 1"), ran("returned 0 | call 3 from c")], {}],
  [
    "of a watch what is wrong with the device",
    [spoken, line("(log_async_result) notice: Operation 'monitor' [77] using fence-n1 returned 1")],
    { "fence-n1": words },
  ],
  [
    "the words of Pacemaker 1.1 and 2.0",
    [
      "Nov 28 18:36:34 [42] n2 stonith-ng:  warning: log_action:	fence_pve_token[77] stderr: [ a reason ]",
      "Nov 28 18:36:34 [42] n2 stonith-ng:    error: log_operation:	Operation 'reboot' [77] (call 2 from crmd.4) for host 'n1' with device 'fence-n1' returned: -201 (Generic Pacemaker error)",
      "Nov 28 18:36:34 [42] n2 stonith-ng:    error: log_operation:	Operation 'monitor' [78] for device 'fence-n2' returned: -62 (Timer expired)",
    ],
    { n1: "a reason", "fence-n2": "exit -62 (Timer expired)" },
  ],
])("a log tells %s", (_what, lines, said) => {
  expect(saidBy(...lines)).toEqual(said);
});

test("lost nodes have the latest reason of any log, devices that fail theirs, and others none", () => {
  const node = (name: string, unclean: boolean) =>
    `<node name="${name}" online="${!unclean}" unclean="${unclean}"/>`;
  const device = (name: string, active: boolean) =>
    `<resource id="${name}" role="${active ? "Started" : "Stopped"}" active="${active}" managed="true"/>`;
  const failure = (name: string) => `<failure op_key="${name}_start_0" node="n2" call="5" exitcode="1"/>`;
  const status = readStatus(
    `<pacemaker-result><nodes>${node("n1", true)}${node("n2", false)}${node("n3", true)}</nodes>
    <resources>${device("fence-n1", false)}${device("fence-n2", true)}${device("off", false)}</resources>
    <failures>${failure("fence-n1")}${failure("fence-n2")}</failures></pacemaker-result>`,
  );
  const one: FencingSaid = { n1: ["earlier", 5], "fence-n1": ["no answer", 5], "fence-n2": ["over", 5] };
  expect(fencingFailures(status, [{ "": ["said just now", 7] }])).toMatchObject({
    n1: "it is lost and has to be fenced before its resources start elsewhere: said just now",
  });
  expect(fencingFailures(status, [one, { n1: ["later", 6], n2: ["over", 5], off: ["over", 5] }])).toEqual({
    n1: "it is lost and has to be fenced before its resources start elsewhere: later",
    n3: "it is lost and has to be fenced before its resources start elsewhere: no attempt has failed yet",
    "fence-n1": "the device does not run: no answer",
  });
});
