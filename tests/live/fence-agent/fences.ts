import { deepEqual, equal, ok } from "node:assert/strict";
import { fenceAgentPath, fenceAgentText, passwordPath } from "../../../provider/objects/fence-agent/agent.js";
import { changesIn } from "../pair/pair.js";
import { answers, cib, on } from "../pair/seen.js";
import { type Case } from "../suite.js";
import {
  activeNode,
  bootOf,
  freeze,
  ground,
  NODES,
  otherThan,
  saidOn,
  SERVICE_IP,
  stops,
  whole,
} from "./ground.js";
import { until } from "../until.js";

/** Fencing as it is to be: a lost node is restarted, once, and what it did is done elsewhere. */
export const fences: readonly Case[] = [
  {
    name: "the agent is put on both nodes, its devices watch, and pcs can describe it",
    core: true,
    run: deployed,
  },
  { name: "the token's secret is on the nodes for root alone, and nowhere else", core: true, run: hidden },
  { name: "each node is really killed and restarted when that is asked for", core: true, run: rebooted },
  {
    name: "an active node that stands still is fenced once, and the service IP answers",
    core: true,
    run: frozen,
  },
];

async function deployed(): Promise<void> {
  const { lab, stack } = ground();
  const done = changesIn(await stack.up());
  deepEqual(
    done.filter((each) => /Fence|Stonith/.test(each)),
    [
      "create FenceAgent fence-agent",
      "create StonithDevice fence-testdb01",
      "create StonithDevice fence-testdb02",
    ],
  );
  deepEqual((await stack.outputs())["victims"], [{ testdb01: "on" }, { testdb02: "on" }]);
  for (const node of NODES) {
    equal(await on(lab, node, "cat", fenceAgentPath), fenceAgentText.trim());
    equal(await on(lab, node, "stat", "-c", "%a %U", fenceAgentPath), "755 root");
    ok((await on(lab, node, "pcs", "stonith", "describe", "fence_pve_token")).includes("ip (required)"));
  }
  await whole();
}

async function hidden(): Promise<void> {
  const { lab, proxmox, stack } = ground();
  const { secret } = proxmox.fenceToken;
  for (const node of NODES) {
    equal(await on(lab, node, "stat", "-c", "%a %U", passwordPath), "600 root");
    const places = ["/etc", "/var/lib/pacemaker", "/var/log", "/run", "/tmp", "/root"];
    deepEqual((await lab.exec(node, ["grep", "-rlF", secret, ...places])).stdout.trim(), passwordPath);
    equal((await cib(lab, node)).includes(secret), false);
  }
  equal((await stack.stateFile()).includes(secret), false);
}

async function rebooted(): Promise<void> {
  for (const node of NODES) {
    const [before, boot] = [await stops(node), await bootOf(node)];
    await on(ground().lab, otherThan(node), "stonith_admin", "--reboot", node, "--timeout", "60");
    equal(await stops(node), before + 1);
    await until(`${node} has booted again`, 60, async () => !["", boot].includes(await bootOf(node)));
    await whole();
  }
}

async function frozen(): Promise<void> {
  const victim = await activeNode();
  const [before, boot] = [await stops(victim), await bootOf(victim)];
  await freeze(victim);
  await until(`${otherThan(victim)} has the service IP`, 60, async () =>
    (await saidOn(otherThan(victim), "ip", "-o", "address", "show")).includes(` ${SERVICE_IP}/`),
  );
  await until("the service IP answers", 10, () => answers(ground().lab, SERVICE_IP));
  await until(`${victim} has booted again`, 60, async () => !["", boot].includes(await bootOf(victim)));
  await whole();
  equal(await stops(victim), before + 1);
  equal(await activeNode(), otherThan(victim));
}
