import { FENCE_USER } from "./accounts.js";
import { type Answer, call } from "./client.js";
import { serve, type Served } from "./datacenter-under-test.js";
import { type Fault } from "./faults.js";

const CURRENT = "/nodes/pve1/qemu/101/status/current";
const VERB = "/nodes/pve1/qemu/101/status";
const IMPORT = { content: "import", filename: "b.qcow2", url: "https://images.example/debian-12.qcow2" };
const MACHINE = { vmid: "101", name: "one", scsi0: "local-lvm:0,import-from=local:import/b.qcow2" };

const locked: Fault = { kind: "locked", vmid: 101, lock: "backup" };
const failedStart: Fault = {
  kind: "failed-task",
  type: "qmstart",
  exitstatus: "start failed: QEMU exited with code 1",
};
const withheld: Fault = { kind: "missing-privilege", user: "pulumi@pve", privilege: "VM.PowerMgmt" };
const notNumber = "type check ('integer') failed - got 'two'";
const noAddress = "failed to get address info for: pve9: Name or service not known";

let served: Served;
beforeEach(async () => {
  served = await serve();
  await served.task("POST", "/nodes/pve1/storage/local/download-url", IMPORT);
  await served.task("POST", "/nodes/pve1/qemu", MACHINE);
});
afterEach(() => served.server.close());

const refusal = (status: number, message: string, errors?: object): Answer => ({
  status,
  reason: message,
  body: { data: null, message: `${message}\n`, ...(errors && { errors }) },
});

const schema = "property is not defined in schema and the schema does not allow additional properties";
test.each([
  ["GET", "/nodes/pve1/qemu/7/config", {}, missing("pve1", 7)],
  ["GET", "/nodes/pve2/qemu/101/config", {}, missing("pve2", 101)],
  [
    "GET",
    "/nodes/pve1/qemu/one/config",
    {},
    parameter({ vmid: "type check ('integer') failed - got 'one'" }),
  ],
  ["POST", "/nodes/pve1/qemu", { vmid: "101" }, taken("pve1")],
  ["POST", "/nodes/pve2/qemu", { vmid: "101" }, taken("pve1")],
  ["POST", "/nodes/pve1/qemu", { vmid: "102", colour: "red" }, parameter({ colour: schema })],
  [
    "POST",
    "/nodes/pve1/qemu",
    { vmid: "102", scsi0: "nope:8" },
    refusal(500, "storage 'nope' does not exist"),
  ],
  ["PUT", "/nodes/pve1/qemu/101/config", { cores: "two" }, parameter({ cores: notNumber })],
  ["POST", `${VERB}/reset`, {}, refusal(500, "VM 101 not running")],
  ["GET", "/cluster/nextid", { vmid: "101" }, parameter({ vmid: "VM 101 already exists" })],
  ["GET", "/nodes/pve9/qemu", {}, refusal(500, `hostname lookup 'pve9' failed - ${noAddress}`)],
  ["GET", "/nodes/pve1/lxc", {}, refusal(501, "Method 'GET /nodes/pve1/lxc' not implemented")],
])("%s %s %p is refused as Proxmox refuses it", async (method, path, form, answer) => {
  expect(await served.call(method, path, form as Record<string, string>)).toEqual(answer);
});

test("a call that the API does not know is noted", async () => {
  await served.call("GET", "/nodes/pve1/lxc");
  expect(served.server.calls.filter(({ isUnknown }) => isUnknown)).toEqual([
    { method: "GET", path: "/nodes/pve1/lxc", status: 501, isUnknown: true },
  ]);
});

test.each<[string, Fault, readonly [string, string, Record<string, string>?], string]>([
  ["locked", locked, ["POST", `${VERB}/start`], "VM is locked (backup)"],
  ["locked", locked, ["PUT", "/nodes/pve1/qemu/101/config", { cores: "2" }], "500 VM is locked (backup)"],
  ["failed", failedStart, ["POST", `${VERB}/start`], "start failed: QEMU exited with code 1"],
  ["not its own task", failedStart, ["POST", `${VERB}/stop`], "OK"],
  ["slow", { kind: "slow-task", type: "qmstart", seconds: 0.05 }, ["POST", `${VERB}/start`], "OK"],
  ["down", { kind: "node-down", node: "pve1" }, ["GET", CURRENT], "595 No route to host"],
  ["answered", { kind: "answer", status: 596, message: "Broken pipe" }, ["GET", CURRENT], "596 Broken pipe"],
  ["withheld", withheld, ["POST", `${VERB}/start`], "403 Permission check failed (/vms/101, VM.PowerMgmt)"],
  [
    "without storage",
    { kind: "missing-storage", storage: "local" },
    ["POST", "/nodes/pve1/storage/local/download-url", IMPORT],
    "500 storage 'local' does not exist",
  ],
  [
    "without image",
    { kind: "missing-image", volid: "local:import/b.qcow2" },
    ["POST", "/nodes/pve1/qemu", { ...MACHINE, vmid: "102" }],
    "500 volume 'local:import/b.qcow2' does not exist",
  ],
])("a machine or a node that is %s answers so, until it is mended", async (_name, fault, made, outcome) => {
  const number = await served.datacenter.break(fault);
  expect(await served.task(...made)).toEqual(outcome);
  await served.datacenter.mend(number);
  expect(served.datacenter.faults.list()).toEqual({});
});

test("a fault that happens once is over then", async () => {
  await served.datacenter.break({ kind: "cut", path: "/version", times: 1 });
  await expect(served.call("GET", "/version")).rejects.toThrow("socket hang up");
  expect((await served.call("GET", "/version")).status).toEqual(200);
});

test("a Proxmox node that loses its power takes its machines with it, and starts what is to start with it", async () => {
  await served.call("PUT", "/nodes/pve1/qemu/101/config", { onboot: "1" });
  await served.task("POST", `${VERB}/start`);
  await served.datacenter.break({ kind: "node-down", node: "pve1", power: "lost" });
  expect(served.machines.state(101)).toEqual("stopped");
  const { body } = await served.call("GET", "/cluster/resources", { type: "vm" });
  expect((body as { data: { status: string }[] }).data.map(({ status }) => status)).toEqual(["unknown"]);
  await served.datacenter.mend();
  expect(served.machines.state(101)).toEqual("running");
});

test("fence_pve's way: a ticket as a cookie with attributes behind it, a token against forgery, POST without a body", async () => {
  const { headers: _headers, ...nobody } = served.endpoint;
  const login = { username: FENCE_USER.user, password: FENCE_USER.password };
  const { body } = await call(nobody, "POST", "/access/ticket", login);
  const { ticket, CSRFPreventionToken } = (body as { data: Record<string, string> }).data;
  const cookie = `PVEAuthCookie=${ticket}; version=0; path=/; domain=127.0.0.1; port=8006; secure=1; discard=0`;
  const headers = { cookie, CSRFPreventionToken: CSRFPreventionToken ?? "" };
  const status = async (method: string, path: string, endpoint = { ...nobody, headers }) => {
    const answer = await call(endpoint, method, path);
    return `${answer.status} ${answer.reason}`;
  };
  expect(await status("POST", `${VERB}/start`)).toEqual("200 OK");
  expect(await status("GET", "/nodes/pve1/qemu/101/config")).toEqual("200 OK");
  expect(await status("DELETE", "/nodes/pve1/qemu/101")).toEqual(
    "403 Permission check failed (/vms/101, VM.Allocate)",
  );
  const forged = { ...nobody, headers: { ...headers, CSRFPreventionToken: "" } };
  expect(await status("POST", `${VERB}/stop`, forged)).toEqual("401 Permission denied - invalid csrf token");
  await served.datacenter.break({ kind: "expired-tickets" });
  expect(await status("GET", CURRENT)).toEqual("401 permission denied - invalid PVE ticket");
});

test.each([
  [{}, "No ticket"],
  [{ authorization: "PVEAPIToken=pulumi@pve!pacemaker=wrong" }, "invalid token value!"],
  [{ authorization: "PVEAPIToken=pulumi@pve!other=x" }, "no such token 'other' for user 'pulumi@pve'"],
])("a caller with %p is told %p", async (headers, message) => {
  const endpoint = { ...served.endpoint, headers: headers as Record<string, string> };
  expect(await call(endpoint, "GET", "/version")).toEqual(refusal(401, message));
});

test.each(["local:import/b.qcow2", "import/b.qcow2"])(
  "an image is downloaded again once %s is removed",
  async (volume) => {
    const again = () => served.task("POST", "/nodes/pve1/storage/local/download-url", IMPORT);
    expect(await again()).toContain("refusing to override existing file");
    const path = `/nodes/pve1/storage/local/content/${encodeURIComponent(volume)}`;
    expect(await served.task("DELETE", path)).toEqual("OK");
    expect(await again()).toEqual("OK");
  },
);

test("a machine whose making fails is not there, and its number is free", async () => {
  const exitstatus = "no space left on device";
  served.datacenter.faults.add({ kind: "failed-task", type: "qmcreate", vmid: 102, exitstatus, times: 1 });
  const make = () => served.task("POST", "/nodes/pve2/qemu", { vmid: "102", memory: "512" });
  expect(await make()).toEqual(exitstatus);
  expect(served.datacenter.vms.has(102)).toEqual(false);
  expect(await make()).toEqual("OK");
});

function missing(node: string, vmid: number): Answer {
  return refusal(500, `Configuration file 'nodes/${node}/qemu-server/${vmid}.conf' does not exist`);
}

function taken(node: string): Answer {
  return refusal(500, `unable to create VM 101 - VM 101 already exists on node '${node}'`);
}

function parameter(errors: Record<string, string>): Answer {
  return refusal(400, "Parameter verification failed.", errors);
}
