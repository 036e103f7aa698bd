import * as pulumi from "@pulumi/pulumi";
import type { HaPairArgs, PairMachine } from "./arguments.js";
import { HaPair } from "./ha-pair.js";

const common = {
  proxmox: { endpoint: "https://pve1.example:8006/", apiToken: "pulumi@pve!token=secret" },
  image: { fileId: "local:import/debian-12.qcow2" },
  ...{ userName: "debian", sshPublicKeys: ["ssh-ed25519 AAAA"] },
};
const machines: readonly PairMachine[] = [
  { ...common, name: "testdb01", proxmoxNode: "pve1", vmId: 101, address: "192.168.0.113/24" },
  {
    ...{ ...common, name: "testdb02", proxmoxNode: "pve2", vmId: 102, address: "192.168.0.114/24" },
    links: [{ bridge: "vmbr1", address: "192.168.1.114/24" }],
  },
];
const given: HaPairArgs = { proxmox: machines, haclusterPassword: "a password", fencing: "none" };

let registered: pulumi.runtime.MockResourceArgs[] = [];

beforeEach(async () => {
  registered = [];
  jest.spyOn(pulumi.log, "warn").mockReset().mockResolvedValue();
  await pulumi.runtime.setMocks({
    call: ({ inputs }) => inputs as object,
    newResource(resource) {
      registered.push(resource);
      const outputs = {
        ...{ hostKey: "ssh-ed25519 BBBB", mark: "a uuid", round: 0 },
        ...(resource.type.endsWith(":FenceAgent")
          ? { agent: "fence_pve_token", passwordFile: "/a/file" }
          : {}),
      };
      return { id: resource.name, state: { ...(resource.inputs as object), ...outputs } };
    },
  });
});

async function made(args: HaPairArgs): Promise<readonly string[]> {
  new HaPair("testdb", args);
  await pulumi.runtime.disconnect();
  return registered.map(({ type, name }) => `${type.split(/[:/]/).at(-1)} ${name}`).sort();
}

const inputsOf = (name: string) =>
  registered.find((one) => one.name === name)?.inputs as Record<string, unknown>;

test("a pair on Proxmox is its machines, in an order that is guarded, and all that a pair is", async () => {
  expect(await made(given)).toEqual([
    "ClusterProperty testdb-stonith-enabled",
    "HaPair testdb",
    "MembershipGate testdb-testdb01-member",
    "MembershipGate testdb-testdb02-member",
    "PacemakerHost testdb-testdb01",
    "PacemakerHost testdb-testdb02",
    "PcsCluster testdb-cluster",
    "PlannedShutdown testdb-testdb01-shutdown",
    "PlannedShutdown testdb-testdb02-shutdown",
    "ProxmoxClaim testdb-testdb01-claim",
    "ProxmoxClaim testdb-testdb02-claim",
    "ProxmoxGuest testdb-testdb01-guest",
    "ProxmoxGuest testdb-testdb02-guest",
    "ProxmoxNode testdb-testdb01",
    "ProxmoxNode testdb-testdb02",
    "ReplacementGuard testdb-replacement",
    "VmLegacy testdb-testdb01-vm",
    "VmLegacy testdb-testdb02-vm",
    "proxmoxve proxmox-pve1.example:8006",
  ]);
  expect(inputsOf("testdb-cluster")["nodes"]).toEqual([
    { name: "testdb01", addresses: ["192.168.0.113"] },
    { name: "testdb02", addresses: ["192.168.0.114", "192.168.1.114"] },
  ]);
  expect(inputsOf("testdb-cluster")["connection"]).toMatchObject({
    value: { testdb01: { user: "debian", hostKey: "ssh-ed25519 BBBB" } },
  });
  const next = inputsOf("testdb-testdb01-member")["next"];
  expect(next).toMatchObject({ name: "testdb02" });
});

test("the second machine and the cluster come after what waits for the first one", async () => {
  await made(given);
  const place = (name: string) => registered.findIndex((one) => one.name === name);
  const order = [
    ...["testdb-testdb01-vm", "testdb-testdb01-member", "testdb-testdb02-vm"],
    ...["testdb-testdb02-member", "testdb-cluster"],
  ].map(place);
  expect(order).toEqual([...order].sort((a, b) => a - b));
});

test("fencing by Proxmox is the agent, and for each machine a device that never runs on it", async () => {
  const fingerprint = Array<string>(32).fill("AB").join(":");
  const pinned = machines.map((one) => ({ ...one, proxmox: { ...one.proxmox, fingerprint } }));
  const apiToken = pulumi.secret("fence@pve!pair=a-secret");
  const children = await made({ ...given, proxmox: pinned, fencing: { proxmox: { apiToken } } });
  expect(children.filter((each) => /ence/.test(each))).toEqual([
    "FenceAgent testdb-fence-agent",
    "LocationConstraint testdb-fence-testdb01-elsewhere",
    "LocationConstraint testdb-fence-testdb02-elsewhere",
    "StonithDevice testdb-fence-testdb01",
    "StonithDevice testdb-fence-testdb02",
  ]);
  expect(inputsOf("testdb-fence-agent")["password"]).toMatchObject({ value: "fence@pve!pair=a-secret" });
  const api = { ip: "pve1.example:8006", password_file: "/a/file" };
  const common = { ...api, ssl_fingerprint: fingerprint, pcmk_host_check: "static-list" };
  const once = { pcmk_reboot_retries: 1, pcmk_off_retries: 1 };
  const times = { power_timeout: 90, pcmk_reboot_timeout: 105, pcmk_off_timeout: 105, ...once };
  expect(inputsOf("testdb-fence-testdb01")).toMatchObject({
    ...{ stonithId: "fence-testdb01", agent: "fence_pve_token", meta: { "failure-timeout": "60s" } },
    options: { ...common, ...times, plug: "101", pcmk_host_list: "testdb01", pcmk_delay_base: "5s" },
  });
  expect(inputsOf("testdb-fence-testdb02")["options"]).toEqual({
    ...{ ...common, ...times, plug: "102", pcmk_host_list: "testdb02" },
  });
  expect(inputsOf("testdb-fence-testdb02-elsewhere")).toMatchObject({
    ...{ constraintId: "fence-testdb02-elsewhere", resourcePattern: "^fence-testdb02$" },
    ...{ node: "testdb02", score: "-INFINITY" },
  });
  expect(inputsOf("testdb-stonith-enabled")).toMatchObject({ value: true });
  expect(pulumi.log.warn).not.toHaveBeenCalled();
});

test("what is said of the API, of who survives and of times reaches the devices", async () => {
  const proxmox = {
    ...{ apiToken: "fence@pve!pair=a-secret", endpoints: ["10.0.0.1", "10.0.0.2:443"] },
    ...{ caFile: "/etc/pve.pem", preferred: "testdb02", delay: 8, powerTimeout: 30 },
  };
  await made({ ...given, fencing: { proxmox } });
  const common = { ip: "10.0.0.1,10.0.0.2:443", ssl_ca_file: "/etc/pve.pem", pcmk_reboot_timeout: 45 };
  const [first, second] = machines.map(({ name }) => inputsOf(`testdb-fence-${name}`)["options"]);
  expect(first).toMatchObject(common);
  expect(first).not.toHaveProperty("pcmk_delay_base");
  expect(second).toMatchObject({ ...common, pcmk_delay_base: "8s" });
});

test("a witness votes before there is a service IP", async () => {
  const serviceIp = { ip: "192.168.0.115" };
  const children = await made({ ...given, serviceIp, quorumDevice: { host: "192.168.0.9" } });
  expect(children).toContain("QuorumDevice testdb-witness");
  const place = (name: string) => registered.findIndex((one) => one.name === name);
  expect(place("testdb-witness")).toBeLessThan(place("testdb-ip"));
});

test("two machines on one Proxmox node are made with a warning", async () => {
  await made({ ...given, proxmox: machines.map((machine) => ({ ...machine, proxmoxNode: "pve1" })) });
  expect(jest.mocked(pulumi.log.warn).mock.calls.map(([text]) => text)).toContain(
    "testdb01 and testdb02 are on the same Proxmox node, pve1: when it fails, all of them fail with it. Give them different ones (proxmoxNode).",
  );
});

test.each<[string, Partial<HaPairArgs>, RegExp]>([
  [
    "hosts beside machines",
    { hosts: [{ name: "a" }, { name: "b" }] },
    /proxmox: the hosts are given already/,
  ],
  ["one machine", { proxmox: machines.slice(1) }, /proxmox: a pair has two hosts, not 1/],
  [
    "one number twice",
    { proxmox: machines.map((one) => ({ ...one, vmId: 101 })) },
    /proxmox: the vmId 101 is/,
  ],
  [
    "fencing without a token",
    { fencing: { proxmox: {} as never } },
    /fencing.proxmox.apiToken: an API token with/,
  ],
  [
    "a preferred node that is none",
    { fencing: { proxmox: { apiToken: "a@b!c=d", preferred: "db3" } } },
    /fencing.proxmox.preferred: db3 is no node of the pair; allowed are testdb01 and testdb02/,
  ],
  [
    "a time that is none",
    { fencing: { proxmox: { apiToken: "a@b!c=d", powerTimeout: 5 } } },
    /fencing.proxmox.powerTimeout: 5 is not a number of seconds; allowed are 10 to 3600/,
  ],
  [
    "two ways to trust",
    { fencing: { proxmox: { apiToken: "a@b!c=d", caFile: "/ca", insecure: true } } },
    /fencing.proxmox: `fingerprints`, `caFile` and `insecure` exclude each other/,
  ],
  [
    "a device of a name that is taken",
    {
      fencing: { proxmox: { apiToken: "a@b!c=d" }, devices: { "fence-testdb01": { agent: "fence_dummy" } } },
    },
    /fencing.devices.fence-testdb01: `fencing.proxmox` makes a device of this name/,
  ],
])("%s is refused", (_what, wrong, message) => {
  expect(() => new HaPair("testdb", { ...given, ...wrong })).toThrow(message);
});
