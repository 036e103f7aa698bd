import { serve, type Served } from "./datacenter-under-test.js";

const IMPORT = { content: "import", filename: "centos7.qcow2", node: "pve1", storage: "local" };
const URL_OF_IMAGE = "https://images.example/CentOS-7-x86_64-GenericCloud-2211.qcow2";

// As the provider's plugin sends it, decoded once.
const VM: Readonly<Record<string, string>> = {
  acpi: "1",
  agent: "enabled=0,fstrim_cloned_disks=0,type=virtio",
  balloon: "0",
  bios: "seabios",
  boot: "order=ide3;scsi0;net0",
  ciuser: "centos",
  cores: "2",
  cpu: "x86-64-v2-AES",
  ide2: "file=local-lvm:cloudinit,",
  ide3: "file=cdrom,media=cdrom,",
  ipconfig0: "gw=10.0.0.1,ip=10.0.0.11/24",
  keyboard: "en-us",
  memory: "2048",
  name: "node1",
  nameserver: "10.0.0.1",
  net0: "model=virtio,bridge=vmbr0,firewall=0,macaddr=BC:24:11:51:35:06",
  numa: "0",
  onboot: "1",
  ostype: "l26",
  protection: "0",
  scsi0:
    "file=local-lvm:0,import-from=local:import/centos7.qcow2,size=21474836480,aio=io_uring,backup=1,iothread=1,ssd=0,discard=on,cache=none,replicate=1",
  scsihw: "virtio-scsi-single",
  searchdomain: "lab.example",
  serial0: "socket",
  sockets: "1",
  sshkeys: "ssh-ed25519%20AAAAB%20lab",
  tablet: "1",
  template: "0",
  vmid: "101",
};

// What gives the plugin nothing to change when it reads it back.
const CONFIG = {
  acpi: 1,
  agent: "enabled=0,fstrim_cloned_disks=0,type=virtio",
  balloon: 0,
  bios: "seabios",
  boot: "order=ide3;scsi0;net0",
  ciuser: "centos",
  cores: 2,
  cpu: "x86-64-v2-AES",
  ide2: "local-lvm:vm-101-cloudinit,media=cdrom",
  ide3: "cdrom,media=cdrom",
  ipconfig0: "gw=10.0.0.1,ip=10.0.0.11/24",
  keyboard: "en-us",
  memory: "2048",
  name: "node1",
  nameserver: "10.0.0.1",
  net0: "virtio=BC:24:11:51:35:06,bridge=vmbr0,firewall=0",
  numa: 0,
  onboot: 1,
  ostype: "l26",
  protection: 0,
  scsi0:
    "local-lvm:vm-101-disk-0,aio=io_uring,backup=1,cache=none,discard=on,iothread=1,replicate=1,size=20G,ssd=0",
  scsihw: "virtio-scsi-single",
  searchdomain: "lab.example",
  serial0: "socket",
  sockets: 1,
  sshkeys: "ssh-ed25519%20AAAAB%20lab",
  tablet: 1,
  template: 0,
  meta: "creation-qemu=10.0.2,ctime=1763800000",
};

let served: Served;
beforeEach(async () => {
  served = await serve({ now: () => 1_763_800_000_000 });
});
afterEach(() => served.server.close());

const data = async (method: string, path: string, form?: Record<string, string>) =>
  ((await served.call(method, path, form)).body as { data: unknown }).data;

async function made(): Promise<void> {
  await served.task("POST", "/nodes/pve1/storage/local/download-url", { ...IMPORT, url: URL_OF_IMAGE });
  await served.task("POST", "/nodes/pve1/qemu", VM);
  await served.task("PUT", "/nodes/pve1/qemu/101/resize", { disk: "scsi0", size: "21474836480" });
}

test("a machine made by the provider reads back as the provider expects it", async () => {
  await made();
  const config = (await data("GET", "/nodes/pve1/qemu/101/config")) as Record<string, unknown>;
  const { digest, smbios1, vmgenid, ...stable } = config;
  expect(stable).toEqual(CONFIG);
  expect([digest, smbios1, vmgenid].map((each) => typeof each)).toEqual(["string", "string", "string"]);
  expect(await data("GET", "/nodes/pve1/storage/local-lvm/content/local-lvm:vm-101-disk-0")).toEqual({
    path: "/dev/pve/vm-101-disk-0",
    format: "raw",
    size: 21474836480,
    used: 21474836480,
  });
});

test("an image is downloaded, listed and removed", async () => {
  const url = "/nodes/pve1/query-url-metadata";
  expect(await data("GET", url, { url: URL_OF_IMAGE, "verify-certificates": "1" })).toEqual({
    filename: "CentOS-7-x86_64-GenericCloud-2211.qcow2",
    size: 902889472,
    mimetype: "application/octet-stream",
  });
  const download = "/nodes/pve1/storage/local/download-url";
  const checksum = "284aab2b23d91318f169ff464bce4d53404a15a0618ceb34562838c59af4adea";
  const checked = { ...IMPORT, url: URL_OF_IMAGE, checksum, "checksum-algorithm": "sha256" };
  expect(await served.task("POST", download, { ...checked, checksum: "00" })).toEqual(
    `checksum mismatch: got '${checksum}' != expect '00'`,
  );
  expect(await served.task("POST", download, checked)).toEqual("OK");
  expect(await served.task("POST", download, checked)).toEqual(
    "refusing to override existing file '/var/lib/vz/import/centos7.qcow2'",
  );
  const content = "/nodes/pve1/storage/local/content";
  const volume = { content: "import", format: "qcow2", size: 902889472, ctime: 1763800000 };
  expect(await data("GET", content, { content: "import" })).toEqual([
    { volid: "local:import/centos7.qcow2", ...volume },
  ]);
  expect(await served.task("DELETE", `${content}/local:import%2Fcentos7.qcow2`)).toEqual("OK");
  expect(await data("GET", content)).toEqual([]);
});

test("a machine's life: off, on, suspended, on, asked to end, removed", async () => {
  await made();
  const current = "/nodes/pve1/qemu/101/status/current";
  const status = async () => (await data("GET", current)) as Record<string, unknown>;
  expect(await status()).toEqual({
    ...{ vmid: 101, name: "node1", status: "stopped", qmpstatus: "stopped", cpus: 2 },
    ...{ maxmem: 2147483648, maxdisk: 21474836480, cpu: 0, mem: 0, uptime: 0, ha: { managed: 0 } },
  });
  const states: unknown[] = [];
  for (const verb of ["start", "suspend", "resume", "reset", "reboot", "shutdown", "start", "stop"]) {
    expect(await served.task("POST", `/nodes/pve1/qemu/101/status/${verb}`)).toEqual("OK");
    const { qmpstatus, pid } = await status();
    states.push([verb, qmpstatus, pid]);
  }
  expect(states).toEqual([
    ["start", "running", 10101],
    ["suspend", "paused", 10101],
    ["resume", "running", 10101],
    ["reset", "running", 10101],
    ["reboot", "running", 10101],
    ["shutdown", "stopped", undefined],
    ["start", "running", 10101],
    ["stop", "stopped", undefined],
  ]);
  const remove = { "destroy-unreferenced-disks": "1", purge: "1" };
  expect(await served.task("DELETE", "/nodes/pve1/qemu/101/", remove)).toEqual("OK");
  const message = "Configuration file 'nodes/pve1/qemu-server/101.conf' does not exist";
  expect(await served.call("GET", current)).toEqual({
    status: 500,
    reason: message,
    body: { data: null, message: `${message}\n` },
  });
  expect([...served.machines.all]).toEqual([]);
});

test("lists have numbers where clients need numbers", async () => {
  await made();
  const figures = { maxmem: 2147483648, maxdisk: 21474836480, cpu: 0, mem: 0, uptime: 0, disk: 0 };
  const known = { vmid: 101, name: "node1", status: "stopped", template: 0, ...figures };
  expect(await data("GET", "/cluster/resources", { type: "vm" })).toEqual([
    { id: "qemu/101", type: "qemu", node: "pve1", maxcpu: 2, ...known },
  ]);
  expect(await data("GET", "/nodes/pve1/qemu")).toEqual([{ cpus: 2, ...known }]);
  expect(await data("GET", "/nodes/pve2/qemu")).toEqual([]);
  expect(await data("GET", "/pools")).toEqual([]);
});

test("a task is told by its UPID, a raw one as well as an escaped one", async () => {
  const begun = await data("POST", "/nodes/pve1/storage/local/download-url", {
    ...IMPORT,
    url: URL_OF_IMAGE,
  });
  const upid = "UPID:pve1:00001069:000DCC09:6921777F:download::pulumi@pve!pacemaker:".replace(
    "6921777F",
    (1763800000).toString(16).toUpperCase(),
  );
  expect(begun).toEqual(upid);
  const place = `/nodes/pve1/tasks/${upid.replace("!", "%21")}`;
  expect(await data("GET", `${place}/status`)).toEqual({
    ...{ upid, node: "pve1", type: "download", id: "", user: "pulumi@pve", tokenid: "pacemaker" },
    ...{ pid: 4201, pstart: 904201, starttime: 1763800000, status: "stopped", exitstatus: "OK" },
  });
  expect((await data("GET", `${place}/log`)) as unknown[]).toEqual([
    { n: 1, t: `downloading ${URL_OF_IMAGE} to /var/lib/vz/import/centos7.qcow2` },
    { n: 2, t: `download of '${URL_OF_IMAGE}' to '/var/lib/vz/import/centos7.qcow2' finished` },
    { n: 3, t: "TASK OK" },
  ]);
  expect(await data("DELETE", place)).toEqual(null);
});
