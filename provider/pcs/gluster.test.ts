import { execFileSync } from "node:child_process";
import { mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { interpreter, localNode, type LocalNode } from "../../tests/fixtures/local-node.js";
import { disconnect } from "../ssh/index.js";
import { glusterState, inPool, lookAtGluster, makeBrickPlace } from "./gluster.js";
import type { ReachableNode } from "./nodes.js";

// Nodes have Python 2.7 to 3.13; those that are not installed here are named as skipped.
const pythons = ["python3", "python2"].map((name) => [name, interpreter(name)] as const);

const answer = (inner: string) =>
  `<?xml version="1.0"?><cliOutput><opRet>0</opRet><opErrno>0</opErrno><opErrstr/>${inner}</cliOutput>`;
const peers = answer(`<peerStatus><peer><uuid>u2</uuid><hostname>10.0.0.2</hostname>
  <hostnames><hostname>10.0.0.2</hostname><hostname>n2</hostname></hostnames>
  <connected>1</connected><state>3</state><stateStr>Peer in Cluster</stateStr></peer></peerStatus>`);
const brick = (address: string, host: string, arbiter: 0 | 1) =>
  `<brick uuid="${host}">${address}:/b<name>${address}:/b</name><hostUuid>${host}</hostUuid><isArbiter>${arbiter}</isArbiter></brick>`;
const info = answer(`<volInfo><volumes><volume><name>web</name><id>5c0a</id><statusStr>Started</statusStr>
  <replicaCount>3</replicaCount><typeStr>Replicate</typeStr><bricks>${brick("10.0.0.1", "u1", 0)}${brick("10.0.0.2", "u2", 0)}${brick("10.0.0.3", "u3", 1)}</bricks>
  <options><option><name>nfs.disable</name><value>on</value></option></options></volume><count>1</count></volumes></volInfo>`);
const place = (host: string, path: string, status: 0 | 1) =>
  `<node><hostname>${host}</hostname><path>${path}</path><status>${status}</status></node>`;
const status =
  answer(`<volStatus><volumes><volume><volName>web</volName>${place("10.0.0.1", "/b", 1)}${place("10.0.0.2", "/b", 0)}
  ${place("Self-heal Daemon", "localhost", 1)}</volume></volumes></volStatus>`);
const heal = answer(`<healInfo><bricks>
  <brick hostUuid="u1"><name>10.0.0.1:/b</name><status>Connected</status><totalNumberOfEntries>7</totalNumberOfEntries>
    <numberOfEntriesInSplitBrain>1</numberOfEntriesInSplitBrain></brick>
  <brick hostUuid="-"><name>10.0.0.2:/b</name><status>Transport endpoint is not connected</status>
    <totalNumberOfEntries>-</totalNumberOfEntries><numberOfEntriesInSplitBrain>-</numberOfEntriesInSplitBrain></brick>
  </bricks></healInfo>`);

const counted = (count: string) => `Gathering count of entries to be healed on volume web has been successful
Brick 10.0.0.1:/b
Number of entries: ${count}
Brick 10.0.0.2:/b
Status: Transport endpoint is not connected
Number of entries: -
`;

let node: LocalNode;
afterEach(async () => {
  await disconnect();
  await node.close();
});

async function host(python: string, script: string): Promise<ReachableNode> {
  node = await localNode(python);
  node.tool("gluster", script);
  return { name: "n1", addresses: ["127.0.0.1"], ssh: node.host.ssh };
}

const script = `case "$*" in
  --version) echo "glusterfs 10.3"; echo "more" ;;
  *"peer status") cat <<'END'
${peers}
END
  ;;
  *"volume info") cat <<'END'
${info}
END
  ;;
  *client-list) printf 'glustershd   3\\nfuse      2\\ngfapi.vm  1\\n' ;;
  *"volume status web") cat <<'END'
${status}
END
  ;;
  *heal-count) cat <<'END'
${counted("7")}
END
  ;;
  *"heal web info summary") cat <<'END'
${heal}
END
  ;;
esac`;

for (const [name, python] of pythons) {
  const here = python === undefined ? test.skip : test;

  here(
    `${name}: a host tells its daemon, its pool, its volumes, and what is where bricks are to be`,
    async () => {
      const there = await host(python ?? "", script);
      const [full, empty, none] = ["full", "empty", "none"].map((each) => join(node.run, each)) as [
        string,
        string,
        string,
      ];
      mkdirSync(full);
      mkdirSync(empty);
      writeFileSync(join(full, "ledger"), "");
      const { ahead, ...look } = await lookAtGluster(there, {
        places: [full, empty, none, join(full, "ledger")],
        devices: [join(full, "ledger")],
      });
      expect(look).toMatchObject({
        ...{ version: "10.3", running: true, uuid: null },
        peers: [{ uuid: "u2", names: ["10.0.0.2", "n2"], connected: true, state: "Peer in Cluster" }],
        volumes: [
          {
            ...{ name: "web", id: "5c0a", started: true, type: "Replicate", replicas: 3 },
            bricks: [
              { name: "10.0.0.1:/b", host: "u1", arbiter: false },
              { name: "10.0.0.2:/b", host: "u2", arbiter: false },
              { name: "10.0.0.3:/b", host: "u3", arbiter: true },
            ],
            options: { "nfs.disable": "on" },
          },
        ],
        places: {
          [full]: { kind: "folder", names: ["ledger"], count: 1, volume: null, within: null, isMount: false },
          [empty]: { kind: "folder", names: [], count: 0 },
          [none]: { kind: "nothing", names: [], count: 0 },
          [join(full, "ledger")]: { kind: "file" },
        },
        devices: { [join(full, "ledger")]: { there: false, holds: null, mounted: null } },
      });
      expect(ahead[0]).toBeLessThanOrEqual(0);
      expect(ahead[1]).toBeGreaterThanOrEqual(0);
    },
  );

  here(`${name}: a host without gluster, and one whose daemon does not run, are told apart`, async () => {
    const silent = await host(python ?? "", '[ "$1" = --version ] && echo "glusterfs 9.6" || exit 1');
    const { version, running, peers: none } = await lookAtGluster(silent);
    node.tool("gluster", "exit 127");
    expect([version, running, none, (await lookAtGluster(silent)).version]).toEqual(["9.6", false, [], null]);
  });

  here(`${name}: a volume tells which bricks answer, what is to be healed, and how many use it`, async () => {
    const there = await host(python ?? "", script);
    expect(await glusterState(there, "web")).toEqual({
      online: { "10.0.0.1:/b": true, "10.0.0.2:/b": false },
      healing: { "10.0.0.1:/b": { pending: 7, splitBrain: 1 } },
      clients: 3,
    });
    // Who waits for thousands has them counted, and not looked at one by one.
    node.tool("gluster", script.replace("entries: 7", "entries: 2022").replace("heal web info", "unasked"));
    expect(await glusterState(there, "web", true)).toEqual({
      online: { "10.0.0.1:/b": true, "10.0.0.2:/b": false },
      healing: { "10.0.0.1:/b": { pending: 2022, splitBrain: 0 } },
      clients: 3,
    });
  });

  here(`${name}: a brick's folder is made where nothing is, and never where data are`, async () => {
    const there = await host(python ?? "", script);
    const path = join(node.run, "bricks/web");
    await makeBrickPlace(there, { path });
    expect(readdirSync(join(node.run, "bricks"))).toEqual(["web"]);
    writeFileSync(join(path, "ledger"), "");
    await expect(makeBrickPlace(there, { path })).rejects.toThrow(
      `Unable to make a brick on n1: ${path} holds data: ledger`,
    );
    await expect(makeBrickPlace(there, { path: join(path, "x"), device: "/dev/none" })).rejects.toThrow(
      "there is no device /dev/none",
    );
  });
}

test("a command waits for another one's end, and passes other failures on", async () => {
  const there = await host(interpreter("python3") ?? "", "exit 0");
  const flag = join(node.run, "came");
  node.tool(
    "gluster",
    `[ -e ${flag} ] && { echo "$*"; exit; }; touch ${flag}; echo "Another transaction is in progress for web. Please try again after some time." >&2; exit 1`,
  );
  expect(await inPool(there, "set an option", ["volume", "set", "web", "a", "b"])).toBe(
    "--mode=script volume set web a b",
  );
  node.tool("gluster", "echo 'volume set: failed: option : a does not exist' >&2; exit 1");
  await expect(inPool(there, "set an option", ["volume", "set", "web", "a", "b"])).rejects.toThrow(
    "Unable to set an option on n1 (exit 1): volume set: failed: option : a does not exist",
  );
});

const unprivileged = process.getuid?.() !== 0;
(unprivileged ? test.skip : test)(
  "a brick is known by its attribute, with the id as gluster writes it",
  async () => {
    const there = await host(interpreter("python3") ?? "", script);
    const path = join(node.run, "brick");
    mkdirSync(join(path, "below"), { recursive: true });
    const set = `import os; os.setxattr(${JSON.stringify(path)}, "trusted.glusterfs.volume-id", bytes(range(16)))`;
    execFileSync("python3", ["-c", set]);
    const { places } = await lookAtGluster(there, { places: [path, join(path, "below")], devices: [] });
    expect([places[path]?.volume, places[join(path, "below")]?.within]).toEqual([
      "00010203-0405-0607-0809-0a0b0c0d0e0f",
      path,
    ]);
    // The volume's own brick may be made anew there, another one's may not.
    writeFileSync(join(path, "file"), "");
    await makeBrickPlace(there, { path, volume: "00010203-0405-0607-0809-0a0b0c0d0e0f" });
    await expect(makeBrickPlace(there, { path, volume: "another" })).rejects.toThrow(
      "holds data: below, file",
    );
  },
);
