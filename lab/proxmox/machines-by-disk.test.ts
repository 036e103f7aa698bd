import { MachinesByDisk } from "./machines-by-disk.js";
import { MemoryMachines } from "./machines-memory.js";

test("a machine with an empty disk lives without the real ones hearing of it", async () => {
  const real = new MemoryMachines();
  const machines = new MachinesByDisk(real);
  await machines.create({ vmid: 101, name: "one", system: "bookworm" });
  await machines.create({ vmid: 200, name: "stranger" });
  for (const vmid of [101, 200]) await machines.start(vmid, []);
  expect([101, 200].map((vmid) => machines.state(vmid))).toEqual(["running", "running"]);
  expect([...real.all.keys()]).toEqual([101]);
  await machines.suspend(101);
  await machines.stop(200);
  expect([101, 200].map((vmid) => machines.state(vmid))).toEqual(["paused", "stopped"]);
  await machines.remove(200);
  expect([...real.all.values()].map(({ plan }) => plan)).toEqual([
    { vmid: 101, name: "one", system: "bookworm" },
  ]);
});
