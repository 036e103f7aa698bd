import { deepEqual, equal } from "node:assert/strict";
import { ROOT_PROGRAM } from "../stack.js";
import type { Case } from "../suite.js";
import { changesIn, onPair, type Pair, SERVICE_IP } from "./pair.js";
import { answers, untouched } from "./seen.js";

/** Stacks of the root program as it was before it made its pair of a component. */
export const earlier: readonly Case[] = [
  onPair(
    "a stack that declared the pair's objects one by one goes on as a pair, and nothing is touched",
    moved,
  ),
];

async function moved({ lab, stack }: Pair): Promise<void> {
  const nodes = lab.nodes.slice(0, 2);
  const seen = () => Promise.all(nodes.map(({ name }) => untouched(lab, name)));
  const before = await seen();
  await stack.program(ROOT_PROGRAM);
  await stack.configure({
    ...{ clusterName: "testdb", fencing: "none", prepare: "false" },
    hosts: nodes.map(({ name, address }) => ({ name, address })),
    ssh: { privateKeyFile: lab.privateKeyFile },
    properties: { "no-quorum-policy": "ignore" },
    serviceIp: { ip: SERVICE_IP, cidrNetmask: 24, interval: "5s" },
  });
  deepEqual(changesIn(await stack.preview()), ["create HaPair testdb"]);
  deepEqual(changesIn(await stack.up()), ["create HaPair testdb"]);
  deepEqual(await seen(), before);
  equal(await answers(lab, SERVICE_IP), true);
  deepEqual(changesIn(await stack.refresh()), []);
  const { code, output } = await stack.destroy();
  equal(code, 0, output);
}
