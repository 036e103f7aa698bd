import { readFileSync } from "node:fs";
import { join } from "node:path";
import { disconnect } from "../provider/ssh/index.js";
import { halfMade, startServer, type DynamicServer, type Properties } from "./fixtures/dynamic-server.js";
import { packProgram, type PackedProgram } from "./fixtures/packed.js";
import { simpleNode, type SimpleNode } from "./fixtures/simple-node.js";

const stored = (kind: string) =>
  `exports.handler = () => require("pulumi-pacemaker/dynamic").provider("${kind}");\n`;

let program: PackedProgram;
let server: DynamicServer;
let node: SimpleNode;

beforeAll(async () => {
  program = packProgram();
  server = await startServer(program.folder);
}, 60_000);

afterAll(async () => {
  await server?.close();
  program?.remove();
}, 20_000);

beforeEach(async () => {
  node = await simpleNode();
});

afterEach(async () => {
  await disconnect();
  await node.host.close();
});

test("the text lives a whole life in the engine's server, from the packed package", async () => {
  const { handle, properties } = node;
  const news = {
    ...{ name: "no-quorum-policy", value: "stop", cluster: handle },
    __provider: stored("ClusterProperty"),
  };
  expect(await server.check({}, news)).toEqual({ inputs: news, failures: [] });

  const made = await server.create(news);
  expect(made).toEqual({ id: "no-quorum-policy", properties: news });
  expect([...properties]).toEqual([["no-quorum-policy", "stop"]]);

  const wanted = { ...news, value: "ignore" };
  expect(await server.diff(made.id, made.properties, wanted)).toEqual({ replaces: [], changes: 0 });
  expect(await server.diff(made.id, made.properties, { ...news, name: "b" })).toEqual({
    replaces: ["name"],
    changes: 0,
  });

  const changed = await server.update(made.id, made.properties, wanted);
  expect([changed, [...properties]]).toEqual([wanted, [["no-quorum-policy", "ignore"]]]);

  const drifted = { ...news, cluster: { ...handle, clusterName: undefined } };
  properties.set("no-quorum-policy", "freeze");
  const read = await server.read(made.id, JSON.parse(JSON.stringify(drifted)) as Properties);
  expect([read.id, read.inputs["value"], read.properties["value"]]).toEqual([made.id, "freeze", "freeze"]);

  await server.delete(made.id, changed);
  expect([...properties]).toEqual([]);
});

test("a create that cannot reach its node says so, and leaves nothing in the state", async () => {
  const gone = await simpleNode();
  await gone.host.close();
  const cluster = { ...gone.handle, connection: { n1: { ...gone.host.ssh, connectTimeout: 0.3 } } };
  const inputs = { name: "a", value: "b", cluster, __provider: stored("ClusterProperty") };
  const failure = (await server.create(inputs).catch((thrown: unknown) => thrown)) as Error;
  expect(failure.message).toMatch(/Unable to (connect to|reach) .*127\.0\.0\.1/);
  expect(halfMade(failure).id).toBe("");
});

test("a create that is half done leaves its id, its inputs with the text, and the reason in the state", async () => {
  const inputs = {
    ...{ resourceId: "ip", ip: "10.0.0.9", allowInUse: true, cluster: node.handle },
    __provider: stored("IPaddr2Resource"),
  };
  node.properties.set("stonith-enabled", "false");
  const failure = await server.create(inputs).catch((thrown: unknown) => thrown);
  expect(halfMade(failure)).toEqual({
    id: "ip",
    properties: inputs,
    reasons: ["ip does not start: start on n1 failed: no network"],
  });
});

test("the server ends with the engine that started it, and does not go round in circles", async () => {
  const left = await startServer(program.folder);
  const cluster = { clusterName: "a", nodes: [], __provider: stored("PcsCluster") };
  const ended = left.abandon();
  // It says what the change does, to nobody.
  const asked = left.diff("a", { ...cluster, totem: {} }, { ...cluster, totem: { token: 5000 } });
  await Promise.all([ended, expect(asked).rejects.toThrow()]);
});

const old = JSON.parse(readFileSync(join(__dirname, "fixtures/state-0.1.0.json"), "utf8")) as Record<
  "ClusterProperty" | "IPaddr2Resource" | "PcsCluster",
  { id: string; outputs: Properties }
>;

test("a ClusterProperty and an IPaddr2Resource in a state of 0.1.0 are deleted by today's code", async () => {
  node.properties.set("no-quorum-policy", "ignore");
  node.resources.set("testdb-ip", ["ip=192.168.0.115", "cidr_netmask=24"]);
  for (const { id, outputs } of [old.ClusterProperty, old.IPaddr2Resource])
    await server.delete(id, { ...outputs, cluster: node.handle });
  expect([[...node.properties], [...node.resources]]).toEqual([[], []]);
});

test("a PcsCluster in a state of 0.1.0 whose nodes are in no cluster is deleted, and nothing is destroyed", async () => {
  const { id, outputs } = old.PcsCluster;
  const [connection, hostKey] = [node.handle.connection["n1"], node.host.hostKey];
  await server.delete(id, {
    ...outputs,
    nodes: [{ name: "testdb01", addresses: ["127.0.0.1"] }],
    connection: { testdb01: { ...connection } },
    hostKeys: { testdb01: hostKey },
  });
  const said = node.host.asked.map(({ argv }) => argv.join(" "));
  expect(said.filter((line) => /destroy|systemctl/.test(line))).toEqual([]);
});
