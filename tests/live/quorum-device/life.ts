import { deepEqual, match, ok } from "node:assert/strict";
import { on } from "../pair/seen.js";
import type { Case } from "../suite.js";
import {
  ADDRESS,
  declare,
  deployed,
  device,
  ground,
  left,
  noCluster,
  NODES,
  PASSWORD,
  refreshed,
  votes,
  WITNESS,
} from "./ground.js";

/** The device as most people declare it. */
export const SMALL = { host: WITNESS };
const EVERY = {
  ...{
    host: WITNESS,
    address: ADDRESS,
    algorithm: "lms",
    tieBreaker: "highest",
    port: 5403,
    connectTimeout: 9000,
  },
  ...{ forceIpVersion: "4", timeout: 11000, syncTimeout: 31000 },
  heuristics: {
    mode: "on",
    interval: 20000,
    timeout: 4000,
    sync_timeout: 12000,
    exec_ping: "/bin/ping -c 1 -W 1 192.168.0.1",
  },
};
const OTHER = {
  ...EVERY,
  ...{
    algorithm: "ffsplit",
    tieBreaker: "1",
    connectTimeout: 8500,
    forceIpVersion: "0",
    timeout: 10500,
    syncTimeout: 30500,
  },
  heuristics: { mode: "sync", interval: 21000, timeout: 4500, sync_timeout: 12500, exec_true: "/bin/true" },
};
/** The same in corosync.conf. */
export const AS_SMALL = [
  "device {",
  "model: net",
  "votes: 1",
  "net {",
  "algorithm: ffsplit",
  `host: ${WITNESS}`,
];
/** What a run says that changed it. */
export const UPDATED = ["update QuorumDevice witness"];

/** It is made and changed. */
export const life: readonly Case[] = [
  {
    name: "a witness has a vote, and up again and refresh change nothing",
    core: true,
    run: async () => {
      deepEqual(await deployed({ device: SMALL }), [
        "create ClusterProperty stonith-enabled",
        "create PcsCluster testdb",
        "create QuorumDevice witness",
      ]);
      for (const node of NODES) {
        deepEqual(sorted(await device(node)), sorted(AS_SMALL));
        const { Flags = "", ...rest } = await votes(node);
        deepEqual(rest, { "Expected votes": "3", Quorate: "Yes" });
        match(Flags, /\bQdevice\b/);
      }
      deepEqual(await deployed({ device: SMALL }), []);
      deepEqual(await refreshed(), []);
      ok(!(await ground().stack.stateFile()).includes(PASSWORD));
    },
  },
  {
    name: "every argument is added while the cluster runs, and the preview says how",
    core: true,
    run: async () => {
      const { lab, stack } = ground();
      const corosync = await on(lab, "testdb01", "systemctl", "show", "--property=MainPID", "corosync");
      await declare({ device: EVERY });
      const { code, output } = await stack.preview();
      deepEqual(code, 0, output);
      match(
        output,
        /algorithm becomes lms, .*heuristics mode becomes on.*\(live: the device's daemon is started anew/,
      );
      deepEqual(await deployed({ device: EVERY }), UPDATED);
      deepEqual(sorted(await device("testdb02")), sorted(asConf(EVERY)));
      deepEqual(await refreshed(), []);
      deepEqual(await on(lab, "testdb01", "systemctl", "show", "--property=MainPID", "corosync"), corosync);
    },
  },
  {
    name: "every argument is changed and removed while the cluster runs",
    run: async () => {
      const { lab } = ground();
      const corosync = await on(lab, "testdb01", "systemctl", "show", "--property=MainPID", "corosync");
      deepEqual(await deployed({ device: OTHER }), UPDATED);
      deepEqual(sorted(await device("testdb02")), sorted(asConf(OTHER)));
      deepEqual(await refreshed(), []);
      deepEqual(await deployed({ device: SMALL }), UPDATED);
      deepEqual(sorted(await device("testdb02")), sorted(AS_SMALL));
      deepEqual(await refreshed(), []);
      deepEqual(await on(lab, "testdb01", "systemctl", "show", "--property=MainPID", "corosync"), corosync);
    },
  },
  {
    name: "another witness is another device, and the preview says so",
    run: async () => {
      const { stack } = ground();
      await declare({ device: { host: ADDRESS } });
      const { output } = await stack.preview();
      match(output, /QuorumDevice\s+witness\s+replace/);
      await stack.up();
      ok((await device("testdb01")).includes(`host: ${ADDRESS}`));
      deepEqual(await refreshed(), []);
      await deployed({ device: SMALL });
      deepEqual(sorted(await device("testdb01")), sorted(AS_SMALL));
    },
  },
];

/** How it ends. */
export const end: readonly Case[] = [
  {
    name: "the device goes and the cluster stays, with nothing of it left",
    core: true,
    run: async () => {
      deepEqual(await deployed({}), ["delete QuorumDevice witness"]);
      for (const node of NODES) {
        deepEqual(await device(node), []);
        deepEqual(await left(node), ["disabled", "MainPID=0"]);
        const { Flags = "", ...rest } = await votes(node);
        deepEqual(rest, { "Expected votes": "2", Quorate: "Yes" });
        match(Flags, /\b2Node\b/);
      }
    },
  },
  {
    name: "a token of the witness lets the nodes in as its password does",
    run: async () => {
      const { lab, stack } = ground();
      const token = "the token of the witness";
      const file = "/run/token";
      deepEqual((await lab.exec(WITNESS, ["tee", file], { stdin: token })).code, 0);
      await on(lab, WITNESS, "pcs", "pcsd", "accept_token", file);
      deepEqual(await deployed({ device: SMALL, token }), ["create QuorumDevice witness"]);
      deepEqual(await refreshed(), []);
      ok(!(await stack.stateFile()).includes(token));
    },
  },
  {
    name: "cluster and device are destroyed together",
    run: async () => {
      const { code, output } = await ground().stack.destroy();
      deepEqual(code, 0, output);
      for (const node of NODES) deepEqual(await left(node), ["disabled", "MainPID=0"]);
      await noCluster();
    },
  },
];

function asConf({ heuristics, ...args }: typeof EVERY | typeof OTHER): readonly string[] {
  const votes = args.algorithm === "ffsplit" ? ["votes: 1"] : [];
  const { connectTimeout, forceIpVersion, tieBreaker } = args;
  return [
    ...["device {", "model: net", `sync_timeout: ${args.syncTimeout}`, `timeout: ${args.timeout}`, ...votes],
    ...["net {", `algorithm: ${args.algorithm}`, `connect_timeout: ${connectTimeout}`],
    ...[
      `force_ip_version: ${forceIpVersion}`,
      `host: ${args.host}`,
      `port: ${args.port}`,
      `tie_breaker: ${tieBreaker}`,
    ],
    "heuristics {",
    ...Object.entries(heuristics).map(([name, value]) => `${name}: ${value}`),
  ];
}

/** Lines whose order means nothing. */
export function sorted(lines: readonly string[]): readonly string[] {
  return [...lines].sort();
}
