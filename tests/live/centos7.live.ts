import { deepEqual, match, ok } from "node:assert/strict";
import { newerWords } from "../fixtures/newer-words.js";
import {
  boot,
  byHand,
  deployed,
  NODES,
  OBJECTS,
  refreshed,
  SERVICE_IP,
  takeDown,
  theGround,
  withChanges,
} from "./centos7/ground.js";
import { limits } from "./centos7/limits.js";
import { answers, cib, nothingLeft, on, untouched } from "./pair/seen.js";
import type { Case } from "./suite.js";

const every = (verb: string) => OBJECTS.map(([kind, name]) => `${verb} ${kind} ${name}`);

const CHANGES = {
  "no-quorum-policy": { value: "stop" },
  "testdb-ip": { monitor: { interval: "7s" } },
  webs: { resources: ["web2", "web1"] },
  "each-clone": { meta: { interleave: true, "clone-max": 1 } },
  dbs: { meta: { "promoted-max": 2 } },
  home: { score: 60 },
};

/** A pair on Debian 11 that shows itself as CentOS 7: pcs 0.9's words and Python 2.7, over Pacemaker 2. */
export const cases: readonly Case[] = [
  { name: "the nodes show themselves as CentOS 7, and say what they are", core: true, run: shown },
  { name: "pcs refuses what it learned after 0.9", core: true, run: refused },
  { name: "up makes the pair and its resources, and the service IP answers", core: true, run: made },
  { name: "up again and refresh change nothing, also on the nodes", core: true, run: unchanged },
  { name: "every kind of object changes in place", core: true, run: changed },
  { name: "what was changed with pcs is seen by refresh and repaired by up", run: repaired },
  { name: "what was deleted with pcs is seen by refresh and made again by up", run: madeAgain },
  ...limits,
  { name: "a third node joins and leaves by its name", run: grown },
  { name: "destroy leaves nothing of the cluster on the nodes", core: true, run: destroyed },
  { name: "a pair made by hand with pcs 0.9 is taken over without a change", run: adopted },
];

/** Boots the nodes. */
export const before = boot;
/** Takes them down. */
export const after = takeDown;

async function shown(): Promise<void> {
  const { lab } = theGround();
  const said = (...argv: readonly string[]) => on(lab, "testdb01", ...argv);
  deepEqual(await said("cat", "/etc/redhat-release"), "CentOS Linux release 7.9.2009 (Core)");
  match(await said("cat", "/etc/os-release"), /^VARIANT="Debian 11 that shows itself as CentOS 7/m);
  deepEqual(await said("pcs", "--version"), "0.9.169");
  match(await said("rpm", "-q", "pcs"), /^pcs-0\.9\.169-3\.el7/);
  deepEqual(await said("getenforce"), "Enforcing");
  for (const name of ["python3", "dpkg-query", "apt-get"])
    deepEqual((await lab.exec("testdb01", ["sh", "-c", `command -v ${name}`])).stdout, "");
}

async function refused(): Promise<void> {
  const { lab } = theGround();
  for (const [line, said] of newerWords) {
    const { code, stdout, stderr } = await lab.exec("testdb01", ["pcs", ...line.split(" ")]);
    deepEqual([line, code, stderr || stdout], [line, 1, said]);
  }
  deepEqual((await lab.exec("testdb01", ["ls", "/etc/corosync/corosync.conf"])).code, 2);
}

async function made(): Promise<void> {
  const { lab } = theGround();
  deepEqual(await deployed(OBJECTS), [...every("create"), "create PcsCluster testdb"].sort());
  ok(await answers(lab, SERVICE_IP));
  match(await on(lab, "testdb02", "cat", "/etc/corosync/corosync.conf"), /transport: udpu/);
  match(await cib(lab, "testdb02"), /<master id="dbs">/);
}

async function unchanged(): Promise<void> {
  const { lab } = theGround();
  const before = await Promise.all(NODES.map((node) => untouched(lab, node)));
  deepEqual(await deployed(OBJECTS), []);
  deepEqual(await refreshed(), []);
  deepEqual(await Promise.all(NODES.map((node) => untouched(lab, node))), before);
}

async function changed(): Promise<void> {
  const kinds = new Map(OBJECTS.map(([kind, name]) => [name, kind]));
  const expected = Object.keys(CHANGES).map((name) => `update ${kinds.get(name)} ${name}`);
  deepEqual(await deployed(withChanges(CHANGES)), expected.sort());
  deepEqual(await refreshed(), []);
  const xml = await cib(theGround().lab, "testdb02");
  for (const part of [/name="master-max" value="2"/, /score="60"/, /name="clone-max" value="1"/])
    match(xml, part);
  deepEqual(await deployed(OBJECTS), expected);
}

async function repaired(): Promise<void> {
  await byHand(
    "property set no-quorum-policy=freeze",
    "resource update testdb-ip op monitor interval=33s",
    "resource meta dbs master-max=2",
    "constraint location remove home",
    "constraint location add home webs testdb01 51",
  );
  const both = [
    "update CloneResource dbs",
    "update ClusterProperty no-quorum-policy",
    "update IPaddr2Resource testdb-ip",
    "update LocationConstraint home",
  ];
  deepEqual(await refreshed(), both);
  deepEqual(await deployed(OBJECTS), both);
  deepEqual(await refreshed(), []);
}

async function madeAgain(): Promise<void> {
  await byHand("property unset no-quorum-policy", "resource delete each", "constraint remove beside");
  const gone = [
    "CloneResource each-clone",
    "ClusterProperty no-quorum-policy",
    "ColocationConstraint beside",
    "PrimitiveResource each",
  ];
  deepEqual(
    await refreshed(),
    gone.map((each) => `delete ${each}`),
  );
  deepEqual(
    await deployed(OBJECTS),
    gone.map((each) => `create ${each}`),
  );
}

async function grown(): Promise<void> {
  const { lab } = theGround();
  // The others are told of another way to their cluster.
  const cluster = (changes: readonly string[]) => changes.filter((each) => each.includes("PcsCluster"));
  const three = await deployed(OBJECTS, { nodes: [...NODES, "testdb03"] });
  deepEqual(cluster(three), ["update PcsCluster testdb"]);
  const members = () => on(lab, "testdb01", "crm_node", "--partition");
  deepEqual((await members()).split(" ").sort(), ["testdb01", "testdb02", "testdb03"]);
  deepEqual(await refreshed(), []);
  deepEqual(cluster(await deployed(OBJECTS)), ["update PcsCluster testdb"]);
  deepEqual((await members()).split(" ").sort(), ["testdb01", "testdb02"]);
  deepEqual((await lab.exec("testdb03", ["ls", "/etc/corosync/corosync.conf"])).code, 2);
}

async function destroyed(): Promise<void> {
  const { lab, stack } = theGround();
  const { code, output } = await stack.destroy();
  deepEqual(code, 0, output);
  await nothingLeft(lab, NODES);
}

async function adopted(): Promise<void> {
  const { lab, stack } = theGround();
  await byHand(
    "cluster auth testdb01 testdb02 -u hacluster -p hacluster",
    "cluster setup --name testdb testdb01 testdb02",
    "cluster start --all --wait=90",
    "cluster enable --all",
    "property set stonith-enabled=false no-quorum-policy=ignore",
    `resource create testdb-ip ocf:heartbeat:IPaddr2 ip=${SERVICE_IP} cidr_netmask=24 op monitor interval=5s`,
    "resource create web1 ocf:pacemaker:Dummy --group webs",
    "resource create web2 ocf:pacemaker:Dummy --group webs",
    "resource create each ocf:pacemaker:Dummy clone interleave=true",
    "resource create db ocf:pacemaker:Stateful",
    "resource master dbs db master-max=1",
    "constraint location add home webs testdb01 50",
    "constraint colocation add testdb-ip with master dbs INFINITY id=beside",
  );
  await on(lab, "testdb01", "crm_resource", "--wait");
  const before = await untouched(lab, "testdb01");
  const done = await deployed(OBJECTS, { adopt: true });
  deepEqual(done, [...every("create"), "create PcsCluster testdb"].sort());
  deepEqual(await untouched(lab, "testdb01"), before);
  deepEqual(await deployed(OBJECTS, { adopt: true }), []);
  deepEqual(await refreshed(), []);
  const { code, output } = await stack.destroy();
  deepEqual(code, 0, output);
}
