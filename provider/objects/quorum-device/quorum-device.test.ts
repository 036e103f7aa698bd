import { startHost, type Answer, type Asked, type ScriptedHost } from "../../../tests/scripted-host.js";
import { disconnect } from "../../ssh/index.js";
import type { Declared } from "./arguments.js";
import { quorumDevice } from "./quorum-device.js";

const reached = { nodes: [], connection: {} };
const small: Declared = { ...reached, host: "witness", algorithm: "ffsplit" };
const hosts: ScriptedHost[] = [];

const conf = (device: string) => `totem {
    cluster_name: testdb
}

nodelist {
    node {
        ring0_addr: 10.0.0.1
        name: n1
        nodeid: 1
    }
}

quorum {
    provider: corosync_votequorum
${device}}
`;
const withDevice = conf(`
    device {
        model: net
        votes: 1

        net {
            algorithm: ffsplit
            host: witness
        }
    }
`);

/** A cluster of one node with this corosync.conf, and what was asked of it beside looks. */
async function cluster(...confs: readonly (string | null)[]) {
  const left = [...confs];
  const asked: string[] = [];
  const answers = ({ argv, stdin }: Asked): Answer => {
    if (argv[0] === "sh") {
      const corosyncConf = left.length > 1 ? left.shift() : left[0];
      const service = { installed: true, active: true, enabled: true };
      const survey = {
        ...{ pcs: "0.11.5", capabilities: [], pacemaker: "2.1.5", corosync: "3.1.7", corosyncConf },
        ...{ packagedConf: false, configured: true, unresolved: [], crm_mon: null, witness: "Connected" },
        services: { pcsd: service, corosync: service, pacemaker: service },
      };
      return { code: 0, stdout: JSON.stringify(survey) };
    }
    asked.push(
      [...argv.slice(argv[0] === "flock" ? 4 : 0), ...(stdin ? [`<${stdin.trim()}`] : [])].join(" "),
    );
    return { code: 0, stdout: "" };
  };
  const host = await startHost({ answers });
  hosts.push(host);
  const args = {
    nodes: [{ name: "n1", addresses: ["10.0.0.1"] }],
    connection: { n1: host.ssh },
    hostKeys: {},
    clusterName: "testdb",
  };
  return { args, asked };
}

afterEach(async () => {
  await disconnect();
  await Promise.all(hosts.splice(0).map((host) => host.close()));
});

const message = (failure: unknown): string => (failure as Error).message;

test("a device is made by letting the nodes in and telling pcs, the password by stdin", async () => {
  const { args, asked } = await cluster(conf(""), withDevice);
  const device = { ...small, ...args, address: "10.0.0.9", haclusterPassword: "hush", syncTimeout: 31000 };
  expect(await quorumDevice.create(device, false)).toEqual({ connected: true });
  expect(asked).toEqual([
    "pcs host auth witness addr=10.0.0.9 -u hacluster <hush",
    "pcs quorum device add sync_timeout=31000 model net host=witness algorithm=ffsplit",
  ]);
});

test("a device is made with a token, which goes by stdin to each node", async () => {
  const { args, asked } = await cluster(conf(""), withDevice);
  await quorumDevice.create({ ...small, ...args, token: "hush" }, false);
  expect(asked[0]).toBe("pcs host auth witness addr=witness --token /dev/stdin <hush");
});

test("a device that is there is refused without adopt, and taken over unchanged with it", async () => {
  const { args, asked } = await cluster(withDevice);
  expect(await quorumDevice.create({ ...small, ...args }, false).catch(message)).toBe(
    'The cluster "testdb" has a quorum device already, at witness. It was not made by this stack and nothing was changed. Give `adopt: true` to take it over.',
  );
  expect(await quorumDevice.create({ ...small, ...args, host: "other" }, true).catch(message)).toMatch(
    /Declare `host: "witness"` to take it over/,
  );
  expect(await quorumDevice.create({ ...small, ...args }, true)).toEqual({ connected: true });
  expect(asked).toEqual([]);
});

test("a device is changed by what differs from what is there, and made where somebody removed it", async () => {
  const { args, asked } = await cluster(withDevice);
  const old = { ...small, ...args };
  await quorumDevice.update({ ...old, algorithm: "lms" }, old);
  const gone = await cluster(conf(""), withDevice);
  await quorumDevice.update({ ...small, ...gone.args }, old);
  expect([asked, gone.asked]).toEqual([
    ["pcs quorum device update model algorithm=lms"],
    ["pcs quorum device add model net host=witness algorithm=ffsplit"],
  ]);
});

test("a device is gone when corosync.conf has none, and when the nodes are in no cluster", async () => {
  const without = await cluster(conf(""));
  const nowhere = await cluster(null);
  const foreign = await cluster(withDevice.replace("testdb", "other"));
  const all = [without, nowhere, foreign].map(({ args }) => quorumDevice.read({ ...small, ...args }));
  expect(await Promise.all(all)).toEqual([undefined, undefined, undefined]);
});

test("a device cannot be told of when no node answers", async () => {
  const { args } = await cluster(withDevice);
  await hosts.splice(0)[0]?.close();
  const connection = { n1: { ...args.connection.n1, connectTimeout: 2 } };
  expect(await quorumDevice.read({ ...small, ...args, connection }).catch(message)).toMatch(
    /^Unable to tell whether the cluster has its quorum device:\n- n1: /,
  );
});

test("a device is removed, and its witness forgotten where it was ours to be let in", async () => {
  const { args, asked } = await cluster(withDevice);
  await quorumDevice.remove({ ...small, ...args, haclusterPassword: "hush" });
  const gone = await cluster(conf(""));
  await quorumDevice.remove({ ...small, ...gone.args });
  expect([asked, gone.asked]).toEqual([["pcs quorum device remove", "pcs host deauth witness"], []]);
});
