import { type Lab, type Suite, up } from "../lab/index.js";
import { labName } from "../tests/live/lab-name.js";
import { type Outcome, Stack } from "../tests/live/stack.js";
import type { StackOptions } from "../tests/live/stack-project.js";
import { type Counts, countsOf, keepTrace, takeTrace } from "./counts.js";
import { type Span, spansOf } from "./timeline.js";

/** The password of the lab's pcs user. */
export const PASSWORD = "hacluster";
/** The service IP of the pair. */
export const SERVICE_IP = "192.168.0.115";
/** The lab of the measurements. */
export const LAB = labName("bench");

/** The lab's nodes, booted when needed. */
export async function bootedLab(suite?: Suite): Promise<Lab> {
  return up({ name: LAB, say: () => undefined, ...(suite ? { suite } : {}) });
}

/** Runs a bash script on the first node, as somebody who has written the commands into a file. */
export async function script(lab: Lab, lines: readonly string[], timeout = 600): Promise<number> {
  const began = performance.now();
  const stdin = ["set -e", ...lines].join("\n");
  const { code, stderr, stdout } = await lab.exec("testdb01", ["bash", "-s"], { stdin, timeout });
  if (code !== 0) throw new Error(`the script failed (exit ${code}): ${stderr}${stdout}`);
  return (performance.now() - began) / 1000;
}

/** The first commands of the tutorial: two prepared hosts become a running cluster. */
export function formingLines(lab: Lab): readonly string[] {
  const hosts = lab.nodes.map(({ name, address }) => `${name} addr=${address}`).join(" ");
  return [
    `pcs host auth ${hosts} -u hacluster -p ${PASSWORD}`,
    `pcs cluster setup testdb ${hosts}`,
    "pcs cluster start --all --wait=120",
    "pcs cluster enable --all",
    "pcs property set stonith-enabled=false",
    "pcs property set no-quorum-policy=ignore",
  ];
}

/** Makes prepared hosts of the nodes again: in no cluster, and strangers to each other. */
export async function cleared(lab: Lab): Promise<void> {
  const names = lab.nodes.map(({ name }) => name);
  await Promise.all(
    names.map(async (node) => {
      await lab.exec(node, ["systemctl", "stop", "pacemaker", "corosync"]);
      await lab.exec(node, ["pcs", "cluster", "destroy"]);
      await lab.exec(node, ["pcs", "host", "deauth", ...names]);
    }),
  );
}

/** Waits until the cluster has nothing more to do, so that nothing of it is in the next measurement. */
export async function idle(lab: Lab): Promise<void> {
  await lab.exec("testdb01", ["crm_resource", "--wait", "--timeout=300s"], { timeout: 320 });
}

/** Nodes and objects as text of a program. */
export function programOf(lab: Lab, body: string): string {
  const nodes = lab.nodes.map(({ name, address }) => ({
    ...{ name, address, ssh: { privateKeyFile: lab.privateKeyFile } },
  }));
  return `
const pacemaker = require("pulumi-pacemaker");
const nodes = ${JSON.stringify(nodes)};
${body}
`;
}

/** A stack on a cluster that is there, with a program. */
export async function stackOn(lab: Lab, body: string, options: StackOptions = {}): Promise<Stack> {
  return Stack.create(lab, { ...options, program: programOf(lab, body) });
}

/** One run of the CLI, with what its processes have told. */
export interface Watched {
  readonly outcome: Outcome;
  readonly counts: Counts;
  readonly spans: readonly Span[];
}

/** Runs a verb of a stack and writes down what it asks of the nodes; a run that fails is no measurement. */
export async function watched(run: () => Promise<Outcome>): Promise<Watched> {
  takeTrace();
  const began = Date.now();
  const outcome = await run();
  const [ended, events] = [Date.now(), takeTrace()];
  keepTrace({ began, ended, seconds: outcome.seconds, events });
  if (outcome.code !== 0) throw new Error(`the run failed (exit ${outcome.code}): ${outcome.output}`);
  return { outcome, counts: countsOf(events), spans: spansOf(events, began, ended) };
}

/** A running cluster of both nodes made by hand, with nothing in it but two properties. */
export async function runningCluster(lab: Lab): Promise<void> {
  const { code, stdout } = await lab.exec("testdb01", ["cibadmin", "-Q"]);
  const clean =
    code === 0 && !/<(primitive|rsc_location) /.test(stdout) && stdout.includes("no-quorum-policy");
  if (clean) return;
  await cleared(lab);
  await script(lab, formingLines(lab));
}

/** Removes all resources and constraints by one command. */
export async function emptied(lab: Lab): Promise<void> {
  // What refers to resources goes first.
  for (const section of ["constraints", "resources"])
    await lab.exec("testdb01", ["cibadmin", "--replace", "--scope", section, "--xml-text", `<${section}/>`]);
  await idle(lab);
}
