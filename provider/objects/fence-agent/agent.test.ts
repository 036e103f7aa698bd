import { renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { FENCE_TOKEN } from "../../../lab/proxmox/accounts.js";
import { type Fault } from "../../../lab/proxmox/faults.js";
import { type AgentRun, failed, type Fencing, fencing, said } from "../../../tests/fixtures/fence-agent.js";

let lab: Fencing;
beforeEach(async () => {
  lab = await fencing();
});
afterEach(() => lab.close());

const powers = () => [101, 102].map((vmid) => lab.machines.state(vmid));
const asked = () => lab.server.calls.filter(({ method }) => method === "POST").map(({ path }) => path);
const place = () => `https://${lab.address}`;

test("a machine is told, switched off, told again and switched on; doing so twice changes nothing", async () => {
  const runs = [];
  for (const action of ["status", "off", "off", "status", "on", "on", "status"])
    runs.push(await lab.asked({ action }));
  expect(runs).toEqual([
    ...[said("Status: ON"), said("Success: Powered OFF"), said("Success: Powered OFF")],
    ...[said("Status: OFF", 2), said("Success: Powered ON"), said("Success: Powered ON"), said("Status: ON")],
  ]);
  expect(asked()).toEqual(["stop", "start"].map((verb) => `/nodes/pve1/qemu/101/status/${verb}`));
});

test("reboot is what it does by itself, to the machine of that name, wherever it is", async () => {
  expect(await lab.asked({ plug: "testdb02" })).toEqual(said("Success: Rebooted"));
  expect(asked()).toEqual(["stop", "start"].map((verb) => `/nodes/pve2/qemu/102/status/${verb}`));
});

test.each<[string, Fault, string, AgentRun]>([
  [
    "a lock of a backup",
    { kind: "locked", vmid: 101, lock: "backup" },
    "off",
    failed("machine 101 is locked (backup) (waited until the power timeout)"),
  ],
  [
    "a task that fails",
    { kind: "failed-task", type: "qmstop", exitstatus: "VM quit/powerdown failed" },
    "reboot",
    failed("the task to stop machine 101 failed: VM quit/powerdown failed (waited until the power timeout)"),
  ],
  [
    "a lock that shows in the task alone",
    { kind: "failed-task", type: "qmstop", exitstatus: "VM is locked (snapshot)" },
    "off",
    failed("the task to stop machine 101 failed: VM is locked (snapshot) (waited until the power timeout)"),
  ],
  [
    "a task that takes too long",
    { kind: "slow-task", type: "qmstop", seconds: 20 },
    "off",
    failed("the task to stop machine 101 has not ended within the power timeout"),
  ],
  [
    "a token that may only look",
    { kind: "missing-privilege", user: "fence@pve", privilege: "VM.PowerMgmt" },
    "off",
    failed("the token may not do this: Permission check failed (/vms/101, VM.PowerMgmt)"),
  ],
  [
    "a token that may not look",
    { kind: "missing-privilege", user: "fence@pve", privilege: "VM.Audit" },
    "reboot",
    failed("there is no machine 101, or the token has no VM.Audit on /vms/101"),
  ],
])("%s is no success, and the machine runs on", async (_what, fault, action, outcome) => {
  await lab.datacenter.break(fault);
  expect(await lab.asked({ action, power_timeout: "1" })).toEqual(outcome);
  expect(powers()).toEqual(["running", "running"]);
});

test("a host that is down is no success, although its machine may well be off", async () => {
  await lab.datacenter.break({ kind: "node-down", node: "pve1", power: "lost" });
  const why = `${place()} does not reach the machine's host: 595 No route to host`;
  expect(await lab.asked({ action: "off", power_timeout: "1" })).toEqual(
    failed(`${why} (waited until the power timeout)`),
  );
  expect(await lab.asked({ action: "status" })).toEqual(failed(why));
  expect(await lab.asked({ action: "off", plug: "102" })).toEqual(said("Success: Powered OFF"));
});

test.each<[string, Fault]>([
  ["a lock that goes", { kind: "locked", vmid: 101, lock: "backup", times: 1 }],
  ["a slow task", { kind: "slow-task", type: "qmstop", seconds: 1 }],
  ["a connection that is cut", { kind: "cut", path: "/status/stop", times: 1 }],
  ["an answer that does not come in time", { kind: "delay", path: "/status/stop", seconds: 3, times: 1 }],
  [
    "a proxy that gives up",
    { kind: "answer", path: "/tasks/", status: 596, message: "Broken pipe", times: 1 },
  ],
  [
    "a host that it has left",
    {
      ...{ kind: "answer", path: "/status/current", status: 500, times: 1 },
      message: "Configuration file 'nodes/pve1/qemu-server/101.conf' does not exist",
    },
  ],
])("%s is waited for", async (_what, fault) => {
  await lab.datacenter.break(fault);
  expect(await lab.asked({ action: "off" })).toEqual(said("Success: Powered OFF"));
  expect(powers()).toEqual(["stopped", "running"]);
});

test("a machine that is stopped in the middle of a rollback is not off for sure", async () => {
  await lab.machines.stop(101);
  await lab.datacenter.break({ kind: "locked", vmid: 101, lock: "rollback" });
  expect(await lab.asked({ action: "off", power_timeout: "1" })).toEqual(
    failed("machine 101 is locked (rollback) (waited until the power timeout)"),
  );
});

test("a machine that is off and does not start again is fenced, which is told", async () => {
  const exitstatus = "start failed: QEMU exited with code 1";
  const why = `the task to start machine 101 failed: ${exitstatus} (waited until the power timeout)`;
  await lab.datacenter.break({ kind: "failed-task", type: "qmstart", exitstatus });
  const rebooted = await lab.asked({ action: "reboot", power_timeout: "1" });
  expect(rebooted).toEqual({
    ...said("Success: Rebooted"),
    stderr: `fence_pve_token: off for sure, but not seen on again: ${why}`,
  });
  expect(powers()).toEqual(["stopped", "running"]);
  expect(await lab.asked({ action: "on", power_timeout: "1" })).toEqual(failed(why));
});

test("the watch tells that the token is good for its machine, or for any", async () => {
  expect(await lab.asked({ action: "monitor" })).toEqual(said(""));
  expect(await lab.asked({ action: "monitor", plug: "" })).toEqual(said(""));
  const user = "fence@pve";
  const fault = await lab.datacenter.break({ kind: "missing-privilege", user, privilege: "VM.PowerMgmt" });
  expect(await lab.asked({ action: "monitor" })).toEqual(failed("the token has no VM.PowerMgmt on /vms/101"));
  await lab.datacenter.mend(fault);
  await lab.datacenter.break({ kind: "missing-privilege", user, privilege: "VM.Audit" });
  expect(await lab.asked({ action: "monitor", plug: "" })).toEqual(
    failed("the token sees no machine: it needs VM.Audit and VM.PowerMgmt on /vms/..."),
  );
});

test("machines are listed with their names, and with their power as the cluster knows it", async () => {
  await lab.machines.stop(102);
  expect(await lab.asked({ action: "list", plug: "" })).toEqual(said("101,testdb01\n102,testdb02"));
  await lab.datacenter.break({ kind: "node-down", node: "pve1" });
  expect(await lab.asked({ action: "list-status", plug: "", separator: ";" })).toEqual(
    said("101;testdb01;UNKNOWN\n102;testdb02;OFF"),
  );
});

describe("the whole token in a file", () => {
  const { id, secret } = FENCE_TOKEN;
  const keep = (token: string): string => {
    const path = join(lab.folder, "token");
    // As the provider does: another file takes the place of the one before.
    writeFileSync(`${path}.new`, `${token}\n`, { mode: 0o600 });
    renameSync(`${path}.new`, path);
    return path;
  };
  const given = (password_file: string) => ({ password: "", username: "", password_file });

  test("is known without a username, and counts where another one is given", async () => {
    const path = keep(`${id}=${secret}`);
    expect(await lab.asked({ action: "status", ...given(path) })).toEqual(said("Status: ON"));
    expect(await lab.asked({ action: "status", ...given(path), username: "a@b!c" })).toEqual(
      said("Status: ON"),
    );
  });

  test("is taken anew when it is refused and was replaced meanwhile, and only then", async () => {
    const { access } = lab.datacenter;
    const path = keep(`${id}=${secret}`);
    const next = access.makeToken("fence@pve", "next");
    await lab.datacenter.break({ kind: "locked", vmid: 101, lock: "backup" });
    const running = lab.asked({ action: "off", ...given(path) });
    while (!lab.server.calls.some(({ path: called }) => called.endsWith("/status/current")))
      await new Promise((resolve) => setTimeout(resolve, 20));
    keep(`fence@pve!next=${next}`);
    access.revokeToken("fence@pve", "pair");
    await lab.datacenter.mend();
    expect(await running).toEqual(said("Success: Powered OFF"));
    access.revokeToken("fence@pve", "next");
    expect(await lab.asked({ action: "off", ...given(path) })).toEqual(
      failed(`${place()} refuses the token: no such token 'next' for user 'fence@pve'`),
    );
  });
});
