import { deepEqual, equal, match } from "node:assert/strict";
import { run } from "../../lab/command.js";
import { down, type Lab, up } from "../../lab/index.js";
import { nodeNamespace, port } from "../../lab/naming.js";
import { type Proxmox, up as upProxmox } from "../../lab/proxmox/index.js";
import { labName } from "./lab-name.js";
import { changesIn } from "./pair/pair.js";
import { answers, on } from "./pair/seen.js";
import { Stack } from "./stack.js";
import type { Case } from "./suite.js";
import { until } from "./until.js";

const LAB = labName("witnessed");
const [NODES, WITNESS, SERVICE_IP] = [["testdb01", "testdb02"], "testdb03", "192.168.0.115"] as const;
const quiet = () => undefined;

/** A pair of hosts with a witness, fenced by devices of the distribution's agent. */
export const cases: readonly Case[] = [
  { name: "up makes the pair with its witness, which every node reaches", run: made },
  {
    name: "nodes that lose each other, but not the witness: one is fenced, one goes on, and both are whole again",
    run: parted,
  },
  { name: "a pair that has lost its witness goes on", run: alone },
];

let shared: { readonly lab: Lab; readonly proxmox: Proxmox; readonly stack: Stack } | undefined;

/** Boots the nodes, the witness and a Proxmox whose machines they are. */
export async function before(): Promise<void> {
  await down(LAB, quiet);
  await up({ name: LAB, nodes: 3, packages: ["corosync-qnetd"], say: quiet });
  const proxmox = await upProxmox({ name: LAB, say: quiet });
  const { lab } = proxmox;
  for (const node of NODES) await on(lab, node, "systemctl", "disable", "--now", "corosync-qnetd");
  const secrets = { password: "hacluster", fencing: proxmox.fenceUser.password };
  const stack = await Stack.create(lab, { program: programOf(proxmox), secrets });
  shared = { lab, proxmox, stack };
}

/** Takes everything down. */
export async function after(): Promise<void> {
  await shared?.stack.close();
  shared = undefined;
  await down(LAB, quiet);
}

async function made(): Promise<void> {
  const { lab, stack } = ground();
  const done = changesIn(await stack.up());
  deepEqual(
    done.filter((each) => /Quorum|Stonith/.test(each)),
    [
      "create QuorumDevice testdb-witness",
      "create StonithDevice testdb-fence-testdb01",
      "create StonithDevice testdb-fence-testdb02",
    ],
  );
  deepEqual((await stack.outputs())["victims"], { testdb01: "on", testdb02: "on" });
  for (const node of NODES) {
    const votes = await on(lab, node, "corosync-quorumtool", "-s");
    match(votes, /Expected votes:\s+3/);
    match(votes, /Flags:.*Quorate.*Qdevice/);
  }
  await whole();
  deepEqual(changesIn(await stack.up()), []);
}

async function parted(): Promise<void> {
  const { lab, proxmox } = ground();
  await whole();
  const earlier = await started(proxmox);
  for (const node of NODES) {
    const argv = ["bridge", "link", "set", "dev", port(node, 0), "isolated", "on"];
    const { code, stderr } = await run(lab.inNamespace(argv));
    equal(code, 0, stderr);
  }
  let most = 0;
  await until("a machine was fenced", 120, async () => {
    most = Math.max(most, (await holders()).length);
    return (await started(proxmox)) > earlier;
  });
  await whole();
  deepEqual([most, (await started(proxmox)) - earlier], [1, 1]);
}

async function alone(): Promise<void> {
  const { lab } = ground();
  await on(lab, WITNESS, "systemctl", "stop", "corosync-qnetd");
  await until("the nodes know", 60, async () =>
    /Qdevice \(votes 0\)|\bNR\b|A,NV/.test(await on(lab, "testdb01", "corosync-quorumtool", "-s")),
  );
  await whole();
  match(await on(lab, "testdb01", "corosync-quorumtool", "-s"), /Quorate:\s+Yes/);
  await on(lab, WITNESS, "systemctl", "start", "corosync-qnetd");
}

async function whole(): Promise<void> {
  const { lab } = ground();
  await until("both are members and the service IP answers from one", 180, async () => {
    const shown = NODES.map((node) => on(lab, node, "crm_mon", "-1").catch(() => ""));
    const all = (await Promise.all(shown)).every((each) => each.includes(`Online: [ ${NODES.join(" ")} ]`));
    return all && (await holders()).length === 1 && (await answers(lab, SERVICE_IP));
  });
}

async function holders(): Promise<readonly string[]> {
  const shown = NODES.map((node) =>
    run(["ip", "-n", nodeNamespace(LAB, node), "-o", "address", "show", "to", SERVICE_IP]),
  );
  return (await Promise.all(shown)).flatMap(({ stdout }) => (stdout === "" ? [] : [stdout]));
}

async function started(proxmox: Proxmox): Promise<number> {
  return (await proxmox.calls()).filter(({ method, path }) => method === "POST" && path.endsWith("/start"))
    .length;
}

function ground() {
  if (!shared) throw new Error("The lab does not run");
  return shared;
}

function programOf({ fenceUser, lab }: Proxmox): string {
  const ssh = { privateKeyFile: lab.privateKeyFile };
  const hosts = lab.nodes.map(({ name, address }) => ({ name, address, ssh }));
  const declared = {
    hosts: hosts.filter(({ name }) => name !== WITNESS),
    witness: hosts.find(({ name }) => name === WITNESS)?.address,
    options: {
      ...{ ip: "192.168.0.1", username: fenceUser.user, ssl_insecure: 1, pve_node_auto: 1, vmtype: "qemu" },
      ...{ disable_timeout: 0, power_timeout: 30, pcmk_reboot_timeout: 60 },
    },
    serviceIp: { ip: SERVICE_IP, cidrNetmask: 24, monitor: { interval: "5s" } },
  };
  return `
const { Config } = require("@pulumi/pulumi");
const { HaPair } = require("pulumi-pacemaker");
const { hosts, witness, options, serviceIp } = ${JSON.stringify(declared)};
const config = new Config();
const haclusterPassword = config.requireSecret("password");
const device = (node, plug, more) => ({
  agent: "fence_pve",
  options: { ...options, password: config.requireSecret("fencing"), plug, pcmk_host_list: node, ...more },
});
const pair = new HaPair("testdb", {
  hosts, haclusterPassword, serviceIp, prepare: false,
  fencing: { devices: {
    "fence-testdb01": device("testdb01", "101", { pcmk_delay_base: "5s" }),
    "fence-testdb02": device("testdb02", "102", {}),
  } },
  quorumDevice: { host: witness, haclusterPassword },
});
exports.victims = pair.victims;
`;
}
