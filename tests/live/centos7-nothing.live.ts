import { deepEqual, equal, match, ok } from "node:assert/strict";
import { X509Certificate } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type Lab, open } from "../../lab/index.js";
import { down, type Proxmox, up } from "../../lab/proxmox/index.js";
import { labName } from "./lab-name.js";
import { answers } from "./lab-seen.js";
import { changesIn } from "./pair/pair.js";
import { on } from "./pair/seen.js";
import { REPOSITORY } from "./stack-project.js";
import { Stack } from "./stack.js";
import type { Case } from "./suite.js";
import { until } from "./until.js";

const LAB = labName("centos7-nothing");
const NODES = ["testdb01", "testdb02"] as const;
const hosts = (verb: string) => NODES.map((name) => `${verb} PacemakerHost testdb-${name}`);

/** `Pulumi.centos7.yaml`, from nothing, on machines of Debian 11 that show themselves as CentOS 7. */
export const cases: readonly Case[] = [
  { name: "a preview before anything is there shows all of it and makes nothing", run: previewed },
  { name: "up makes machines, hosts and pair out of the settings as they are", run: made },
  { name: "the hosts are as CentOS 7 has to be made", run: prepared },
  { name: "up again and refresh change nothing", run: unchanged },
  { name: "what is undone by hand on a host is repaired alone", run: undone },
  {
    name: "with fencing the active node, frozen and locked, is fenced when it can be; until then the status says why not",
    run: fenced,
  },
  { name: "destroy removes the machines", run: destroyed },
];

let ground: { readonly proxmox: Proxmox; readonly stack: Stack } | undefined;

/** Starts a Proxmox without a machine, and a stack with the settings. */
export async function before(): Promise<void> {
  await down(LAB, () => undefined);
  const proxmox = await up({ name: LAB, images: ["centos7"], say: () => undefined });
  const stack = await Stack.create(proxmox.lab, {
    settings: settingsFor(proxmox),
    secrets: { haclusterPassword: "S3cret pass:word", proxmoxToken: proxmox.token },
    proxmox,
  });
  ground = { proxmox, stack };
}

/** Takes both down. */
export async function after(): Promise<void> {
  await ground?.stack.close();
  ground = undefined;
  await down(LAB, () => undefined);
}

/** The repository's settings, with what only who uses them knows: the server, its certificate, the key. */
function settingsFor({ certificateFile, endpoint, lab }: Proxmox): string {
  const { fingerprint256 } = new X509Certificate(readFileSync(certificateFile));
  const key = readFileSync(`${lab.privateKeyFile}.pub`, "utf8").trim();
  return readFileSync(join(REPOSITORY, "Pulumi.centos7.yaml"), "utf8")
    .replace("https://pve1.example:8006/", endpoint)
    .replace('# fingerprint: "AB:CD:..."', `fingerprint: "${fingerprint256}"`)
    .replace("ssh-ed25519 AAAA... you@example", key)
    .replace("~/.ssh/id_ed25519", lab.privateKeyFile);
}

async function previewed(): Promise<void> {
  const { proxmox, stack } = theGround();
  const outcome = await stack.preview();
  ok(changesIn(outcome).includes("create PcsCluster testdb-cluster"), outcome.output);
  deepEqual(await proxmox.machines(), []);
}

async function made(): Promise<void> {
  const { proxmox, stack } = theGround();
  const { code, output } = await stack.up();
  equal(code, 0, output);
  match(output, /testdb01: repositories: .*CentOS-Base\.repo name servers that are gone/);
  match(output, /testdb0[12]: waiting: (cloud-init is at work|yum \(process \d+\) holds the lock)/);
  ok(answers(proxmox.lab, "192.168.0.115"));
  const outputs = await stack.outputs();
  deepEqual(
    outputs["members"],
    NODES.map((name) => ({ name, online: true })),
  );
}

async function prepared(): Promise<void> {
  const lab = await machines();
  for (const name of NODES) {
    const said = (...argv: readonly string[]) => on(lab, name, ...argv);
    match(await said("cat", "/etc/os-release"), /Debian 11 that shows itself as CentOS 7/);
    deepEqual(await said("pcs", "--version"), "0.9.169");
    match(await said("cat", "/etc/yum.repos.d/pulumi-pacemaker.repo"), /vault\.centos\.org\/7\.9\.2009/);
    for (const when of [["--permanent"], []])
      match(await said("firewall-cmd", ...when, "--list-services"), /\bhigh-availability\b/);
    deepEqual(await said("getenforce"), "Enforcing");
    match(await said("cat", "/etc/corosync/corosync.conf"), /transport: udpu/);
    match(await said("cat", "/var/log/yum.log"), /Installed: pcs-0\.9\.169-3\.el7/);
    match(await said("cat", "/etc/cloud/templates/hosts.redhat.tmpl"), /^192\.168\.0\.113 testdb01$/m);
  }
}

async function unchanged(): Promise<void> {
  const { stack } = theGround();
  deepEqual(changesIn(await stack.up()), []);
  deepEqual(changesIn(await stack.refresh()), []);
}

async function undone(): Promise<void> {
  const { stack } = theGround();
  const lab = await machines();
  const repos = "/etc/yum.repos.d";
  await on(lab, "testdb01", "cp", `${repos}/CentOS-Base.repo.replaced`, `${repos}/CentOS-Base.repo`);
  await on(lab, "testdb02", "firewall-cmd", "--remove-service=high-availability");
  deepEqual(changesIn(await stack.refresh()), hosts("update"));
  deepEqual(changesIn(await stack.up()), hosts("update"));
  await unchanged();
}

async function fenced(): Promise<void> {
  const { proxmox, stack } = theGround();
  const { id, secret } = proxmox.fenceToken;
  await stack.configure({ fencing: { proxmox: { powerTimeout: 30 } } }, { fenceToken: `${id}=${secret}` });
  const { code, output } = await stack.up();
  equal(code, 0, output);
  deepEqual((await stack.outputs())["victims"], { testdb01: "on", testdb02: "on" });
  await unchanged();
  const lab = await machines();
  const has = async (node: string) =>
    (await on(lab, node, "ip", "-o", "address")).includes(" 192.168.0.115/");
  const [victim, survivor] = (await has("testdb01")) ? NODES : ([...NODES].reverse() as [string, string]);
  const machine = (await proxmox.machines()).find(({ name }) => name === victim);
  ok(machine);
  const path = `/nodes/${machine.node}/qemu/${machine.vmid}/status/suspend`;
  equal((await proxmox.call({ method: "POST", path })).status, 200);
  await proxmox.break({ kind: "locked", vmid: machine.vmid, lock: "backup" });
  await soon("the status says why", async () => {
    await stack.refresh("--target", "**testdb-cluster");
    const { resources = [] } = await stack.state();
    const cluster = resources.find(({ urn }) => urn.endsWith("::testdb-cluster"));
    return JSON.stringify(cluster?.outputs?.["fencingFailures"]).includes("is locked (backup)");
  });
  equal(await has(survivor), false);
  await proxmox.mend();
  await soon("the service IP answers from the survivor", async () => {
    return (await has(survivor)) && answers(proxmox.lab, "192.168.0.115");
  });
  await soon("both are members again", async () =>
    (await on(lab, survivor, "crm_mon", "-1")).includes(`Online: [ ${NODES.join(" ")} ]`),
  );
}

/** Waits as long as it may take; a node that does not answer meanwhile will. */
function soon(what: string, reached: () => Promise<boolean>): Promise<void> {
  return until(what, 240, () => reached().catch(() => false));
}

async function destroyed(): Promise<void> {
  const { proxmox, stack } = theGround();
  const { code, output } = await stack.destroy();
  equal(code, 0, output);
  deepEqual(await proxmox.machines(), []);
}

function theGround() {
  if (!ground) throw new Error("The lab does not run");
  return ground;
}

// The machines are nodes of the lab only once they are made.
function machines(): Promise<Lab> {
  return open(LAB);
}
