import { deepEqual, ok } from "node:assert/strict";
import type { Lab } from "../../../lab/index.js";
import type { Case } from "../suite.js";
import { changesIn, core, type Declaration, onPair, PAIR } from "./pair.js";
import { cib, holders, on, properties, resource } from "./seen.js";

/** Two values of twenty properties that every supported Pacemaker knows and that change nothing here. */
const VALUES: Readonly<Record<string, readonly [string, string]>> = {
  "batch-limit": ["30", "40"],
  "cluster-delay": ["61s", "62s"],
  "cluster-ipc-limit": ["600", "700"],
  "cluster-recheck-interval": ["16min", "17min"],
  "concurrent-fencing": ["true", "false"],
  "dc-deadtime": ["21s", "22s"],
  "election-timeout": ["3min", "4min"],
  "join-finalization-timeout": ["31min", "32min"],
  "join-integration-timeout": ["4min", "5min"],
  "load-threshold": ["85%", "86%"],
  "migration-limit": ["5", "6"],
  "node-action-limit": ["10", "11"],
  "node-health-base": ["1", "2"],
  "pe-error-series-max": ["101", "102"],
  "pe-input-series-max": ["4001", "4002"],
  "pe-warn-series-max": ["5001", "5002"],
  "priority-fencing-delay": ["1s", "2s"],
  "shutdown-escalation": ["21min", "22min"],
  "stonith-timeout": ["61s", "62s"],
  "node-health-yellow": ["0", "1"],
};
const HOSTS = Array.from({ length: 20 }, (_, place) => 131 + place);
const STOP = "/run/live-loop-stop";

// Sets a property with pcs again and again and looks at once whether each set that succeeded is there.
const LOOP = `
import json, os, re, subprocess
sets, lost, failed = 0, [], 0
while not os.path.exists("${STOP}"):
    sets += 1
    if subprocess.call(["pcs", "property", "set", "live-loop=%d" % sets, "--force"], stderr=subprocess.DEVNULL) != 0:
        failed += 1
        continue
    seen = re.findall('name="live-loop" value="([^"]*)"', subprocess.check_output(["cibadmin", "-Q"]).decode())
    if seen != [str(sets)]:
        lost.append([sets, seen])
os.remove("${STOP}")
print(json.dumps({"sets": sets, "failed": failed, "lost": lost}))
`;

/** Many changes at once, against somebody who changes the same cluster by hand all the time. */
export const parallel: readonly Case[] = [
  core(
    onPair("20 properties and 20 service IPs in one up beside a pcs loop: nothing is lost", async (pair) => {
      const { lab, stack } = pair;
      for (const round of [0, 1] as const) {
        const stop = loopOn(lab, "testdb02");
        await pair.declare(many(round));
        const outcome = await stack.up("--parallel", "40");
        const { sets, failed, lost } = await stop();
        const verb = round === 0 ? "create" : "update";
        deepEqual(changesIn(outcome), changes(verb));
        const xml = await cib(lab, "testdb01");
        deepEqual(
          valuesIn(xml),
          Object.fromEntries(Object.entries(VALUES).map(([name, both]) => [name, both[round]])),
        );
        deepEqual(
          intervals(xml),
          HOSTS.map(() => `${11 + round}s`),
        );
        deepEqual(lost, []);
        deepEqual(properties(xml)["live-loop"], String(sets));
        ok(sets - failed >= 3, `the loop set ${sets} times, ${failed} failed`);
        const text = `up: 40 objects ${verb}d in ${outcome.seconds.toFixed(1)} s; the loop set ${sets} times, ${failed} refused`;
        process.stdout.write(`    ${text}\n`);
      }
      // A loop without a pause keeps Pacemaker from starting anything; it does so once the loop has ended.
      const deadline = Date.now() + 90_000;
      const held = async () => Promise.all(HOSTS.map((host) => holders(lab, `192.168.0.${host}`)));
      while ((await held()).some(({ length }) => length !== 1) && Date.now() < deadline);
      deepEqual(
        (await held()).map(({ length }) => length),
        HOSTS.map(() => 1),
      );
      deepEqual(await pair.up(), changes("delete"));
      deepEqual(valuesIn(await cib(lab, "testdb01")), {});
      await on(lab, "testdb01", "pcs", "property", "set", "live-loop=");
    }),
  ),
];

function many(round: 0 | 1): Partial<Declaration> {
  const properties = Object.entries(VALUES).map(([name, both]) => [name, { value: both[round] }] as const);
  const ips = HOSTS.map((host) => {
    const monitor = { interval: `${11 + round}s` };
    return [`ip-${host}`, { ip: `192.168.0.${host}`, cidrNetmask: 24, monitor }] as const;
  });
  return {
    properties: { ...PAIR.properties, ...Object.fromEntries(properties) },
    ips: { ...PAIR.ips, ...Object.fromEntries(ips) },
  };
}

function changes(verb: string): readonly string[] {
  const names = [
    ...Object.keys(VALUES).map((name) => `ClusterProperty ${name}`),
    ...HOSTS.map((host) => `IPaddr2Resource ip-${host}`),
  ];
  return names.map((name) => `${verb} ${name}`).sort();
}

function valuesIn(xml: string): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(properties(xml)).filter(([name]) => name in VALUES));
}

function intervals(xml: string): readonly (string | undefined)[] {
  return HOSTS.map((host) => {
    const operations = resource(xml, `ip-${host}`)?.operations ?? [];
    return operations.find(({ name }) => name === "monitor")?.["interval"];
  });
}

interface Loop {
  readonly sets: number;
  readonly failed: number;
  readonly lost: readonly unknown[];
}

/** Starts the loop; what is answered ends it and says how it went. */
function loopOn(lab: Lab, node: string): () => Promise<Loop> {
  const ran = lab.exec(node, ["python3", "-"], { stdin: LOOP, timeout: 400 });
  return async () => {
    await on(lab, node, "touch", STOP);
    const { code, stdout, stderr } = await ran;
    if (code !== 0) throw new Error(`the loop failed (exit ${code}): ${stderr}`);
    return JSON.parse(stdout) as Loop;
  };
}
