import { readPropertyDefinitions, type PropertyDefinition } from "./property-metadata.js";
import type { ReachableNode } from "./nodes.js";
import { ask } from "./program.js";

/** What an object wants to know of the installed software before it is checked. */
export interface Questions {
  /** Which cluster properties there are. */
  readonly properties?: boolean;
  /** Which options this agent takes, e.g. `ocf:heartbeat:IPaddr2`. */
  readonly agent?: string;
}

/** What is installed on the cluster's nodes, as far as it was asked for. */
export interface Installed {
  /** Cluster properties that the installed Pacemaker knows, by name. */
  readonly properties?: ReadonlyMap<string, PropertyDefinition>;
  /** Options of the agent, by name. */
  readonly agentOptions?: ReadonlyMap<string, PropertyDefinition>;
}

interface Answer {
  readonly documents: readonly string[];
  readonly said: string;
}

/** Asks a node; a thing that the node does not know is left out of the answer. */
export async function lookUp(node: ReachableNode, questions: Questions): Promise<Installed> {
  const installed: { -readonly [Key in keyof Installed]: Installed[Key] } = {};
  const asked = async (request: object) => {
    const { documents } = await ask<Answer>(node.ssh, node.name, "metadata", request, 30);
    return documents.length > 0 ? readPropertyDefinitions(documents) : undefined;
  };
  if (questions.properties) {
    const properties = await asked({});
    if (properties) installed.properties = properties;
  }
  if (questions.agent) {
    const agentOptions = await asked({ agent: questions.agent });
    if (agentOptions) installed.agentOptions = agentOptions;
  }
  return installed;
}
