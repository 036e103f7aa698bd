import { deepEqual, equal, match, ok } from "node:assert/strict";
import { changes } from "./from-nothing/changes.js";
import {
  asked,
  begin,
  declare,
  membersSeen,
  NODES,
  on,
  powered,
  SERVICE_IP,
  takeDown,
  theGround,
  unchanged,
  whole,
} from "./from-nothing/ground.js";
import { answers } from "./lab-seen.js";
import { changesIn } from "./pair/pair.js";
import type { Case } from "./suite.js";

/** Nothing becomes a pair: virtual machines on Proxmox, prepared hosts, the cluster, by one `pulumi up`. */
export const cases: readonly Case[] = [
  {
    name: "a preview before anything is there shows all of it and makes nothing",
    core: true,
    run: previewed,
  },
  { name: "up makes machines, hosts and pair, and the service IP answers", core: true, run: made },
  { name: "up again and refresh change nothing", core: true, run: unchanged },
  { name: "what was prepared and is undone by hand is repaired alone", run: undone },
  ...changes,
  { name: "a refresh with one machine off says so, and the machine is started again", run: oneOff },
  { name: "destroy removes machines and images, also with a cluster that hangs", core: true, run: destroyed },
  { name: "a pair made anew is removed also with both machines off", run: destroyedWhileOff },
];

/** Starts a Proxmox without a machine. */
export const before = begin;
/** Takes it down with all that is on it. */
export const after = takeDown;

async function previewed(): Promise<void> {
  const { proxmox, stack } = theGround();
  const outcome = await stack.preview();
  const made = changesIn(outcome).filter((change) => !change.includes("Proxmox"));
  for (const name of NODES) {
    ok(made.includes(`create PacemakerHost testdb-${name}`), made.join("\n"));
    ok(made.some((change) => change.endsWith(`VmLegacy testdb-${name}-vm`)));
  }
  ok(made.includes("create PcsCluster testdb-cluster") && made.includes("create IPaddr2Resource testdb-ip"));
  match(outcome.output, /warning: fencing is off/);
  deepEqual(await proxmox.machines(), []);
  deepEqual(await asked(), []);
}

async function made(): Promise<void> {
  const { proxmox, stack } = theGround();
  const outcome = await stack.up();
  equal(outcome.code, 0, outcome.output);
  ok(answers(proxmox.lab, SERVICE_IP));
  deepEqual(await membersSeen(), [NODES, NODES]);
  const outputs = await stack.outputs();
  deepEqual(
    outputs["members"],
    NODES.map((name) => ({ name, online: true })),
  );
  deepEqual(
    (await proxmox.machines()).map(({ vmid, node, name }) => [vmid, node, name]),
    [
      [101, "pve1", "testdb01"],
      [102, "pve2", "testdb02"],
    ],
  );
}

async function undone(): Promise<void> {
  const { stack } = theGround();
  await on("testdb01", "systemctl", "disable", "--now", "pcsd");
  await on("testdb02", "apt-get", "remove", "--yes", "fence-agents");
  const repaired = NODES.map((name) => `update PacemakerHost testdb-${name}`);
  deepEqual(changesIn(await stack.refresh()), repaired);
  deepEqual(changesIn(await stack.up()), repaired);
  equal(await on("testdb01", "systemctl", "is-active", "pcsd"), "active");
  await unchanged();
}

async function oneOff(): Promise<void> {
  const { proxmox, stack } = theGround();
  const urns = async () => ((await stack.state()).resources ?? []).map(({ urn }) => urn).sort();
  const before = await urns();
  await powered("stop", ["testdb02"]);
  const { code, output } = await stack.refresh();
  // What is on it is not known, which is not that it is gone.
  ok(code !== 0);
  match(output, /Unable to connect to testdb02 \(debian@192\.168\.0\.114:22\): no answer/);
  deepEqual(await urns(), before);
  ok(answers(proxmox.lab, SERVICE_IP));
  const started = changesIn(await stack.up());
  deepEqual(
    started.map((change) => change.replace(/ .*:/, " ")),
    ["update VmLegacy testdb-testdb02-vm"],
  );
  await whole();
  await unchanged();
}

async function destroyed(): Promise<void> {
  for (const name of NODES) await on(name, "systemctl", "kill", "--signal=STOP", "corosync");
  await nothingIsLeft();
}

async function destroyedWhileOff(): Promise<void> {
  await declare();
  await made();
  await powered("stop", NODES);
  await nothingIsLeft();
}

async function nothingIsLeft(): Promise<void> {
  const { proxmox, stack } = theGround();
  const before = (await asked()).length;
  const { code, output } = await stack.destroy();
  equal(code, 0, output);
  deepEqual(await proxmox.machines(), []);
  for (const node of ["pve1", "pve2"]) {
    const images = { method: "GET", path: `/nodes/${node}/storage/local/content` };
    deepEqual((await proxmox.call(images)).body, { data: [] });
  }
  deepEqual((await stack.state()).resources ?? [], []);
  // Nothing moves anywhere before it goes.
  deepEqual(
    (await asked()).slice(before).filter((call) => call.endsWith("/shutdown")),
    [],
  );
}
