import { bootFiles } from "./guest-files.js";
import { type Nic, type Seed } from "./machines.js";

const NICS: readonly Nic[] = [
  { index: 0, bridge: "vmbr0", mac: "BC:24:11:00:00:01", isDown: false },
  { index: 1, bridge: "vmbr1", mac: "BC:24:11:00:00:02", isDown: false },
];
const SEED: Seed = {
  userData: "#cloud-config\n",
  metaData: "instance-id: 1\n",
  networkConfig: "version: 1\n",
  interfaces: [{ index: 0, address: "10.0.0.11/24", gateway: "10.0.0.1" }, { index: 1 }],
  nameservers: ["10.0.0.1"],
  searchDomain: "lab.example",
};

const steps = (seed?: Seed) =>
  bootFiles(NICS, seed)
    .filter(({ path }) => path.endsWith(".service"))
    .flatMap(({ text }) => text.split("\n").filter((line) => line.startsWith("ExecStart=")))
    .map((line) => line.slice("ExecStart=".length));

test("a machine boots with the addresses of its cloud-init drive and without those that a dead cluster left", () => {
  expect(steps(SEED)).toEqual([
    "ip link set lo up",
    "ip address flush dev eth0 scope global",
    "ip address add 10.0.0.11/24 brd + dev eth0",
    "ip link set eth0 up",
    "ip route replace default via 10.0.0.1",
    "ip address flush dev eth1 scope global",
    "ip link set eth1 up",
  ]);
});

test("a machine without a drive has no address", () => {
  expect(steps()).toEqual([
    "ip link set lo up",
    "ip address flush dev eth0 scope global",
    "ip link set eth0 up",
    "ip address flush dev eth1 scope global",
    "ip link set eth1 up",
  ]);
});

test("the drive's content lies where cloud-init looks for it, what may be secret for root alone", () => {
  const [, ...files] = bootFiles(NICS, SEED);
  expect(files).toEqual([
    { path: "var/lib/cloud/seed/nocloud/user-data", text: "#cloud-config\n", mode: 0o600 },
    { path: "var/lib/cloud/seed/nocloud/meta-data", text: "instance-id: 1\n" },
    { path: "var/lib/cloud/seed/nocloud/network-config", text: "version: 1\n" },
    { path: "etc/resolv.conf", text: "search lab.example\nnameserver 10.0.0.1\n" },
  ]);
});
