import { createServer, type AddressInfo } from "node:net";
import { cibWith, dummyThing, statusWith } from "../../tests/fixtures/dummy-thing.js";
import {
  asks,
  looks,
  reads,
  scriptedNode,
  type ScriptedNode,
  type Step,
} from "../../tests/fixtures/scripted-cluster.js";
import type { Handle } from "../pcs/nodes.js";
import { disconnect } from "../ssh/index.js";
import { cibVerbs } from "./cib-verbs.js";

const verbs = cibVerbs(dummyThing);
const unknown = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
const d1 = { name: "d1", state: "a", __provider: "text" };
const nodes: ScriptedNode[] = [];

async function node(...steps: readonly Step[]): Promise<ScriptedNode> {
  const started = await scriptedNode(...steps);
  nodes.push(started);
  return started;
}

afterEach(async () => {
  await disconnect();
  await Promise.all(nodes.splice(0).map((one) => one.close()));
});

/** A handle whose nodes refuse every connection. */
async function unreachable(...names: readonly string[]): Promise<Handle> {
  const server = createServer().listen(0, "127.0.0.1");
  await new Promise((resolve) => server.once("listening", resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  const ssh = { host: "127.0.0.1", port, password: "hush", connectTimeout: 0.3 };
  return {
    clusterName: "testdb",
    nodes: names.map((name) => ({ name, addresses: [`${name}.invalid`] })),
    connection: Object.fromEntries(names.map((name) => [name, ssh])),
  };
}

test("read answers inputs and outputs as the cluster has them", async () => {
  const { handle } = await node(reads(cibWith("b")), looks(statusWith("runs")));
  const kept = { name: "d1", state: "b", seconds: 60, cluster: handle };
  expect(await verbs.read("d1", { ...d1, seconds: 60, node: "n2", cluster: handle })).toEqual({
    id: "d1",
    inputs: kept,
    props: { ...kept, node: "n1" },
  });
});

test("many reads of one refresh are one look at the cluster", async () => {
  const { handle, seen } = await node(reads(cibWith("a")));
  const all = await Promise.all(
    Array.from({ length: 20 }, () => verbs.read("d1", { ...d1, cluster: handle })),
  );
  expect([new Set(all.map(({ id }) => id)), seen.connections]).toEqual([new Set(["d1"]), 1]);
});

test("gone is what a real look did not find", async () => {
  const { handle } = await node(reads(cibWith()));
  expect(await verbs.read("d1", { ...d1, cluster: handle })).toEqual({});
});

const silence = {
  question: "cibadmin -Q",
  answer: {
    code: 102,
    stderr: "cibadmin: Could not connect to the CIB: Transport endpoint is not connected\n",
  },
};
const service = { installed: true, active: false, enabled: false };
const host = {
  services: { pcsd: service, corosync: service, pacemaker: service },
  corosyncConf: null,
  crm_mon: null,
};

test("a cluster that was destroyed is gone with all that was in it, and needs no removal", async () => {
  const { handle } = await node(silence, asks("survey", { names: [] }, host), silence);
  expect(await verbs.read("d1", { ...d1, cluster: handle })).toEqual({});
  await verbs.delete("d1", { ...d1, cluster: handle });
});

test("a cluster that does not run is an error, never gone", async () => {
  const corosyncConf = "totem {\n  cluster_name: testdb\n}\n";
  const { handle } = await node(silence, asks("survey", { names: [] }, { ...host, corosyncConf }));
  await expect(verbs.read("d1", { ...d1, cluster: handle })).rejects.toThrow(
    "Unable to read the cluster's configuration on n1 (exit 102): cibadmin: Could not connect to the CIB",
  );
});

test("another cluster on the node is an error, never gone", async () => {
  const { handle } = await node(reads(cibWith("a").replace('value="testdb"', 'value="other"')));
  await expect(verbs.read("d1", { ...d1, cluster: handle })).rejects.toThrow(
    'n1 is a node of the cluster "other", not of "testdb".',
  );
});

test("no node that can be reached is an error that names each, never gone, and shows no password", async () => {
  const cluster = await unreachable("n1", "n2");
  const failure = await verbs.read("d1", { ...d1, cluster }).catch((thrown: Error) => thrown.message);
  expect(failure).toMatch(/^Unable to use any node of the cluster:\n- n1: Unable to .*\n- n2: Unable to .*/);
  expect(failure).not.toContain("hush");
});

test("one node down: the other answers", async () => {
  const { handle } = await node(reads(cibWith("a")));
  const down = await unreachable("n0");
  const cluster = {
    ...handle,
    nodes: [...down.nodes, ...handle.nodes],
    connection: { ...down.connection, ...handle.connection },
  };
  expect((await verbs.read("d1", { ...d1, cluster })).id).toBe("d1");
});

test("check pins the host key at first contact, and keeps it from then on without asking", async () => {
  const { handle, hostKey, seen } = await node();
  const { hostKeys: _none, ...bare } = handle;
  const first = await verbs.check({}, { ...d1, cluster: bare });
  expect(first).toEqual({ inputs: { ...d1, cluster: { ...bare, hostKeys: { n1: hostKey } } }, failures: [] });
  await disconnect();
  expect(await verbs.check(first.inputs, { ...d1, cluster: bare })).toEqual(first);
  expect(seen.connections).toBe(1);
});

test("a host with another key than the pinned one is not spoken to", async () => {
  const [{ handle }, other] = [await node(), await node()];
  const cluster = { ...handle, hostKeys: { n1: other.hostKey } };
  await expect(verbs.read("d1", { ...d1, cluster })).rejects.toThrow(
    /Unable to trust .*its host key is SHA256/,
  );
});

test("check passes what is not known before the deployment", async () => {
  const news = { name: unknown, state: unknown, cluster: { nodes: unknown, connection: {} } };
  expect(await verbs.check({}, news)).toEqual({ inputs: news, failures: [] });
});

test("a program that says no host keys has changed nothing: no node is asked", async () => {
  const { handle, seen } = await node();
  const { hostKeys: _keys, ...bare } = handle;
  const news = { ...d1, state: "old", cluster: bare };
  expect((await verbs.check({ ...news, cluster: handle }, news)).failures).toEqual([]);
  expect(seen.connections).toBe(0);
});

test("check reports a mistake at its property, also where no node can be reached", async () => {
  const cluster = await unreachable("n1");
  const news = { ...d1, state: "bad", cluster };
  expect(await verbs.check({}, news)).toEqual({
    inputs: { ...news, cluster: { ...cluster, hostKeys: {} } },
    failures: [{ property: "state", reason: "bad is no state" }],
  });
});

test("check looks at what is installed when something changed, and not when nothing did", async () => {
  const agent = { agent: "ocf:pacemaker:Dummy" };
  const { handle } = await node(asks("metadata", agent, { documents: ["<resource-agent/>"], said: "" }));
  const news = { ...d1, state: "old", cluster: handle };
  expect((await verbs.check({ ...d1, cluster: handle }, news)).failures).toEqual([
    { property: "state", reason: "old is no state" },
  ]);
  expect((await verbs.check(news, news)).failures).toEqual([]);
});

test("diff names only what needs a new object", async () => {
  const cluster = { clusterName: "testdb", nodes: [], connection: {} };
  const olds = { ...d1, cluster };
  const diff = async (news: object) => (await verbs.diff("d1", olds, { ...olds, ...news })).replaces;
  expect([
    await verbs.diff("d1", olds, { ...olds, state: "b", node: "n1", cluster: { ...cluster, hostKeys: {} } }),
    await diff({ name: "d2" }),
    await diff({ cluster: { ...cluster, clusterName: "other" } }),
  ]).toEqual([{ replaces: [], deleteBeforeReplace: true }, ["name"], ["cluster"]]);
});
