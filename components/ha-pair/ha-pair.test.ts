import * as pulumi from "@pulumi/pulumi";
import type { HaPairArgs } from "./arguments.js";
import { HaPair } from "./ha-pair.js";

const hosts = [
  { name: "testdb01", address: "192.168.0.113", ssh: { user: "admin" } },
  { name: "testdb02", address: "192.168.0.114" },
];
const peers = hosts.map(({ name, address }) => ({ name, address }));
const nodes = peers.map(({ name, address }) => ({ name, addresses: [address] }));
const given: HaPairArgs = {
  hosts,
  haclusterPassword: "a password",
  fencing: "none",
  properties: { "no-quorum-policy": "stop" },
  serviceIp: { ip: "192.168.0.115", cidrNetmask: 24, monitor: { interval: "5s" } },
};

let registered: pulumi.runtime.MockResourceArgs[] = [];

beforeEach(async () => {
  registered = [];
  jest.spyOn(pulumi.log, "warn").mockReset().mockResolvedValue();
  await pulumi.runtime.setMocks({
    call: ({ inputs }) => inputs as object,
    newResource(resource) {
      registered.push(resource);
      return { id: resource.name, state: { ...(resource.inputs as object), node: "testdb01" } };
    },
  });
});

async function made(args: HaPairArgs) {
  const pair = new HaPair("testdb", args);
  const { serviceIp, activeNode, nodeNames } = pair;
  const outputs: unknown[] = [];
  pulumi.all([serviceIp, activeNode, nodeNames]).apply((known) => outputs.push(...known));
  await pulumi.runtime.disconnect();
  return { outputs, children: registered.map(({ type, name }) => `${type.split(":").at(-1)} ${name}`) };
}

function inputsOf(name: string): Record<string, unknown> {
  const { __provider, ...inputs } = registered.find((one) => one.name === name)?.inputs as Record<
    string,
    unknown
  >;
  return inputs;
}

test("a pair is its hosts, the cluster, what is said of fencing, properties and the service IP", async () => {
  const { outputs, children } = await made(given);
  expect(children.sort()).toEqual([
    "ClusterProperty testdb-no-quorum-policy",
    "ClusterProperty testdb-stonith-enabled",
    "HaPair testdb",
    "IPaddr2Resource testdb-ip",
    "PacemakerHost testdb-testdb01",
    "PacemakerHost testdb-testdb02",
    "PcsCluster testdb-cluster",
  ]);
  expect(outputs).toEqual(["192.168.0.115", "testdb01", ["testdb01", "testdb02"]]);
  const { connection, haclusterPassword, ...cluster } = inputsOf("testdb-cluster");
  expect(cluster).toEqual({ clusterName: "testdb", nodes, enable: true });
  expect([connection, haclusterPassword]).toEqual([
    expect.objectContaining({ value: { testdb01: { user: "admin" }, testdb02: {} } }),
    expect.objectContaining({ value: "a password" }),
  ]);
  expect(inputsOf("testdb-testdb02")).toMatchObject({ nodes: nodes.slice(1), peers, firewall: "configure" });
  const reached = expect.objectContaining({
    value: expect.objectContaining({ clusterName: "testdb", nodes }),
  });
  expect(inputsOf("testdb-stonith-enabled")).toEqual({
    cluster: reached,
    name: "stonith-enabled",
    value: false,
  });
  expect(inputsOf("testdb-ip")).toEqual({
    ...{ cluster: reached, resourceId: "testdb-ip" },
    ...given.serviceIp,
  });
});

test("a pair without fencing warns", async () => {
  await made(given);
  expect(jest.mocked(pulumi.log.warn).mock.calls.map(([text]) => text)).toEqual([
    "fencing is off: when the nodes lose each other, both run everything, and data written on both is lost",
  ]);
});

test("a pair with devices has fencing on, and no warning", async () => {
  const options = { pcmk_host_list: "testdb01 testdb02", password: "secret" };
  const { children } = await made({
    ...given,
    fencing: { devices: { both: { agent: "fence_dummy", options } } },
  });
  expect(children).toContain("StonithDevice testdb-both");
  expect(inputsOf("testdb-both")).toMatchObject({ stonithId: "both", agent: "fence_dummy" });
  expect(inputsOf("testdb-stonith-enabled")).toMatchObject({ name: "stonith-enabled", value: true });
  expect(inputsOf("testdb-cluster-recheck-interval")).toMatchObject({ value: "60s" });
  expect(pulumi.log.warn).not.toHaveBeenCalled();
});

test("fencing is tested before there is a service IP, when that is asked for", async () => {
  const fencing = { devices: { both: { agent: "fence_dummy" } } };
  await made({ ...given, fencing, testFencing: true });
  const order = ["testdb-both", "testdb-stonith-enabled", "testdb-fencing", "testdb-ip"].map((name) =>
    registered.findIndex((one) => one.name === name),
  );
  expect(order).toEqual([...order].sort((a, b) => a - b));
  expect(inputsOf("testdb-fencing")).toMatchObject({ nodes, timeout: 300 });
});

test("hosts that were prepared elsewhere are left alone, and a pair needs no address", async () => {
  const { children } = await made({ ...given, prepare: false, serviceIp: undefined, adopt: true });
  expect(children.sort()).toEqual([
    "ClusterProperty testdb-no-quorum-policy",
    "ClusterProperty testdb-stonith-enabled",
    "HaPair testdb",
    "PcsCluster testdb-cluster",
  ]);
  expect(inputsOf("testdb-no-quorum-policy")["adopt"]).toEqual(true);
});

test("hosts are made ready as is said", async () => {
  const prepare = { firewall: "disabled", selinux: "permissive", update: true } as const;
  await made({ ...given, prepare });
  expect(inputsOf("testdb-testdb01")).toMatchObject(prepare);
});

test("hosts that are given by names are not written into hosts files", async () => {
  await made({ ...given, hosts: [{ name: "db1.example" }, { name: "db2.example" }] });
  expect(inputsOf("testdb-db1.example")["peers"]).toEqual([]);
});

test.each<[string, Record<string, unknown>, string[]]>([
  ["no word of fencing", { fencing: undefined }, ["fencing"]],
  ["fencing without a device", { fencing: { devices: {} } }, ["fencing"]],
  [
    "fencing by a Proxmox that did not make it",
    { fencing: { proxmox: { apiToken: "a@b!c=d" } } },
    ["fencing.proxmox"],
  ],
  ["fencing of another kind", { fencing: { device: {} } }, ["fencing", "fencing"]],
  ["a test of no fencing", { testFencing: true }, ["testFencing"]],
  ["another word", { fencing: "off" }, ["fencing"]],
  ["no hosts", { hosts: undefined }, ["hosts"]],
  ["three hosts", { hosts: [...hosts, { name: "testdb03" }] }, ["hosts"]],
  ["one host twice", { hosts: [hosts[0], hosts[0]] }, ["hosts"]],
  [
    "the property that follows",
    { properties: { "stonith-enabled": "false" } },
    ["properties.stonith-enabled"],
  ],
  ["several mistakes", { hosts: [], fencing: 7 }, ["hosts", "fencing"]],
])("%s is refused with the property's name", (_what, wrong, paths) => {
  const make = () => new HaPair("testdb", { ...given, ...wrong } as HaPairArgs);
  const errors = paths.map((propertyPath) => expect.objectContaining({ propertyPath }));
  expect(make).toThrow(
    expect.objectContaining({ errors, message: expect.stringContaining(`HaPair testdb: ${paths[0]}: `) }),
  );
});
