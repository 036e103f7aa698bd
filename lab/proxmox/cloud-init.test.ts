import { seedOf } from "./cloud-init.js";
import { type Config } from "./vm-config.js";

const DRIVE = { ide2: "local-lvm:vm-101-cloudinit,media=cdrom" };
const CONFIG: Config = {
  ...DRIVE,
  name: "node1",
  ciuser: "centos",
  sshkeys: "ssh-ed25519%20AAAA%20lab%0Assh-ed25519%20BBBB%20lab%0A",
  searchdomain: "lab.example",
  nameserver: "10.0.0.1 10.0.0.2",
  net0: "virtio=BC:24:11:51:35:06,bridge=vmbr0,firewall=0",
  net1: "virtio=BC:24:11:51:35:07,bridge=vmbr1",
  ipconfig0: "gw=10.0.0.1,ip=10.0.0.11/24",
};

const USER_DATA = `#cloud-config
hostname: node1
manage_etc_hosts: true
fqdn: node1.lab.example
user: centos
ssh_authorized_keys:
  - ssh-ed25519 AAAA lab
  - ssh-ed25519 BBBB lab
chpasswd:
  expire: False
users:
  - default
package_upgrade: true
`;

const NETWORK_CONFIG = `version: 1
config:
    - type: physical
      name: eth0
      mac_address: 'bc:24:11:51:35:06'
      subnets:
      - type: static
        address: '10.0.0.11'
        netmask: '255.255.255.0'
        gateway: '10.0.0.1'
    - type: physical
      name: eth1
      mac_address: 'bc:24:11:51:35:07'
    - type: nameserver
      address:
      - '10.0.0.1'
      - '10.0.0.2'
      search:
      - 'lab.example'
`;

test("a cloud-init drive has what Proxmox writes, its two well-meant traps among it", () => {
  const seed = seedOf(101, CONFIG);
  expect({ ...seed, metaData: "" }).toEqual({
    userData: USER_DATA,
    networkConfig: NETWORK_CONFIG,
    metaData: "",
    interfaces: [{ index: 0, address: "10.0.0.11/24", gateway: "10.0.0.1" }, { index: 1 }],
    nameservers: ["10.0.0.1", "10.0.0.2"],
    searchDomain: "lab.example",
  });
  expect(seed?.metaData).toMatch(/^instance-id: [0-9a-f]{40}\n$/);
});

test("a machine without a cloud-init drive is told nothing", () => {
  const { ide2: _ide2, ...without } = CONFIG;
  expect(seedOf(101, without)).toEqual(undefined);
});

test.each<[string, Config, boolean]>([
  ["the same data", {}, true],
  ["more memory", { memory: "4096" }, true],
  ["another name server", { nameserver: "10.0.0.3" }, false],
  ["another key", { sshkeys: "ssh-ed25519%20CCCC" }, false],
  ["no upgrade", { ciupgrade: 0 }, false],
])("with %s it is the same instance: %p", (_what, change, isSame) => {
  const instance = (config: Config) => seedOf(101, config)?.metaData;
  expect(instance({ ...CONFIG, ...change }) === instance(CONFIG)).toEqual(isSame);
});

test("root as the user gets its keys, and nobody else is made", () => {
  expect(seedOf(7, { ...DRIVE, ciuser: "root", ciupgrade: 0 })?.userData).toEqual(
    "#cloud-config\nhostname: VM7\nmanage_etc_hosts: true\nuser: root\ndisable_root: False\nchpasswd:\n  expire: False\n",
  );
});
