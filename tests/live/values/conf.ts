import { PcsFailure } from "../../../provider/pcs/failure.js";
import { dialectFor } from "../../../provider/pcs/dialect.js";
import { drafted } from "../../../provider/pcs/quick-setup.js";
import type { Handle } from "../../../provider/pcs/nodes.js";
import { type NodeSurvey, surveyNode } from "../../../provider/pcs/survey.js";
import { deviceWords } from "../../../provider/pcs/device-words.js";
import { reachableNodes } from "../../../provider/pcs/nodes.js";
import { provider } from "../../../provider/dynamic.js";
import type { Declared } from "../../../provider/objects/pcs-cluster/arguments.js";
import { setupOf } from "../../../provider/objects/pcs-cluster/generations.js";
import type { Declared as Device } from "../../../provider/objects/quorum-device/arguments.js";
import { deviceOf } from "../../../provider/objects/quorum-device/device.js";
import { run } from "../../../provider/ssh/index.js";
import { type ConfPlace, confPlaces } from "./conf-places.js";
import { READER } from "./conf-reader.js";
import type { Outcome } from "./trials.js";
import type { Wrong } from "./trial.js";

interface Tried {
  readonly place: ConfPlace;
  readonly text: string;
}
interface Answer {
  readonly code: number;
  readonly said: string;
  readonly tested: string;
  readonly options: readonly (readonly [path: string, value: string])[];
}

// A name that nothing has: pcs looks it up before it writes.
const nameless = /Unable to resolve|is not a valid tie_breaker/;

/**
 * Tries a text in each place of what goes into corosync.conf: refused by `check`, or in the file that pcs writes for it,
 * which Corosync itself takes. No cluster is made of it.
 */
export async function triedInConf(handle: Handle, text: () => string): Promise<Outcome> {
  const [node] = reachableNodes(handle);
  if (!node) throw new Error("The lab has no nodes");
  const survey = await surveyNode(node, []);
  const wrong: Wrong[] = [];
  const taken: Tried[] = [];
  let [refused, unknown, arrived] = [0, 0, 0];
  for (const place of confPlaces) {
    const one = { place, text: text() };
    const failures = await failuresOf(handle, [one]);
    if (failures.length === 0) taken.push(one);
    else refused++;
    if (failures.length > 0 && !failures.some(({ property }) => property.startsWith(place.argument)))
      wrong.push({ kind: place.kind, place: 0, text: one.text, said: failures });
  }
  for (const kind of ["PcsCluster", "QuorumDevice"] as const)
    for (const transport of ["knet", "udp"] as const) {
      const some = taken.filter(({ place }) => place.kind === kind && place.transport === transport);
      const together = (await failuresOf(handle, some)).length === 0;
      if (together && (await lackingOf(handle, survey, some)).length === 0) {
        arrived += some.length;
        continue;
      }
      for (const one of some) {
        const lacking = await lackingOf(handle, survey, [one]);
        if (lacking.length === 0) arrived++;
        else if (lacking.some((said) => nameless.test(said))) unknown++;
        else wrong.push({ kind, place: 0, text: `${one.place.written}=${one.text}`, said: lacking });
      }
    }
  return { arrived, refused, unknown, wrong };
}

async function failuresOf(handle: Handle, some: readonly Tried[]) {
  const [first] = some;
  if (!first) return [];
  return (await provider(first.place.kind).check({}, argumentsWith(handle, some))).failures;
}

// What keeps these texts from arriving, in words.
async function lackingOf(
  handle: Handle,
  survey: NodeSurvey,
  some: readonly Tried[],
): Promise<readonly string[]> {
  const [first] = some;
  if (!first) return [];
  const isDevice = first.place.kind === "QuorumDevice";
  const args = argumentsWith(handle, some);
  try {
    const cluster = (isDevice ? argumentsWith(handle, []) : args) as unknown as Declared;
    const draft = await drafted(survey, setupOf(cluster, dialectFor(survey.pcs, survey.node.name)));
    if (!draft) return ["pcs would not draft it"];
    const argv = isDevice ? deviceWords.deviceAdd(deviceOf(args as unknown as Device)) : [];
    const { code, said, tested, options } = await read(survey, { conf: draft.conf, argv });
    if (code !== 0) return [said];
    return [
      ...(tested === "" ? [] : [tested]),
      ...some.flatMap(({ place: { written }, text }) =>
        options.some(
          ([path, value]) => path.endsWith(written) && value === (written === "broadcast" ? "yes" : text),
        )
          ? []
          : [`${written} is not in the file`],
      ),
    ];
  } catch (failure) {
    if (failure instanceof PcsFailure) return [failure.message];
    throw failure;
  }
}

async function read(
  { node }: NodeSurvey,
  request: { readonly conf: string; readonly argv: readonly string[] },
): Promise<Answer> {
  const stdin = JSON.stringify(request);
  const { code, stdout, stderr } = await run(node.ssh, ["python3", "-c", READER], { stdin });
  if (code !== 0) throw new Error(`The file cannot be read (exit ${code}): ${stderr}`);
  return JSON.parse(stdout) as Answer;
}

function argumentsWith({ nodes }: Handle, some: readonly Tried[]): Record<string, unknown> {
  const cluster = { clusterName: "testdb", haclusterPassword: "x", enable: true, nodes: [...nodes] };
  const device = { host: "192.168.0.99", algorithm: "ffsplit" };
  const first = some[0]?.place;
  const args: Record<string, unknown> =
    first?.kind === "QuorumDevice" ? device : { ...cluster, transport: first?.transport ?? "knet" };
  for (const { place, text } of some) place.put(args, text);
  return args;
}
