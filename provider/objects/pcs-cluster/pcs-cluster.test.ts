import { fixture } from "../../../tests/fixtures/fixture.js";
import { startHost, type ScriptedHost } from "../../../tests/scripted-host.js";
import { disconnect } from "../../ssh/index.js";
import { pcsCluster } from "./pcs-cluster.js";

const ours = fixture("corosync.conf");
const foreign = ours.replace("cluster_name: testdb", "cluster_name: other");
const service = { installed: true, active: true, enabled: true };
const hosts: ScriptedHost[] = [];

/** What two hosts say when they are looked at; anything else that is asked of them is noted and done. */
async function pair(...confs: readonly (string | null | "silent")[]) {
  return pairWith({}, ...confs);
}

/** The same with more in what they say: the ledger of a stack's objects, and the configuration. */
async function pairWith(
  { objects, cib = "" }: { objects?: string; cib?: string },
  ...confs: readonly (string | null | "silent")[]
) {
  const started = await Promise.all(
    confs.map((corosyncConf) => {
      const survey = {
        ...{ pcs: "0.11.5", pacemaker: "2.1.5", corosync: "3.1.7", corosyncConf },
        ...{ packagedConf: false, configured: corosyncConf !== null, unresolved: [], tokens: {} },
        ...{ services: { pcsd: service, corosync: service, pacemaker: service } },
        ...(corosyncConf === null ? { crm_mon: null } : { crm_mon: fixture("crm_mon.xml"), objects }),
      };
      const said = ([program]: readonly string[]) => {
        if (program === "cibadmin") return cib;
        return (program === "crm_mon" ? survey.crm_mon : JSON.stringify(survey)) ?? "";
      };
      return startHost({ answers: ({ argv }) => ({ code: 0, stdout: said(argv) }) });
    }),
  );
  hosts.push(...started);
  for (const [index, conf] of confs.entries()) if (conf === "silent") await started[index]?.close();
  const names = ["testdb01", "testdb02"];
  const ssh = (host: ScriptedHost) => ({ ...host.ssh, connectTimeout: 2 });
  return {
    args: {
      ...{ clusterName: "testdb", haclusterPassword: "hacluster", transport: "knet", enable: true },
      ...{ totem: { token: 4000 }, transportOptions: { ip_version: "ipv4" }, crypto: { hash: "sha512" } },
      ...{ compression: { model: "zlib", threshold: 100 }, quorum: { wait_for_all: true } },
      links: [{ linknumber: 0, link_priority: 10 }],
      nodes: names.map((name, index) => ({
        name,
        addresses: [`192.168.0.${113 + index}`, `192.168.1.${113 + index}`],
      })),
      connection: Object.fromEntries(started.map((host, index) => [names[index], ssh(host)])),
      hostKeys: {},
    },
    /** What was asked of the hosts beside looks at them. */
    changed: () =>
      started
        .flatMap(({ asked }) => asked.map(({ argv }) => argv.join(" ")))
        .filter((line) => !/^(sh -c|crm_mon|cibadmin -Q|systemctl show)/.test(line)),
  };
}

afterEach(async () => {
  await disconnect();
  await Promise.all(hosts.splice(0).map((host) => host.close().catch(() => undefined)));
});

const message = (failure: unknown): string => (failure as Error).message;

test("a cluster is known by its name, and another name or transport is another cluster", () => {
  const { kind, replaceOn } = pcsCluster;
  expect([kind, replaceOn]).toEqual(["PcsCluster", ["clusterName", "transport"]]);
});

test("a foreign cluster on one of the hosts is refused by name, and nothing is touched", async () => {
  const { args, changed } = await pair(null, foreign);
  expect(await pcsCluster.create(args, true).catch(message)).toBe(
    'testdb02 is in the cluster "other" of testdb01, testdb02. That is not the cluster "testdb" of this stack, and nothing ' +
      "was changed. If nothing of it is needed, run `pcs cluster destroy` on that node yourself.",
  );
  expect(changed()).toEqual([]);
});

test("the very cluster is refused without adopt, and nothing is touched", async () => {
  const { args, changed } = await pair(ours, ours);
  expect(await pcsCluster.create(args, false).catch(message)).toBe(
    'testdb01 is in the cluster "testdb" of testdb01, testdb02; testdb02 is in the cluster "testdb" of testdb01, testdb02. ' +
      "It was not made by this stack and nothing was changed. Give `adopt: true` to take it over.",
  );
  expect(changed()).toEqual([]);
});

test("the very cluster is taken over by adopt, and all that is written is the list of what is ours in it", async () => {
  const { args, changed } = await pair(ours, ours);
  const { hostKeys: _keys, ...outputs } = await pcsCluster.create(args, true);
  expect([outputs, changed()]).toEqual([
    {
      members: [
        { name: "testdb01", online: true },
        { name: "testdb02", online: true },
      ],
      dc: "testdb02",
      quorate: true,
      versions: { pcs: "0.11.5", pacemaker: "2.1.5", corosync: "3.1.7" },
      ...{ clusterUuid: "82cea543b3ef448baaad5eef376788b1", fencingFailures: {} },
    },
    ["testdb01", "testdb02"].map(() => "tee /var/lib/pacemaker/pulumi-pacemaker.objects"),
  ]);
});

test("a node that was made anew under its name leaves and joins, and the other is left running", async () => {
  const { args, changed } = await pair(ours, null);
  await pcsCluster.update(args, args);
  const pcs = "flock -w 180 /run/lock/pulumi-pacemaker.lock pcs";
  expect(changed()).toEqual([
    `${pcs} host auth testdb02 addr=192.168.0.114 -u hacluster`,
    `${pcs} cluster node remove testdb02`,
    `${pcs} cluster node add testdb02 addr=192.168.0.114 addr=192.168.1.114`,
    "cat /etc/corosync/corosync.conf",
    "systemctl enable corosync pacemaker",
    "cat /etc/corosync/corosync.conf",
    "systemctl enable corosync pacemaker",
  ]);
});

test("a cluster reads back what pcs made of its arguments", async () => {
  const { args } = await pair(ours, ours);
  const { connection: _way, hostKeys: _keys, ...declared } = args;
  expect((await pcsCluster.read(args))?.args).toEqual(declared);
});

test("one node down: the other tells of the cluster", async () => {
  const { args } = await pair("silent", ours);
  expect((await pcsCluster.read(args))?.args.clusterName).toBe("testdb");
});

test("a node that does not answer may have the cluster: that is an error, never gone", async () => {
  const { args } = await pair(null, "silent");
  expect(await pcsCluster.read(args).catch(message)).toMatch(
    /^Unable to tell the state of the cluster "testdb":\n- testdb02: Unable to /,
  );
});

test("gone is what no node has, when every node answered", async () => {
  const { args } = await pair(null, null);
  expect(await pcsCluster.read(args)).toBeUndefined();
});

test("another cluster of the same name is not destroyed", async () => {
  const stranger = ours.replace("name: testdb02", "name: stranger");
  const { args, changed } = await pair(stranger, null);
  expect(await pcsCluster.remove(args).catch(message)).toMatch(
    /^Refusing to destroy: testdb01 is in the cluster "testdb" of testdb01, stranger; this stack's is "testdb"/,
  );
  expect(changed()).toEqual([]);
});

const withResources = `<cib epoch="1" num_updates="0" admin_epoch="0" have-quorum="1" dc-uuid="1"><configuration>
  <resources><primitive id="vip" class="ocf" provider="heartbeat" type="IPaddr2"/>
  <primitive id="theirs" class="ocf" provider="pacemaker" type="Dummy"/></resources></configuration></cib>`;

test("a cluster with resources of others is not destroyed, and nothing is touched", async () => {
  const { args, changed } = await pairWith(
    { objects: "+IPaddr2Resource vip\n", cib: withResources },
    ours,
    ours,
  );
  expect(await pcsCluster.remove(args).catch(message)).toBe(
    'Refusing to destroy: the cluster "testdb" holds what no object of this stack made or took over: primitive theirs. ' +
      "Nothing was changed. Delete it there (`pcs resource delete ID`) or declare it with `adopt: true`; to destroy it with " +
      "the cluster, give the cluster `destroyForeign: true` and deploy that first.",
  );
  expect(changed()).toEqual([]);
});

test.each([
  ["it was said that they go too", { destroyForeign: true }, "+IPaddr2Resource vip\n"],
  ["all are of this stack", {}, "+IPaddr2Resource vip\n+PrimitiveResource theirs\n"],
  ["nobody has noted what is whose", {}, undefined],
])("a cluster with resources is destroyed when %s", async (_when, more, objects) => {
  const { args, changed } = await pairWith(
    { ...(objects ? { objects } : {}), cib: withResources },
    ours,
    ours,
  );
  await pcsCluster.remove({ ...args, ...more });
  expect(changed().filter((line) => line.endsWith("pcs cluster destroy")).length).toBe(2);
});

test("a node that joins is given the ledger that the others have", async () => {
  const { args } = await pairWith(
    { objects: "+Thing a\n-Thing a\n+Thing b\n", cib: withResources },
    ours,
    null,
  );
  await pcsCluster.update(args, args);
  expect(hosts.map(({ asked }) => asked.find(({ argv }) => argv[0] === "tee")?.stdin)).toEqual([
    undefined,
    "+Thing b\n",
  ]);
});
