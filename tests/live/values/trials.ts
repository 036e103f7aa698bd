import { open } from "../../../lab/index.js";
import { reachableNodes, type Handle } from "../../../provider/pcs/nodes.js";
import { disconnect, run } from "../../../provider/ssh/index.js";
import { chance } from "./chance.js";
import { triedInConf } from "./conf.js";
import { nearTexts } from "./conf-places.js";
import { constraintNames } from "./constraint-names.js";
import { Hostile } from "./hostile.js";
import { triedOnHost } from "./host-texts.js";
import { freeTexts, type Places } from "./places.js";
import { resourceNames } from "./resource-names.js";
import { settingNames } from "./setting-names.js";
import { Trial, type Wrong } from "./trial.js";

/** What became of the texts of a run. */
export interface Outcome {
  /** Texts that are in the cluster as they were declared. */
  readonly arrived: number;
  /** Texts that were refused at preview. */
  readonly refused: number;
  /** Names that the cluster has nothing for. */
  readonly unknown: number;
  readonly wrong: readonly Wrong[];
}

// Several at once of what can be there several times: a batch costs about the same.
const copies = 1;
const tried: readonly Places[] = [
  ...freeTexts.flatMap((places) => (places.single ? [places] : Array.from({ length: copies }, () => places))),
  ...[...resourceNames, ...constraintNames, ...settingNames],
];

// Answers which texts no attribute in the configuration has, by a reader that is not ours.
const LOST = `
import json, subprocess, sys
from xml.etree import ElementTree
root = ElementTree.fromstring(subprocess.check_output(["cibadmin", "-Q"]))
there = set(value for element in root.iter() for value in element.attrib.values())
# Some are only a part of what is declared: a path, the name in a target, a word of a rule.
there.update(value[1:] for value in list(there) if value.startswith("/"))
targets = [level for level in root.iter("fencing-level") if level.get("target-attribute")]
there.update((level.get("target-attribute") + "=" + level.get("target-value"))[:-2] for level in targets)
print(json.dumps([text for text in json.load(sys.stdin) if text not in there and text.strip() not in there]))
`;

// Runs where the nodes are reached: LAB SEED ROUNDS [corosync.conf | hosts]; its last line is an outcome as JSON.
// A connection does not keep a program alive by itself.
const alive = setInterval(() => undefined, 1000);
void main(process.argv.slice(2)).finally(async () => {
  clearInterval(alive);
  await disconnect();
});

async function main([lab = "", seed = "1", rounds = "1", where = ""]: readonly string[]): Promise<void> {
  const cluster = await handleOf(lab);
  const hostile = new Hostile(Number(seed));
  const below = chance(Number(seed));
  const near = () => (below(3) === 0 ? hostile.text() : (nearTexts[below(nearTexts.length)] ?? ""));
  const tries: Readonly<Record<string, (number: number) => Promise<Outcome>>> = {
    "": (number) => round(number, cluster, hostile),
    "corosync.conf": () => triedInConf(cluster, near),
    hosts: () => triedOnHost(cluster, () => hostile.text()),
  };
  const outcomes: Outcome[] = [];
  for (let number = 0; number < Number(rounds); number++)
    outcomes.push(...[await tries[where]?.(number)].filter((one) => one !== undefined));
  const sum = (of: "arrived" | "refused" | "unknown") => outcomes.reduce((all, one) => all + one[of], 0);
  const wrong = outcomes.flatMap((one) => one.wrong);
  const outcome = { arrived: sum("arrived"), refused: sum("refused"), unknown: sum("unknown"), wrong };
  // In a line of its own: objects say what they do.
  process.stdout.write(`\n${JSON.stringify(outcome)}`);
}

async function round(number: number, cluster: Handle, hostile: Hostile): Promise<Outcome> {
  const trials = tried.map(
    (places, index) => new Trial(places, `t${number}x${index}`, cluster, hostile, number % 2 === 1),
  );
  for (const step of ["check", "make"] as const) await Promise.all(trials.map((trial) => trial[step]()));
  const arrived = trials.flatMap(({ places: { kind }, arrived: texts }) =>
    texts.map((text) => ({ kind, text })),
  );
  const lost = await lostOf(
    cluster,
    arrived.map(({ text }) => text),
  );
  for (const step of ["compare", "remove"] as const) await Promise.all(trials.map((trial) => trial[step]()));
  const sum = (of: "refused" | "unknown") => trials.reduce((all, trial) => all + trial[of], 0);
  return {
    arrived: arrived.length,
    refused: sum("refused"),
    unknown: sum("unknown"),
    wrong: [
      ...trials.flatMap(({ wrong }) => wrong),
      ...arrived
        .filter(({ text }) => lost.includes(text))
        .map((one) => ({ ...one, place: -1, said: "no attribute in the configuration has it" })),
    ],
  };
}

async function lostOf(cluster: Handle, texts: readonly string[]): Promise<readonly string[]> {
  const [node] = reachableNodes(cluster);
  if (!node) throw new Error("The lab has no nodes");
  const { code, stdout, stderr } = await run(node.ssh, ["python3", "-c", LOST], {
    stdin: JSON.stringify(texts),
  });
  if (code !== 0) throw new Error(`The configuration cannot be read (exit ${code}): ${stderr}`);
  return JSON.parse(stdout) as readonly string[];
}

async function handleOf(name: string): Promise<Handle> {
  const { nodes, privateKeyFile } = await open(name);
  return {
    clusterName: "testdb",
    nodes: nodes.map(({ name: node, address }) => ({ name: node, addresses: [address] })),
    connection: Object.fromEntries(nodes.map((node) => [node.name, { privateKeyFile }])),
    hostKeys: Object.fromEntries(nodes.map((node) => [node.name, node.hostKey])),
  };
}
