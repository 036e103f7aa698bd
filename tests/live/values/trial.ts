import { isDeepStrictEqual } from "node:util";
import { open } from "../../../lab/index.js";
import { provider } from "../../../provider/dynamic.js";
import { disconnect } from "../../../provider/ssh/index.js";
import { Hostile } from "./hostile.js";
import { places, type Places } from "./places.js";

/** What became of the texts of a run. */
export interface Outcome {
  readonly arrived: number;
  readonly refused: number;
  /** Arguments that came to be something else, or were refused only when they were written. */
  readonly wrong: readonly {
    readonly kind: string;
    readonly texts: readonly string[];
    readonly said: unknown;
  }[];
}

const PLAIN = "plain";

// Runs where the nodes are reached: LAB SEED ROUNDS; answers an outcome as JSON.
void main(process.argv.slice(2));

async function main([lab = "", seed = "1", rounds = "1"]: readonly string[]): Promise<void> {
  const cluster = await handleOf(lab);
  const hostile = new Hostile(Number(seed));
  const all: Outcome[] = [];
  for (let round = 0; round < Number(rounds); round++)
    all.push(
      ...(await Promise.all(places.map((one, index) => trial(one, `t${round}x${index}`, cluster, hostile)))),
    );
  await disconnect();
  const sum = (of: "arrived" | "refused") => all.reduce((total, one) => total + one[of], 0);
  const outcome = {
    arrived: sum("arrived"),
    refused: sum("refused"),
    wrong: all.flatMap(({ wrong }) => wrong),
  };
  process.stdout.write(JSON.stringify(outcome));
}

async function trial(one: Places, id: string, cluster: object, hostile: Hostile): Promise<Outcome> {
  const texts = Array.from({ length: one.count }, () => hostile.text());
  const taken = [];
  // Each by itself, so that what is refused is known.
  for (const [index, text] of texts.entries())
    if (await accepts(one, id, cluster, alone(texts, index))) taken.push(text);
    else taken.push(PLAIN);
  const refused = taken.filter((text, index) => text !== texts[index]).length;
  const said = await lived(one, id, cluster, taken);
  if (said === undefined) return { arrived: texts.length - refused, refused, wrong: [] };
  const wrong = [];
  for (const [index, text] of taken.entries()) {
    const single = await lived(one, id, cluster, alone(taken, index));
    if (single !== undefined) wrong.push({ kind: one.kind, texts: [text], said: single });
  }
  return { arrived: 0, refused, wrong: wrong.length > 0 ? wrong : [{ kind: one.kind, texts: taken, said }] };
}

function alone(texts: readonly string[], place: number): readonly string[] {
  return texts.map((text, index) => (index === place ? text : `${PLAIN}${index}`));
}

async function accepts(one: Places, id: string, cluster: object, texts: readonly string[]): Promise<boolean> {
  const { failures } = await provider(one.kind).check({}, { ...one.args(id, texts), cluster });
  return failures.length === 0;
}

// Made, read and removed; answers what is not as it was declared.
async function lived(one: Places, id: string, cluster: object, texts: readonly string[]): Promise<unknown> {
  const verbs = provider(one.kind);
  const args = one.args(id, texts);
  try {
    const { id: made, outs } = await verbs.create({ ...args, cluster });
    const { props = {} } = await verbs.read(made, outs);
    const found = Object.fromEntries(Object.keys(args).map((name) => [name, props[name]]));
    await verbs.delete(made, props);
    return isDeepStrictEqual(found, args) ? undefined : found;
  } catch (failure) {
    const { properties = { ...args, cluster } } = failure as { properties?: Record<string, unknown> };
    await verbs.delete(id, properties).catch(() => undefined);
    return (failure as Error).message;
  }
}

async function handleOf(name: string): Promise<object> {
  const { nodes, privateKeyFile } = await open(name);
  return {
    clusterName: "testdb",
    nodes: nodes.map(({ name: node, address }) => ({ name: node, addresses: [address] })),
    connection: Object.fromEntries(nodes.map((node) => [node.name, { privateKeyFile }])),
    hostKeys: Object.fromEntries(nodes.map((node) => [node.name, node.hostKey])),
  };
}
