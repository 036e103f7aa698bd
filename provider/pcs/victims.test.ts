import {
  asks,
  lost,
  scriptedNode,
  type ScriptedNode,
  type Step,
} from "../../tests/fixtures/scripted-cluster.js";
import { disconnect } from "../ssh/index.js";
import { reachableNodes } from "./nodes.js";
import type { Values } from "./options.js";
import { targetsOf, victimsOf } from "./victims.js";

const api = { ip: "10.0.0.1", password: "hush" };
const told = (node: string, machine: Values) => ({ ...api, ...machine, action: "status", nodename: node });

test.each<[string, Values, Readonly<Record<string, Values>>]>([
  ["no node", {}, {}],
  [
    "a list",
    { pcmk_host_list: "n1, n2 n3" },
    Object.fromEntries(["n1", "n2", "n3"].map((node) => [node, told(node, { plug: node })])),
  ],
  [
    "a map, of which a node's first port is asked for",
    { pcmk_host_map: "n1:101;n2:102,103", pcmk_host_check: "static-list" },
    { n1: told("n1", { plug: "101" }), n2: told("n2", { plug: "102" }) },
  ],
  [
    "a list with a map",
    { pcmk_host_list: "n1,n2", pcmk_host_map: "n1:101" },
    { n1: told("n1", { plug: "101" }), n2: told("n2", { plug: "n2" }) },
  ],
  ["one machine of its own", { plug: 101, pcmk_host_list: "n1" }, { n1: told("n1", { plug: "101" }) }],
  [
    "one machine in an old agent's word",
    { port: "101", pcmk_host_list: "n1" },
    { n1: told("n1", { port: "101" }) },
  ],
])("a device that names %s is asked as Pacemaker would ask it", (_what, options, targets) => {
  expect(targetsOf({ ...api, ...options }, "plug")).toEqual(targets);
});

let node: ScriptedNode | undefined;
afterEach(async () => {
  await disconnect();
  await node?.close();
  node = undefined;
});

const options = { ...api, pcmk_host_list: "n1 n2" };
const targets = { n1: told("n1", { port: "n1" }), n2: told("n2", { port: "n2" }) };
const fencer = { agent: "fence_x", options };

async function said(...steps: readonly Step[]) {
  node = await scriptedNode(...steps);
  const [reached] = reachableNodes(node.handle);
  if (!reached) throw new Error("no node");
  return victimsOf(reached, fencer, "port");
}

test("what an agent says of its victims is told, but no secret that it shows", async () => {
  const states = { n1: "on", n2: "unknown (login as u with hush failed)" };
  expect(await said(asks("victims", { agent: "fence_x", targets }, { states }))).toEqual({
    n1: "on",
    n2: "unknown (login as u with [secret] failed)",
  });
});

test("an agent that never comes back leaves its victims unknown", async () => {
  const { n1, n2, ...more } = await said(lost(asks("victims", { agent: "fence_x", targets }, {})));
  expect([n1 === n2, n1?.startsWith("unknown (Lost"), more]).toEqual([true, true, {}]);
});
