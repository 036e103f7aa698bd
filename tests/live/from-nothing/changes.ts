import { deepEqual, equal, match, ok } from "node:assert/strict";
import { answers } from "../lab-seen.js";
import type { Outcome } from "../stack.js";
import type { Case } from "../suite.js";
import { goesOn, usedBy } from "./client.js";
import {
  asked,
  COMMON,
  declare,
  held,
  membersSeen,
  NODES,
  on,
  powered,
  SERVICE_IP,
  theGround,
  unchanged,
  whole,
} from "./ground.js";

/** What is done to machines of a pair that runs; what a case has changed stays for the next. */
export const changes: readonly Case[] = [
  {
    name: "more memory and cores for both: one after the other, each emptied before, and the service IP goes on",
    run: restarted,
  },
  { name: "another name server for both: other host keys, and the pair goes on", run: anotherInstance },
  { name: "larger disks and another VLAN for both restart nothing", run: grown },
  { name: "a change that would replace both machines is refused before anything happens", run: bothRefused },
  { name: "a replaced machine is a member again by the same up, and the service IP goes on", run: replaced },
  { name: "both nodes are rebooted, and the pair comes back", run: rebooted },
];

const LARGER = { memory: 1536, cores: 2 };
const DNS = { dnsServers: ["192.168.0.1", "192.168.0.2"] };
const NOW = { ...LARGER, ...DNS, disk: 6, vlan: 115 };

async function restarted(): Promise<void> {
  const { stack } = theGround();
  await declare(LARGER);
  const previewed = await stack.preview();
  for (const name of NODES) {
    match(previewed.output, new RegExp(`${name} is restarted`));
    match(previewed.output, new RegExp(`shuts ${name} down first`));
  }
  let outcome: Outcome | undefined;
  // It leaves the first machine for the second and comes back, each time before its machine is restarted.
  await held("testdb01");
  const seen = await usedBy(async () => {
    outcome = await stack.up();
  });
  equal(outcome?.code, 0, outcome?.output);
  deepEqual(
    outcome?.steps.flatMap(({ op, type, name }) =>
      op === "update" && /Vm|Gate|Shutdown/.test(type) ? [name] : [],
    ),
    NODES.flatMap((name) => ["shutdown", "vm", "member"].map((part) => `testdb-${name}-${part}`)),
  );
  goesOn(seen, 2);
  deepEqual(await membersSeen(), [NODES, NODES]);
  await unchanged();
}

async function anotherInstance(): Promise<void> {
  const before = await hostKeys();
  await declare({ ...LARGER, ...DNS });
  await held("testdb02");
  let outcome: Outcome | undefined;
  const seen = await usedBy(async () => {
    outcome = await theGround().stack.up();
  });
  equal(outcome?.code, 0, outcome?.output);
  goesOn(seen, 1);
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
  await declare(NOW);
  const { code, output } = await theGround().stack.up();
  equal(code, 0, output);
  deepEqual(await bootTimes(), boots);
  await unchanged();
}

async function bothRefused(): Promise<void> {
  const { proxmox, stack } = theGround();
  const seen = async () => [await proxmox.machines(), await bootTimes(), await asked()];
  const before = await seen();
  const image = { ...(COMMON["image"] as object), checksumAlgorithm: "sha512" };
  await declare({ ...NOW, image });
  for (const verb of ["preview", "up"] as const) {
    const { code, output } = await stack[verb]();
    ok(code !== 0);
    match(output, /testdb01 and testdb02 would be replaced in one update/);
  }
  deepEqual(await seen(), before);
  await declare(NOW);
}

async function replaced(): Promise<void> {
  const { proxmox, stack } = theGround();
  await declare(NOW, { vmId: 202, upgrade: true });
  await held("testdb02");
  let outcome: Outcome | undefined;
  const seen = await usedBy(async () => {
    outcome = await stack.up();
  });
  equal(outcome?.code, 0, outcome?.output);
  goesOn(seen, 1);
  // Its first boot upgrades its packages, and nothing is installed beside that.
  match(outcome?.output ?? "", /testdb02: waiting: cloud-init is at work/);
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
  for (const name of NODES) await on(name, "sed", "-i", "$ a 192.0.2.1 by-hand", "/etc/hosts");
  // Both at once, as when the power fails.
  for (const verb of ["stop", "start"]) await powered(verb, NODES);
  await whole();
  await on("testdb01", "crm_resource", "--wait", "--timeout=60s");
  ok(answers(proxmox.lab, SERVICE_IP));
  for (const name of NODES) {
    // cloud-init has written the file anew, with the nodes' names all the same.
    ok(!(await on(name, "cat", "/etc/hosts")).includes("by-hand"));
    const found = NODES.map(async (peer) => (await on(name, "getent", "ahosts", peer)).split(" ")[0]);
    deepEqual(await Promise.all(found), ["192.168.0.113", "192.168.0.114"]);
  }
  await unchanged();
}

function hostKeys(): Promise<readonly string[]> {
  return Promise.all(NODES.map((name) => on(name, "cat", "/etc/ssh/ssh_host_ed25519_key.pub")));
}

// When the first process began is another time after each boot.
function bootTimes(): Promise<readonly string[]> {
  return Promise.all(NODES.map((name) => on(name, "cut", "-d ", "-f22", "/proc/1/stat")));
}
