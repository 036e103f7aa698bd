import { serveProxmox } from "../../../tests/fixtures/proxmox.js";
import { managedVerbs } from "../../lifecycle/managed-verbs.js";
import { replacementGuard } from "./replacement-guard.js";

const { check } = managedVerbs(replacementGuard);
const machine = (name: string, image = "debian-12", memory = 2048) => ({
  ...{ name, identity: { image }, restart: { memory } },
});
const old = { machines: [machine("n1"), machine("n2")] };
const after = "Change one machine, let it become a member again, then change the next";

test.each([
  ["nothing", [machine("n1"), machine("n2")]],
  ["one replaced", [machine("n1", "debian-13"), machine("n2")]],
  ["both restarted", [machine("n1", "debian-12", 4096), machine("n2", "debian-12", 4096)]],
  ["one replaced and restarted", [machine("n1", "debian-13", 4096), machine("n2")]],
  ["one more", [machine("n1"), machine("n2"), machine("n3")]],
])("%s is let through", async (_what, machines) => {
  expect((await check(old, { machines })).failures).toEqual([]);
});

test("machines that are made together are let through", async () => {
  expect((await check({}, old)).failures).toEqual([]);
});

test.each([
  [
    [machine("n1", "debian-13"), machine("n2", "debian-13")],
    "n1 and n2 would be replaced in one update, and the cluster with all that runs in it be gone",
  ],
  [
    [machine("n1", "debian-13"), machine("n2", "debian-12", 4096)],
    "n1 would be replaced and n2 restarted in one update, with nothing left to serve",
  ],
])("what leaves nothing that serves is refused", async (machines, what) => {
  const reason = `${what}. ${after}`;
  expect((await check(old, { machines })).failures).toEqual([{ property: "", reason }]);
});

test("machines that were never made can all be others, those that are there cannot", async () => {
  const proxmox = await serveProxmox();
  const on = (image: string) =>
    [101, 102].map((vmId) => ({ ...machine(`vm${vmId}`), identity: { image, vmId, name: `vm${vmId}` } }));
  const change = () => check({ machines: on("debian-12") }, { machines: on("debian-13"), ...proxmox.api });
  const none = await change();
  await proxmox.make("pve1", 101, "11111111-2222-4333-8444-555555555555");
  const one = await change();
  await proxmox.make("pve2", 102, "21111111-2222-4333-8444-555555555555");
  const two = await change();
  await proxmox.server.close();
  const unreachable = await change();
  const counts = [none, one, two, unreachable].map(({ failures }) => failures.length);
  expect(counts).toEqual([0, 0, 1, 1]);
});
