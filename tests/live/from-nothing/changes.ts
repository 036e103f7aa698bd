import { deepEqual, equal, match, ok } from "node:assert/strict";
import { answers } from "../lab-seen.js";
import { task } from "../proxmox/machine.js";
import type { Outcome } from "../stack.js";
import type { Case } from "../suite.js";
import {
  COMMON,
  declare,
  membersSeen,
  NODES,
  on,
  SERVICE_IP,
  silences,
  theGround,
  unchanged,
  whole,
} from "./ground.js";

/** What is done to machines of a pair that runs; what a case has changed stays for the next. */
export const changes: readonly Case[] = [
  { name: "more memory for both: one after the other, one failover", run: restarted },
  { name: "another name server for both: other host keys, and the pair goes on", run: anotherInstance },
  { name: "larger disks for both restart nothing", run: grown },
  { name: "a change that would replace both machines is refused before anything happens", run: bothRefused },
  { name: "a replaced machine is a member again by the same up, and the service IP goes on", run: replaced },
  { name: "both nodes are rebooted, and the pair comes back", run: rebooted },
];

const MORE_MEMORY = { memory: 1536 };
const DNS = { dnsServers: ["192.168.0.1", "192.168.0.2"] };
const NOW = { ...MORE_MEMORY, ...DNS, disk: 6 };

async function restarted(): Promise<void> {
  const { stack } = theGround();
  await declare({ memory: 1536 });
  const previewed = await stack.preview();
  for (const name of NODES) match(previewed.output, new RegExp(`${name} is restarted`));
  let outcome: Outcome | undefined;
  const gaps = await silences(async () => {
    outcome = await stack.up();
  });
  equal(outcome?.code, 0, outcome?.output);
  deepEqual(
    outcome?.steps.flatMap(({ op, type, name }) => (op === "update" && /Vm|Gate/.test(type) ? [name] : [])),
    NODES.flatMap((name) => [`testdb-${name}-vm`, `testdb-${name}-member`]),
  );
  ok(gaps.length <= 1, `times without an answer, in seconds: ${gaps.join(", ")}`);
  deepEqual(await membersSeen(), [NODES, NODES]);
  await unchanged();
}

async function anotherInstance(): Promise<void> {
  const before = await hostKeys();
  await declare({ ...MORE_MEMORY, dnsServers: ["192.168.0.1", "192.168.0.2"] });
  const { code, output } = await theGround().stack.up();
  equal(code, 0, output);
  const now = await hostKeys();
  deepEqual(
    now.filter((key, index) => key === before[index]),
    [],
  );
  deepEqual(await membersSeen(), [NODES, NODES]);
  await unchanged();
}

async function grown(): Promise<void> {
  const boots = await bootTimes();
  await declare({ ...MORE_MEMORY, ...DNS, disk: 6 });
  const { code, output } = await theGround().stack.up();
  equal(code, 0, output);
  deepEqual(await bootTimes(), boots);
  await unchanged();
}

async function bothRefused(): Promise<void> {
  const { proxmox, stack } = theGround();
  const [before, boots] = [await proxmox.machines(), await bootTimes()];
  const image = { ...(COMMON["image"] as object), checksumAlgorithm: "sha512" };
  await declare({ ...NOW, image });
  for (const verb of ["preview", "up"] as const) {
    const { code, output } = await stack[verb]();
    ok(code !== 0);
    match(output, /testdb01 and testdb02 would be replaced in one update/);
  }
  deepEqual([await proxmox.machines(), await bootTimes()], [before, boots]);
  await declare(NOW);
}

async function replaced(): Promise<void> {
  const { proxmox, stack } = theGround();
  await declare(NOW, { vmId: 202, upgrade: true });
  let outcome: Outcome | undefined;
  const gaps = await silences(async () => {
    outcome = await stack.up();
  });
  equal(outcome?.code, 0, outcome?.output);
  ok(gaps.length <= 1, `times without an answer, in seconds: ${gaps.join(", ")}`);
  deepEqual(
    (await proxmox.machines()).map(({ vmid }) => vmid),
    [101, 202],
  );
  deepEqual(await membersSeen(), [NODES, NODES]);
  const reached = (await on("testdb02", "pcs", "status", "pcsd")).split(/\s*\n\s*/).sort();
  deepEqual(
    reached,
    NODES.map((name) => `${name}: Online`),
  );
  await unchanged();
}

async function rebooted(): Promise<void> {
  const { proxmox } = theGround();
  const all = await proxmox.machines();
  // Both at once, as when the power fails.
  for (const verb of ["stop", "start"])
    await Promise.all(
      all.map(({ node, vmid }) => task(proxmox, "POST", `/nodes/${node}/qemu/${vmid}/status/${verb}`)),
    );
  await whole();
  await on("testdb01", "crm_resource", "--wait", "--timeout=60s");
  ok(answers(proxmox.lab, SERVICE_IP));
  await unchanged();
}

function hostKeys(): Promise<readonly string[]> {
  return Promise.all(NODES.map((name) => on(name, "cat", "/etc/ssh/ssh_host_ed25519_key.pub")));
}

// When the first process began is another time after each boot.
function bootTimes(): Promise<readonly string[]> {
  return Promise.all(NODES.map((name) => on(name, "cut", "-d ", "-f22", "/proc/1/stat")));
}
