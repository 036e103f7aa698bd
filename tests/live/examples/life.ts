import { deepEqual } from "node:assert/strict";
import { isDeepStrictEqual } from "node:util";
import { forgetBackups, on, remains, type Remains } from "../pair/seen.js";
import { changesIn } from "../pair/pair.js";
import { Stack } from "../stack.js";
import type { Case } from "../suite.js";
import { emptied, lines, normalised } from "./configuration.js";
import { afterLossOf, nodeOf } from "./failover.js";
import { lab } from "./ground.js";
import { byHand } from "./on-node.js";
import { recipes, type Recipe } from "./recipes.js";

// What is on the hosts before any cluster was there.
let atFirst: readonly Remains[] | undefined;

/** Each example from bare hosts to bare hosts. */
export const life: readonly Case[] = recipes.map((recipe) => ({
  name: `${recipe.name}: up, nothing left to do, as by hand, over to the other node, destroyed`,
  ...(recipe.core ? { core: true } : {}),
  run: () => live(recipe),
}));

async function live(recipe: Recipe): Promise<void> {
  const { name, config, secrets = {} } = recipe;
  const nodes = lab().nodes.map(({ name: node, address }) => ({
    ...{ name: node, address, ssh: { privateKeyFile: lab().privateKeyFile } },
  }));
  atFirst ??= await everywhere();
  const stack = await Stack.create(lab(), {
    example: name,
    config: { nodes, ...config },
    secrets: { haclusterPassword: "hacluster", ...secrets },
  });
  let left: readonly Remains[] | undefined;
  try {
    const made = changesIn(await stack.up());
    deepEqual(
      made.filter((one) => !one.startsWith("create ")),
      [],
    );
    deepEqual(changesIn(await stack.up()), []);
    deepEqual(changesIn(await stack.refresh()), []);
    await asByHand(recipe);
    await failsOver(recipe);
    deepEqual(
      changesIn(await stack.destroy()),
      made.map((one) => one.replace("create", "delete")),
    );
    left = await everywhere();
    deepEqual(left, atFirst);
  } finally {
    await stack.close();
    if (!isDeepStrictEqual(left, atFirst)) await bare();
  }
}

/** Whatever has failed, the next example begins with hosts in no cluster. */
async function bare(): Promise<void> {
  await Promise.all(lab().nodes.map(({ name }) => lab().exec(name, ["pcs", "cluster", "destroy"])));
  await forgetBackups(lab());
}

async function asByHand({ byHand: commands }: Recipe): Promise<void> {
  const cib = await on(lab(), "testdb01", "cibadmin", "-Q");
  const hand = await byHand(lab(), "testdb01", emptied(cib), commands);
  deepEqual(lines(normalised(cib)), lines(normalised(hand.at(-1) ?? "")));
}

async function failsOver({ leader, failover }: Recipe): Promise<void> {
  await on(lab(), "testdb01", "crm_resource", "--wait");
  const lost = await nodeOf(lab(), leader);
  const left = lab().nodes.find(({ name }) => name !== lost)?.name ?? "";
  const { actions, places } = await afterLossOf(lab(), lost, left);
  deepEqual([...actions].sort(), [...new Set(failover.flat())].sort());
  for (const order of failover)
    deepEqual(
      actions.filter((one) => order.includes(one)),
      order,
    );
  deepEqual(
    Object.entries(places).filter(([, node]) => node !== left),
    [],
  );
}

/** What is on the hosts of any cluster. */
async function everywhere(): Promise<readonly Remains[]> {
  return Promise.all(lab().nodes.map(({ name }) => remains(lab(), name)));
}
