import { deepEqual, match, ok } from "node:assert/strict";
import { down, type Lab, up } from "../../../lab/index.js";
import { labName } from "../lab-name.js";
import { changesIn } from "../pair/pair.js";
import { type Outcome, Stack } from "../stack.js";

const LAB = labName("host");

/** What the hosts get, and what they get instead. */
export const [PASSWORD, OTHER_PASSWORD] = ["S3cret pass:word", "another one"] as const;
/** Where cloud-init has what it makes /etc/hosts of. */
export const TEMPLATE = "/etc/cloud/templates/hosts.debian.tmpl";
/** What an image has there. */
export const TEMPLATE_TEXT = "## template:jinja\n127.0.1.1 {{fqdn}} {{hostname}}\n127.0.0.1 localhost\n";

/** Two hosts without a cluster's software, and the stack that prepares them. */
export interface Hosts {
  readonly lab: Lab;
  readonly stack: Stack;
}

let hosts: Hosts | undefined;

/** Boots the hosts. */
export async function bootHosts(): Promise<void> {
  const lab = await up({ name: LAB, bare: true, say: () => undefined });
  const stack = await Stack.create(lab, { program: programOn(lab), secrets: { password: PASSWORD } });
  hosts = { lab, stack };
  for (const { name } of lab.nodes) {
    await on(name, ["mkdir", "-p", "/etc/cloud/templates"]);
    await on(name, ["tee", TEMPLATE], TEMPLATE_TEXT);
  }
}

/** Takes hosts and stack down. */
export async function takeDown(): Promise<void> {
  await hosts?.stack.close();
  hosts = undefined;
  await down(LAB, () => undefined);
}

/** The hosts that run. */
export function theHosts(): Hosts {
  if (!hosts) throw new Error("The hosts do not run");
  return hosts;
}

/** The program that prepares both hosts, and makes a cluster of them when told. */
export function programOn(lab: Lab, args: Readonly<Record<string, unknown>> = {}, cluster = false): string {
  const ssh = { privateKeyFile: lab.privateKeyFile };
  const peers = lab.nodes.map(({ name, address }) => ({ name, address }));
  return `
const { Config } = require("@pulumi/pulumi");
const { PacemakerHost, PcsCluster } = require("pulumi-pacemaker");
const { ssh, peers, args, cluster } = ${JSON.stringify({ ssh, peers, args, cluster })};
const haclusterPassword = new Config().requireSecret("password");
const dependsOn = peers.map(
  (peer) =>
    new PacemakerHost(peer.name, { node: { ...peer, ssh }, peers, haclusterPassword, packages: ["firewalld"], ...args }),
);
if (cluster) new PcsCluster("testdb", { nodes: peers.map((peer) => ({ ...peer, ssh })), haclusterPassword }, { dependsOn });
`;
}

/** Runs a command on a host that has to succeed (unless `any`) and answers what it says. */
export async function on(node: string, argv: readonly string[], stdin = "", any = false): Promise<string> {
  const { code, stdout, stderr } = await theHosts().lab.exec(node, argv, { stdin, timeout: 300 });
  if (code !== 0 && !any) throw new Error(`${argv.join(" ")} on ${node} failed (exit ${code}): ${stderr}`);
  return stdout.trim();
}

/** The steps that runs of PacemakerHost did something about: "testdb01 pcsd". */
export function said({ output }: Outcome): readonly string[] {
  const lines = output.matchAll(/PacemakerHost (testdb\d+): (?!waiting)(\w+): /g);
  return [...new Set([...lines].map(([, node, step]) => `${node} ${step}`))].sort();
}

/** The steps that the state holds for not ready. */
export async function notReady(node: string): Promise<readonly string[]> {
  const { resources = [] } = await theHosts().stack.state();
  const outputs = resources.find(({ urn }) => urn.endsWith(`PacemakerHost::${node}`))?.outputs;
  return Object.entries((outputs?.["steps"] ?? {}) as Record<string, string>).flatMap(([step, state]) =>
    state === "ready" ? [] : [step],
  );
}

/** Lets the drift of one host be seen and repaired. */
export async function repaired(node: string): Promise<Outcome> {
  const { stack } = theHosts();
  deepEqual(changesIn(await stack.refresh()), [`update PacemakerHost ${node}`]);
  const outcome = await stack.up();
  deepEqual(changesIn(outcome), [`update PacemakerHost ${node}`]);
  deepEqual(await notReady(node), []);
  return outcome;
}

/** Looks at a host with its own tools: all is as it has to be. */
export async function ready(node: string, password: string): Promise<void> {
  const states = await on(node, ["systemctl", "is-active", "pcsd", "corosync", "firewalld"], "", true);
  deepEqual(states, "active\ninactive\nactive");
  deepEqual(await on(node, ["systemctl", "is-enabled", "pcsd", "corosync"], "", true), "enabled\ndisabled");
  deepEqual(await on(node, ["dpkg-query", "-W", "-f", "${db:Status-Status}", "fence-agents"]), "installed");
  for (const peer of theHosts().lab.nodes) deepEqual(await addressOf(node, peer.name), peer.address);
  match(await on(node, ["cat", TEMPLATE]), /^192\.168\.0\.113 testdb01\n192\.168\.0\.114 testdb02$/m);
  for (const when of [["--permanent"], []])
    match(await on(node, ["firewall-cmd", ...when, "--list-services"]), /\bhigh-availability\b/);
  ok(await hashFits(node, password), `the password of hacluster on ${node}`);
}

/** The address that a host finds first for a name, as Corosync does. */
export async function addressOf(node: string, name: string): Promise<string | undefined> {
  return (await on(node, ["getent", "ahosts", name])).split(" ")[0];
}

/** Holds the lock of a host's packages for some seconds. */
export async function holdLock(node: string, seconds: number): Promise<void> {
  await on(node, ["systemctl", "stop", "held"], "", true);
  const lines = [
    "import fcntl, time",
    'lock = open("/var/lib/dpkg/lock-frontend", "w")',
    "fcntl.lockf(lock, fcntl.LOCK_EX)",
    `time.sleep(${seconds})`,
  ];
  const script = lines.join("\n");
  await on(node, ["systemd-run", "--collect", "--unit=held", "python3", "-c", script]);
}

async function hashFits(node: string, password: string): Promise<boolean> {
  const script =
    'chomp(my $given = <STDIN>); my $hash = (getpwnam "hacluster")[1]; print crypt($given, $hash) eq $hash';
  return (await on(node, ["perl", "-e", script], `${password}\n`)) === "1";
}
