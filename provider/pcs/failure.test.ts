import { classify, commandFailure, remedy, toolText, type FailureKind } from "./failure.js";

test.each<[FailureKind, string]>([
  ["auth", "Error: node1: Username and/or password is incorrect"],
  ["auth", "Unable to authenticate to n1 - (HTTP error: 401), try running 'pcs host auth n1'"],
  ["auth", "Error: Host 'node3' is not known to pcs, try to authenticate the host using 'pcs host auth'"],
  ["unreachable", "Unable to connect to node2, check if pcsd is running there (Failed to connect to n2)"],
  ["unreachable", "Error: Unable to communicate with node3"],
  ["unreachable", "Error: pcsd is not running on nodeX, use --force to override"],
  ["in-a-cluster", "Error: node1: node is already in a cluster"],
  ["in-a-cluster", "n1: the host seems to be in a cluster already, use --force to override"],
  [
    "in-a-cluster",
    "Error: Some nodes are already in a cluster. Enforcing this will destroy existing cluster",
  ],
  ["not-running", "Error: unable to get cib"],
  ["not-running", "Error: error running crm_mon, is pacemaker running?"],
  ["not-running", "Error: cluster is not currently running on this node"],
  ["not-running", "Signon to CIB failed: Transport endpoint is not connected"],
  ["not-running", '<pacemaker-result><status code="102" message="Not connected"/></pacemaker-result>'],
  ["not-configured", "Error: Unable to read /etc/corosync/corosync.conf: No such file or directory"],
  ["not-configured", "Error: Unable to read Corosync configuration '/etc/corosync/corosync.conf': No such"],
  ["conflict", "Call cib_apply_diff failed (-205): Update was older than existing configuration"],
  ["conflict", "Call cib_apply_diff failed: Application of update diff failed"],
  ["conflict", "Call cib_apply_diff failed (-206): Application of an update diff failed"],
  ["conflict", "Error: Some nodes had a newer known-hosts than the local node."],
  ["timeout", "Error: waiting timeout"],
  ["timeout", "nodeX: Waiting timeout"],
  ["timeout", "Call cib_query failed (-62): Timer expired"],
  ["quorum", "Error: Stopping the node(s) will cause a loss of the quorum, use --force to override"],
  ["exists", "Error: 'ip' already exists"],
  ["exists", "Error: duplicate constraint already exists, use --force to override"],
  ["exists", "Role 'r1' is already asigned to 'u1'"],
  ["exists", "Error: quorum device is already defined"],
  ["exists", "R is already a clone resource"],
  ["exists", "operation monitor with interval 25s already specified for R:"],
  ["exists", "Node name 'node2' is already used by existing nodes; please, use other name"],
  ["schema", "Call cib_apply_diff failed: Update does not conform to the configured schema"],
  ["syntax", "\nUsage: pcs resource [commands]..."],
  ["syntax", "Error: Specified option '--x' is not supported in this command"],
  ["syntax", "Error: option --x not recognized"],
  ["validation", "Error: invalid resource option 'x', allowed options are: ip, nic, use --force to override"],
  ["validation", "required stonith option 'vmtype' is missing, use --force to override"],
  ["validation", "invalid value of property: 'k=v', (use --force to override)"],
  ["not-found", "Error: Resource 'X' does not exist."],
  ["not-found", "Error: Unable to find resource: 'X'"],
  ["not-found", "Cannot remove property 'x', it is not present in property set 'cib-bootstrap-options'"],
  ["not-found", "Error: can't remove property: 'x' that doesn't exist"],
  ["permission", "Error: unable to read: Permission denied"],
  ["unknown", "Segmentation fault"],
  ["unknown", ""],
])("%s is told by: %s", (kind, text) => {
  expect(classify(text)).toBe(kind);
});

test.each<[string, string | undefined]>([
  [
    "n1: Username and/or password is incorrect",
    "Set the same hacluster password on every node (`passwd hacluster`, or PacemakerHost), then run again.",
  ],
  [
    "Unable to communicate with node3",
    "Start pcsd there (`systemctl enable --now pcsd`) and open TCP port 2224 between the nodes.",
  ],
  ["[findif] failed", "Give `nic` and `cidrNetmask`, or an address in a subnet of the nodes."],
  ["Error: 'ip' already exists", undefined],
])("what to do about: %s", (text, help) => {
  expect(remedy(text)).toBe(help);
});

test("a failed command says what was tried, where, the tool's own words, and what to do", () => {
  const ran = {
    code: 1,
    stdout: "",
    stderr:
      "Error: Unable to communicate with n2\nError: Errors have occurred, therefore pcs is unable to continue\n",
  };
  const failure = commandFailure("authenticate to pcsd of n2", "n1", ran);
  expect({ kind: failure.kind, name: failure.name, stack: failure.stack, message: failure.message }).toEqual({
    kind: "unreachable",
    name: "PcsFailure",
    stack: "",
    message:
      "Unable to authenticate to pcsd of n2 on n1 (exit 1): Error: Unable to communicate with n2\n" +
      "Start pcsd there (`systemctl enable --now pcsd`) and open TCP port 2224 between the nodes.",
  });
});

test("a command that says nothing fails with its exit code", () => {
  const { kind, message } = commandFailure("stop pacemaker", "n1", { code: 7, stdout: " \n", stderr: "" });
  expect([kind, message]).toEqual(["unknown", "Unable to stop pacemaker on n1 (exit 7): no output"]);
});

test.each<[string, string, string]>([
  [
    "the configuration that old pcs prints",
    'Error: Unable to update cib\n<cib epoch="1"><nvpair name="passwd" value="hush"/></cib>\nUpdate does not conform',
    "Error: Unable to update cib\n[configuration not shown]\nUpdate does not conform",
  ],
  [
    "a configuration that was cut off",
    'refused\n<configuration>\n <nvpair name="passwd" value="hush"/>',
    "refused\n[configuration not shown]",
  ],
  [
    "a password",
    "Agent said: login=root passwd=hush ip=10.0.0.1",
    "Agent said: login=root passwd=[secret] ip=10.0.0.1",
  ],
  [
    "a fence device's password in one line of the schema's complaint",
    '<nvpair id="f1-passwd" name="passwd" value="hush"/> is invalid',
    '<nvpair id="f1-passwd" name="passwd" value="[secret]"/> is invalid',
  ],
  ["a token", "pcsd_token_secret: hush", "pcsd_token_secret: [secret]"],
])("a message shows nothing of %s", (_what, stderr, shown) => {
  expect(toolText({ stdout: "", stderr })).toBe(shown);
});
