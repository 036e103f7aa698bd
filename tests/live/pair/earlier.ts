import { deepEqual, equal } from "node:assert/strict";
import { type Outcome, ROOT_PROGRAM } from "../stack.js";
import type { Case } from "../suite.js";
import { changesIn, onHosts, type Pair, SERVICE_IP } from "./pair.js";
import { answers, untouched } from "./seen.js";

/** Stacks of the root program as it was before it made its pair of a component. */
export const earlier: readonly Case[] = [
  onHosts(
    "a stack that declared the pair's objects one by one goes on as a pair, and nothing is touched",
    moved,
  ),
];

async function moved(pair: Pair): Promise<void> {
  const { lab, stack } = pair;
  await pair.up();
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
  // The property's value was text and is a truth value now.
  const planned = ["update ClusterProperty testdb-stonith-enabled"];
  deepEqual(objectsIn(await stack.preview()), planned);
  deepEqual(objectsIn(await stack.up()), planned);
  deepEqual(await seen(), before);
  equal(await answers(lab, SERVICE_IP), true);
  deepEqual(changesIn(await stack.refresh()), []);
  const { code, output } = await stack.destroy();
  equal(code, 0, output);
}

// The component around them is new, and changes nothing in the cluster.
function objectsIn(outcome: Outcome): readonly string[] {
  return changesIn(outcome).filter((change) => !change.endsWith(":HaPair testdb"));
}
