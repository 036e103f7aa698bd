import type { Cluster } from "../pcs/cluster.js";
import type { CibObject } from "./cib-object.js";
import type { Properties } from "./unknown.js";

/**
 * The outputs of an object that runs, with what its fence agent says of its victims: at deploy it shows whether fencing can
 * work at all. A victim whose state cannot be told is said aloud, and is no failure: the device is there.
 */
export async function withVictims<Args>(
  object: CibObject<Args>,
  cluster: Cluster,
  args: Args,
  outputs: Properties,
): Promise<Properties> {
  // One that does not run has not been found to work: its agent may keep whoever asks it waiting.
  if (!object.fences || outputs["node"] === undefined) return outputs;
  const victims = await cluster.victims(object.fences(args));
  for (const [node, state] of Object.entries(victims))
    if (state.startsWith("unknown"))
      process.stdout.write(`${object.kind} ${object.id(args)}: the state of ${node} is ${state}\n`);
  return { ...outputs, victims };
}

/** What was said of the victims at deploy: a refresh does not ask again, so it stays. */
export function victimsIn({ victims }: Properties): Properties {
  return victims === undefined ? {} : { victims };
}
