import { deepEqual, ok } from "node:assert/strict";
import { described, type Suite, SUITES } from "../../lab/index.js";
import { type Meaning, meaningOf } from "./generations/meaning.js";
import { OBJECTS, SamePair } from "./generations/pair.js";
import { answers } from "./lab-seen.js";
import { declaring } from "./objects/life.js";
import type { Declared } from "./objects/resources.js";
import { SERVICE_IP } from "./objects/with-pair.js";
import { cib, nothingLeft, on, untouched } from "./pair/seen.js";
import type { Case } from "./suite.js";

const NODES = ["testdb01", "testdb02"] as const;
const PROGRAMS = { declared: OBJECTS, changed: declaring(OBJECTS, "changed") };

/** What each system's cluster said after each program. */
const seen = new Map<Suite, Readonly<Record<keyof typeof PROGRAMS, Meaning>>>();

/** The same program on a pair of each system: what its cluster is told is the same, as data. */
export const cases: readonly Case[] = [
  ...SUITES.map((system) => ({
    name: `${described(system)}: the program makes a pair, changes it, changes nothing when run again, and leaves nothing`,
    run: () => lived(system),
  })),
  { name: "all systems are told the same", run: same },
];

/** Takes down what a case that failed has left. */
export async function after(): Promise<void> {
  for (const system of SUITES) await SamePair.down(system);
}

async function lived(system: Suite): Promise<void> {
  const pair = await SamePair.boot(system);
  try {
    const created = OBJECTS.map(({ kind, name }) => `create ${kind} ${name}`);
    deepEqual(await pair.deployed(OBJECTS), [...created, "create PcsCluster testdb"].sort());
    const declared = await told(pair, PROGRAMS.declared);
    const updated = OBJECTS.filter(({ changed }) => changed).map(
      ({ kind, name }) => `update ${kind} ${name}`,
    );
    deepEqual(await pair.deployed(PROGRAMS.changed), updated.sort());
    const changed = await told(pair, PROGRAMS.changed);
    seen.set(system, { declared, changed });
    const { code, output } = await pair.stack.destroy();
    deepEqual(code, 0, output);
    await nothingLeft(pair.lab, NODES);
  } finally {
    await pair.stack.close();
    await SamePair.down(system);
  }
}

/** What the cluster is told by a program, which is the same when the program runs again. */
async function told(pair: SamePair, program: readonly Declared[]): Promise<Meaning> {
  const { lab } = pair;
  ok(answers(lab, SERVICE_IP), `${SERVICE_IP} does not answer`);
  const before = await Promise.all(NODES.map((node) => untouched(lab, node)));
  deepEqual(await pair.deployed(program), []);
  deepEqual(await pair.refreshed(), []);
  deepEqual(await Promise.all(NODES.map((node) => untouched(lab, node))), before);
  return { ...meaningOf(await cib(lab, "testdb02"), operationsOf(program)), corosync: await corosync(pair) };
}

/** The names of the operations that a program declares, by the resource that has them. */
function operationsOf(program: readonly Declared[]): Readonly<Record<string, readonly string[]>> {
  const declared = program.filter(({ kind }) =>
    /^(PrimitiveResource|IPaddr2Resource|StonithDevice)$/.test(kind),
  );
  return Object.fromEntries(
    declared.map(({ name, args }) => {
      const { operations = [], monitor } = args as {
        operations?: readonly { name: string }[];
        monitor?: object;
      };
      return [name, [...operations.map((each) => each.name), ...(monitor ? ["monitor"] : [])]];
    }),
  );
}

/** What Corosync works with of what the program declares. */
async function corosync({ lab }: SamePair): Promise<unknown> {
  const asked = [
    "totem.cluster_name",
    "totem.token",
    "totem.consensus",
    "quorum.wait_for_all",
    "quorum.two_node",
  ];
  const map = await on(lab, "testdb02", "corosync-cmapctl");
  const values = new Map(map.split("\n").map((line) => line.split(/ \(\w+\) = /) as [string, string]));
  const nodes = [...values].filter(([key]) => /^nodelist\.node\.\d+\.(ring0_addr|name)$/.test(key));
  return {
    ...Object.fromEntries(asked.map((key) => [key, values.get(key)])),
    // A node of pcs 0.9 is its name, which leads to the address.
    nodes: [...new Set(nodes.map(([, value]) => nameOf(lab, value)))].sort(),
  };
}

function nameOf({ nodes }: SamePair["lab"], value: string): string {
  return nodes.find(({ address }) => address === value)?.name ?? value;
}

function same(): Promise<void> {
  deepEqual([...seen.keys()], [...SUITES]);
  const [first, ...others] = SUITES;
  for (const program of Object.keys(PROGRAMS) as (keyof typeof PROGRAMS)[]) {
    const [expected] = [seen.get(first)?.[program]];
    ok(expected && Object.keys(expected).length > 40, "the first system was told too little");
    for (const system of others) deepEqual(seen.get(system)?.[program], expected, `${system}: ${program}`);
  }
  return Promise.resolve();
}
