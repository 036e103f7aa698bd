import { deepEqual, equal, match } from "node:assert/strict";
import { fenceAgentPath, fenceAgentText, passwordPath } from "../../../provider/objects/fence-agent/agent.js";
import { changesIn } from "../pair/pair.js";
import { on } from "../pair/seen.js";
import { type Case } from "../suite.js";
import { ground, NODES, whole } from "./ground.js";

/** The agent as a thing that is declared: put back when it drifts, and gone when it is no longer wanted. */
export const repair: readonly Case[] = [
  { name: "an agent that was changed or removed by hand is seen, and put back", core: true, run: drifted },
  { name: "a destroyed stack leaves no agent and no secret on the nodes", core: true, run: destroyed },
];

async function drifted(): Promise<void> {
  const { lab, stack } = ground();
  await whole();
  deepEqual(changesIn(await stack.refresh()), []);
  await on(lab, "testdb01", "chmod", "644", fenceAgentPath);
  await on(lab, "testdb02", "rm", fenceAgentPath);
  deepEqual(changesIn(await stack.refresh()), ["update FenceAgent fence-agent"]);
  const { output } = await stack.preview();
  match(output, /it is put on testdb01 \(there is: \/usr\/sbin\/fence_pve_token with the mode 644\)/);
  match(output, /it is put on testdb02 \(there is: missing\)/);
  deepEqual(changesIn(await stack.up()), ["update FenceAgent fence-agent"]);
  for (const node of NODES) {
    equal(await on(lab, node, "cat", fenceAgentPath), fenceAgentText.trim());
    equal(await on(lab, node, "stat", "-c", "%a", fenceAgentPath), "755");
  }
}

async function destroyed(): Promise<void> {
  const { lab, stack } = ground();
  const { code, output } = await stack.destroy();
  equal(code, 0, output);
  for (const node of NODES)
    deepEqual((await lab.exec(node, ["ls", fenceAgentPath, passwordPath])).stdout.trim(), "");
}
