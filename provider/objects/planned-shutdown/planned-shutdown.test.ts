import { type ServedProxmox, serveProxmox } from "../../../tests/fixtures/proxmox.js";
import { managedVerbs } from "../../lifecycle/managed-verbs.js";
import { plannedShutdown } from "./planned-shutdown.js";

const MARK = "11111111-2222-4333-8444-555555555555";
const { check, create, delete: remove, diff, update } = managedVerbs(plannedShutdown);

let proxmox: ServedProxmox;
beforeEach(async () => {
  proxmox = await serveProxmox();
  await proxmox.make("pve1", 101, MARK);
  await proxmox.task("POST", "/nodes/pve1/qemu/101/status/start");
});
afterEach(() => proxmox.server.close());

function before() {
  const machine = { vmId: 101, mark: MARK, name: "testdb01", timeout: 60 };
  return { ...proxmox.api, ...machine, identity: { image: "debian-12" }, restart: { memory: 2048 } };
}
const states = () => [...proxmox.machines.all.values()].map(({ state }) => state);

test.each<[string, object, string]>([
  ["nothing changes", {}, "running"],
  ["another token is given", { timeout: 90 }, "running"],
  ["what restarts it changes", { restart: { memory: 4096 } }, "stopped"],
  ["another machine takes its place", { identity: { image: "debian-13" } }, "stopped"],
  ["another number is its", { vmId: 202, identity: { image: "debian-12", vmId: 202 } }, "stopped"],
])("when %s, the machine is %s afterwards", async (_what, change, state) => {
  const args = { ...before(), ...change };
  expect(await update("101", before(), args)).toEqual({ outs: args });
  expect(states()).toEqual([state]);
});

test("a machine that is not ours, is off, or is gone is left alone", async () => {
  const restarted = { ...before(), restart: { memory: 4096 } };
  const other = { ...before(), mark: "99999999-2222-4333-8444-555555555555" };
  await update("101", other, restarted);
  expect(states()).toEqual(["running"]);
  await proxmox.task("POST", "/nodes/pve1/qemu/101/status/stop");
  expect(await update("101", before(), restarted)).toEqual({ outs: restarted });
  expect(await update("102", { ...before(), vmId: 102 }, restarted)).toEqual({ outs: restarted });
});

test("a machine that hangs is not restarted, but it can be replaced", async () => {
  await proxmox.task("POST", "/nodes/pve1/qemu/101/status/suspend");
  await expect(update("101", before(), { ...before(), restart: { memory: 4096 } })).rejects.toThrow(
    'Unable to shut down VM 101 "vm101" on pve1 within 60 s: Proxmox did not finish qmshutdown: VM quit/powerdown failed - got timeout. Nothing is changed. See what holds it up at its console, or stop it in Proxmox: the next update goes on then.',
  );
  const said = jest.spyOn(process.stdout, "write").mockReturnValue(true);
  const replaced = { ...before(), identity: { image: "debian-13" } };
  expect(await update("101", before(), replaced)).toEqual({ outs: replaced });
  const lines = said.mock.calls.map(([line]) => line);
  said.mockRestore();
  expect(lines).toEqual([expect.stringMatching(/got timeout. It is replaced all the same.\n$/)]);
});

test("it is told in the preview, and neither a creation nor a destroy touches the machine", async () => {
  const said = jest.spyOn(process.stdout, "write").mockReturnValue(true);
  await diff("101", before(), { ...before(), restart: { memory: 4096 } });
  const lines = said.mock.calls.map(([line]) => line);
  said.mockRestore();
  expect(lines).toEqual([
    "PlannedShutdown 101: shuts testdb01 down first: what runs on it moves to the other nodes\n",
  ]);
  await create(before());
  await remove("101", before());
  expect(states()).toEqual(["running"]);
});

test("seconds that are none are a mistake", async () => {
  const { failures } = await check({}, { ...before(), timeout: 0.5 });
  expect(failures).toEqual([{ property: "timeout", reason: "0.5 is not a whole number of seconds" }]);
});
