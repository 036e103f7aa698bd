import { serve, type Served } from "./datacenter-under-test.js";

const IMPORT = { content: "import", filename: "b.qcow2", url: "https://images.example/debian-12.qcow2" };
const MACHINE = {
  ...{ vmid: "101", name: "one", cores: "1", memory: "1024", numa: "0" },
  net0: "model=virtio,bridge=vmbr0,macaddr=BC:24:11:00:00:01,tag=10",
  scsi0: "file=local-lvm:0,import-from=local:import/b.qcow2,discard=on,format=raw",
  ide2: "file=local-lvm:cloudinit,",
};
const CONFIG = "/nodes/pve1/qemu/101/config";

let served: Served;
beforeEach(async () => {
  served = await serve();
  await served.task("POST", "/nodes/pve1/storage/local/download-url", IMPORT);
  await served.task("POST", "/nodes/pve1/qemu", MACHINE);
});
afterEach(() => served.server.close());

async function config(vmid = 101): Promise<Record<string, unknown>> {
  const { body } = await served.call("GET", `/nodes/pve1/qemu/${vmid}/config`);
  const { digest, meta, smbios1, vmgenid, ...stable } = (body as { data: Record<string, unknown> }).data;
  return stable;
}

const KEPT = {
  ...{ name: "one", cores: 1, memory: "1024", numa: 0 },
  net0: "virtio=BC:24:11:00:00:01,bridge=vmbr0,tag=10",
  scsi0: "local-lvm:vm-101-disk-0,discard=on,size=3G",
  ide2: "local-lvm:vm-101-cloudinit,media=cdrom",
};

test.each<[string, Record<string, string>, Record<string, unknown>]>([
  ["numbers stay numbers", { cores: "4", memory: "4096" }, { cores: 4, memory: "4096" }],
  [
    "what is deleted is gone, what was not there does not matter",
    { delete: "numa,vcpus" },
    { numa: undefined },
  ],
  [
    "a drive written again keeps its volume and size",
    { scsi0: "file=local-lvm:vm-101-disk-0,aio=io_uring,replicate=1" },
    { scsi0: "local-lvm:vm-101-disk-0,aio=io_uring,replicate=1,size=3G" },
  ],
  [
    "a new disk is made",
    { scsi1: "file=local-lvm:8,ssd=1" },
    { scsi1: "local-lvm:vm-101-disk-1,size=8G,ssd=1" },
  ],
  [
    "a short network card is spelled out",
    { net0: "virtio=BC:24:11:00:00:02,bridge=vmbr1" },
    {
      net0: "virtio=BC:24:11:00:00:02,bridge=vmbr1",
    },
  ],
])("when a machine is changed, %s", async (_name, form, change) => {
  expect((await served.call("PUT", CONFIG, form)).body).toEqual({ data: null });
  expect(await config()).toEqual({ ...KEPT, ...change });
});

test.each([
  ["32212254720", "30G"],
  ["4096M", "4G"],
  ["+1G", "4G"],
])("a disk of 3 GB resized to %p is %p", async (size, now) => {
  const resize = { disk: "scsi0", size };
  expect(await served.task("PUT", "/nodes/pve1/qemu/101/resize", resize)).toEqual("OK");
  expect((await config())["scsi0"]).toEqual(`local-lvm:vm-101-disk-0,discard=on,size=${now}`);
});

test("a disk does not shrink", async () => {
  const resize = { disk: "scsi0", size: "1G" };
  expect(await served.task("PUT", "/nodes/pve1/qemu/101/resize", resize)).toEqual(
    "shrinking disks is not supported",
  );
});

test("a running machine gets its changed cloud-init drive when it is asked for, not before", async () => {
  const domain = () => served.machines.all.get(101)?.seed?.searchDomain;
  await served.task("POST", "/nodes/pve1/qemu/101/status/start");
  await served.call("PUT", CONFIG, { searchdomain: "lab.example" });
  const before = domain();
  await served.call("PUT", "/nodes/pve1/qemu/101/cloudinit");
  expect([before, domain()]).toEqual([undefined, "lab.example"]);
});

test.each([
  ["at once", undefined, "vmbr1"],
  ["at its next start, where hotplug leaves networks out", "disk,usb", "vmbr0"],
])("a running machine is put on another bridge %s", async (_when, hotplug, expected) => {
  await served.task("POST", "/nodes/pve1/qemu/101/status/start");
  const net0 = "virtio=BC:24:11:00:00:01,bridge=vmbr1,tag=20";
  await served.call("PUT", CONFIG, { net0, ...(hotplug !== undefined && { hotplug }) });
  const nics = served.machines.all.get(101)?.nics ?? [];
  expect(nics).toEqual([{ index: 0, bridge: expected, mac: "BC:24:11:00:00:01", isDown: false }]);
  expect((await config())["net0"]).toEqual(net0);
});

test("a running machine is not put on a bridge that is not there", async () => {
  await served.task("POST", "/nodes/pve1/qemu/101/status/start");
  const { body } = await served.call("PUT", CONFIG, { net0: "virtio=BC:24:11:00:00:01,bridge=vmbr9" });
  expect(body).toMatchObject({ errors: { net0: "hotplug problem - bridge 'vmbr9' does not exist" } });
});

test("a template is copied into a machine with volumes of its own", async () => {
  await served.task("POST", "/nodes/pve1/qemu/101/template");
  const form = { newid: "102", name: "two", full: "1" };
  expect(await served.task("POST", "/nodes/pve1/qemu/101/clone", form)).toEqual("OK");
  expect(await config(102)).toEqual({
    ...{ ...KEPT, name: "two" },
    scsi0: "local-lvm:vm-102-disk-0,discard=on,size=3G",
    ide2: "local-lvm:vm-102-cloudinit,media=cdrom",
  });
  expect(served.machines.all.get(102)).toEqual({
    plan: { vmid: 102, name: "two", system: "bookworm" },
    state: "stopped",
  });
});

test("a protected or running machine is not removed", async () => {
  const remove = () => served.task("DELETE", "/nodes/pve1/qemu/101/");
  await served.call("PUT", CONFIG, { protection: "1" });
  expect(await remove()).toEqual("500 can't remove VM 101 - protection mode enabled");
  await served.call("PUT", CONFIG, { protection: "0" });
  await served.task("POST", "/nodes/pve1/qemu/101/status/start");
  expect(await remove()).toEqual("500 VM 101 is running - destroy failed");
});
