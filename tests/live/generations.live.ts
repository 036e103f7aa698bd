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
type Program = keyof typeof PROGRAMS;
/** The oldest generation first. */
const SYSTEMS: readonly Suite[] = ["centos7", ...SUITES.filter((system) => system !== "centos7")];
/** What a cluster has under the name that it is declared with. */
const NAMED = OBJECTS.filter(({ kind }) =>
  /^(PrimitiveResource|IPaddr2Resource|ResourceGroup|StonithDevice|BundleResource)$/.test(kind),
).map(({ name }) => name);
/** What each system's cluster was told by each program. */
const seen = new Map<Program, Map<Suite, Meaning>>();
let pair: SamePair | undefined;

/** The same program on a pair of each system: what its cluster is told is the same, as data. */
export const cases: readonly Case[] = [
  ...SYSTEMS.flatMap((system): readonly Case[] => [
    {
      name: `${described(system)}: the program makes a pair, and changes nothing when it runs again`,
      run: () => made(system),
    },
    {
      name: `${described(system)}: every argument changes, once, and nothing is left in the end`,
      run: () => changed(system),
    },
  ]),
  { name: "the systems are told the same", run: same },
  { name: "each of the systems was asked", run: all },
];

/** Takes down what the last system's cases have left. */
export async function after(): Promise<void> {
  await pair?.down();
  pair = undefined;
}

async function made(system: Suite): Promise<void> {
  await after();
  pair = await SamePair.boot(system);
  const created = OBJECTS.map(({ kind, name }) => `create ${kind} ${name}`);
  deepEqual(await pair.deployed(OBJECTS), [...created, "create PcsCluster testdb"].sort());
  await told(pair, system, "declared");
}

async function changed(system: Suite): Promise<void> {
  if (pair?.system !== system) throw new Error(`There is no pair of ${system}`);
  const updated = OBJECTS.filter(({ changed: other }) => other).map(
    ({ kind, name }) => `update ${kind} ${name}`,
  );
  deepEqual(await pair.deployed(PROGRAMS.changed), updated.sort());
  await told(pair, system, "changed");
  const { code, output } = await pair.stack.destroy();
  deepEqual(code, 0, output);
  await nothingLeft(pair.lab, NODES);
}

/** Notes what the cluster is told by a program, which is the same when the program runs again. */
async function told(one: SamePair, system: Suite, program: Program): Promise<void> {
  const { lab } = one;
  ok(answers(lab, SERVICE_IP), `${SERVICE_IP} does not answer`);
  const before = await Promise.all(NODES.map((node) => untouched(lab, node)));
  deepEqual(await one.deployed(PROGRAMS[program]), []);
  const state = await one.stack.state();
  const differing = await one.refreshed();
  // Says what differs, not only of what.
  if (differing.length > 0)
    deepEqual((await one.stack.state()).resources?.map(outputs), state.resources?.map(outputs));
  deepEqual(differing, []);
  deepEqual(await Promise.all(NODES.map((node) => untouched(lab, node))), before);
  const configuration = meaningOf(await cib(lab, "testdb02"), operationsOf(PROGRAMS[program]));
  const bySystem = seen.get(program) ?? new Map<Suite, Meaning>();
  seen.set(program, bySystem.set(system, { ...configuration, corosync: await corosync(one) }));
}

const outputs = ({ urn, outputs: all }: { readonly urn: string; readonly outputs?: object }) => ({
  urn,
  ...all,
});

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
  ok(seen.size > 0, "no system was asked");
  for (const [program, bySystem] of seen) {
    const [expected = {}] = bySystem.values();
    const missing = NAMED.filter((name) => !(name in expected));
    deepEqual(missing, [], "the first system was told too little");
    ok(bySystem.size > 1, "there is nobody to compare it with");
    const alike = [...bySystem.keys()].map((system) => [system, expected]);
    deepEqual({ [program]: Object.fromEntries(bySystem) }, { [program]: Object.fromEntries(alike) });
  }
  return Promise.resolve();
}

function all(): Promise<void> {
  for (const bySystem of seen.values()) deepEqual([...bySystem.keys()], SYSTEMS);
  deepEqual([...seen.keys()], Object.keys(PROGRAMS));
  return Promise.resolve();
}
