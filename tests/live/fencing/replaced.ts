import { deepEqual, equal, ok } from "node:assert/strict";
import { fenceAgentPath, fenceAgentText, passwordPath } from "../../../provider/objects/fence-agent/agent.js";
import { declare, held, on, theGround, unchanged } from "../from-nothing/ground.js";
import type { Case } from "../suite.js";
import { machineOf, settled } from "./ground.js";
import { all, lost } from "./losses.js";

/** A machine of the pair that is made anew. */
export const replacedMachine: readonly Case[] = [
  { name: "a machine that was replaced fences and is fenced, by its new number", run: replaced },
];

async function replaced(): Promise<void> {
  const { stack } = theGround();
  await settled();
  await held("testdb01");
  await declare({}, { vmId: 202 });
  const { code, output } = await stack.up();
  equal(code, 0, output);
  equal((await machineOf("testdb02")).vmid, 202);
  equal(await on("testdb02", "cat", fenceAgentPath), fenceAgentText.trim());
  equal(await on("testdb02", "cat", passwordPath), await on("testdb01", "cat", passwordPath));
  await settled();
  deepEqual((await stack.outputs())["victims"], { testdb01: "on", testdb02: "on" });
  await unchanged();
  const [loss] = all;
  ok(loss);
  await lost({ ...loss, what: `${loss.what}, fenced by the new machine` });
  await held("testdb02");
  await lost({ ...loss, what: `${loss.what}, the new machine itself` });
}
