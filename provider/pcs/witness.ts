import { command } from "./command.js";
import type { Device } from "./device-words.js";
import { dialectFor } from "./dialect.js";
import { PcsFailure } from "./failure.js";
import { authenticate, direct } from "./formation.js";
import { deauthenticate } from "./tokens.js";
import { surveyNode, type NodeSurvey } from "./survey.js";

const connectSeconds = 60;
const pollMs = 300;

/** Where the witness of a quorum device is, and how pcs of the cluster's nodes is let in there. */
export interface Witness {
  /** What Corosync connects to; pcs knows the witness by it. */
  readonly host: string;
  /** Where its pcsd is reached. */
  readonly address: string;
  readonly password?: string | undefined;
  readonly token?: string | undefined;
}

/** Lets the cluster's nodes in at the witness, where a password or token is given; it goes by stdin. */
export async function introduce(surveys: readonly NodeSurvey[], witness: Witness): Promise<void> {
  const { host, address, password, token } = witness;
  const there = { name: host, addresses: [address], ssh: { host: address } };
  const [first] = surveys;
  // With a password pcs tells the other nodes by itself.
  if (first && password !== undefined) await authenticate(first, [there], password);
  if (token === undefined) return;
  await Promise.all(
    surveys.map(({ node, pcs }) =>
      command(node, `keep the token for ${host}`, dialectFor(pcs, node.name).authByToken(there), {
        stdin: token,
      }),
    ),
  );
}

/** Lets the cluster's nodes forget the token for a witness. */
export async function dismiss(surveys: readonly NodeSurvey[], host: string): Promise<void> {
  for (const { node, pcs } of surveys) await deauthenticate(node, pcs, [host]);
}

/** Adds the quorum device to the running cluster. */
export async function addDevice(first: NodeSurvey, device: Device): Promise<void> {
  const argv = dialectFor(first.pcs, first.node.name).deviceAdd(device);
  await direct(first, `add the quorum device at ${device.modelOptions["host"]}`, argv);
}

/** Changes the quorum device in place: its daemon is started anew, the cluster runs on. */
export async function updateDevice(first: NodeSurvey, changes: Device): Promise<void> {
  if (Object.values(changes).every((group) => Object.keys(group as object).length === 0)) return;
  await direct(
    first,
    "change the quorum device",
    dialectFor(first.pcs, first.node.name).deviceUpdate(changes),
  );
}

/** Takes the quorum device off the running cluster. */
export async function removeDevice(first: NodeSurvey): Promise<void> {
  await direct(first, "remove the quorum device", dialectFor(first.pcs, first.node.name).deviceRemove());
}

/**
 * Waits until the daemons of all nodes have found the witness.
 * @throws PcsFailure "timeout" with what each of them says
 */
export async function awaitWitness(surveys: readonly NodeSurvey[]): Promise<void> {
  const deadline = Date.now() + connectSeconds * 1000;
  for (;;) {
    const seen = await Promise.all(surveys.map(({ node }) => surveyNode(node, [])));
    const missing = seen.filter((survey) => !isWitnessed(survey));
    if (missing.length === 0) return;
    if (Date.now() > deadline) {
      const said = missing.map(
        ({ node, witness }) => `${node.name}: ${witness || "its daemon does not run"}`,
      );
      throw new PcsFailure(
        "timeout",
        `The quorum device has no witness after ${connectSeconds} s: ${said.join("; ")}. Start corosync-qnetd there (\`pcs qdevice setup model net --enable --start\`), and open its TCP port (5403 unless \`port\` says otherwise) to the nodes.`,
      );
    }
    await new Promise((resolve) => setTimeout(resolve, pollMs));
  }
}

/** Whether a node's daemon has found the witness. */
export function isWitnessed({ witness }: NodeSurvey): boolean {
  return witness === "Connected";
}
