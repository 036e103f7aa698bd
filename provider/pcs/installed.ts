import type { InstalledPcs } from "./features.js";
import { readOperation, type Operation } from "./operations.js";
import { readPropertyDefinitions, type PropertyDefinition } from "./property-metadata.js";
import { connectionIdentity } from "../ssh/index.js";
import type { ReachableNode } from "./nodes.js";
import { Shared } from "./shared.js";
import { ask } from "./program.js";
import { everyElement, parseXml, type Element } from "./xml.js";

/** What an object wants to know of the installed software before it is checked. */
export interface Questions {
  /** Which cluster properties there are. */
  readonly properties?: boolean;
  /** Which options this agent takes, e.g. `ocf:heartbeat:IPaddr2`. */
  readonly agent?: string;
  /** Which pcs, and which Pacemaker. */
  readonly pcs?: boolean;
}

/** What is installed on the cluster's nodes, as far as it was asked for. */
export interface Installed {
  /** Cluster properties that the installed Pacemaker knows, by name. */
  readonly properties?: ReadonlyMap<string, PropertyDefinition>;
  /** Options of the agent, by name. */
  readonly agentOptions?: ReadonlyMap<string, PropertyDefinition>;
  /** Operations that pcs adds for the agent where none of their name is declared. */
  readonly agentOperations?: readonly Operation[];
  /** Which pcs, and which Pacemaker. */
  readonly pcs?: InstalledPcs;
}

interface Answer {
  readonly documents: readonly string[];
}

// A check asks it several times.
const sharedForMs = 5000;
const askedPcs = new Map<string, Shared<InstalledPcs>>();

/** Which pcs a node has, and which Pacemaker. */
export async function installedPcs(node: ReachableNode): Promise<InstalledPcs> {
  const identity = connectionIdentity(node.ssh);
  let asked = askedPcs.get(identity);
  if (!asked) askedPcs.set(identity, (asked = new Shared(() => askPcs(node))));
  return asked.recent(sharedForMs);
}

async function askPcs({ ssh, name }: ReachableNode): Promise<InstalledPcs> {
  return (await ask<{ pcs: InstalledPcs }>(ssh, name, "metadata", { pcs: true }, 30)).pcs;
}

const askedMetadata = new Map<string, Promise<Answer>>();

// What is installed stays as it is for a run; what is not may be soon.
function askMetadata({ ssh, name }: ReachableNode, request: object): Promise<Answer> {
  const key = JSON.stringify([connectionIdentity(ssh), request]);
  let answer = askedMetadata.get(key);
  if (!answer) {
    askedMetadata.set(key, (answer = ask<Answer>(ssh, name, "metadata", request, 30)));
    answer.then(
      ({ documents }) => documents.length > 0 || askedMetadata.delete(key),
      () => askedMetadata.delete(key),
    );
  }
  return answer;
}

/** Asks a node ahead of the objects that are likely to come: while it waits for others, it has the time. */
export async function lookAhead(node: ReachableNode): Promise<void> {
  await Promise.allSettled([askMetadata(node, {}), askMetadata(node, { agent: "ocf:heartbeat:IPaddr2" })]);
}

/** What was asked of a cluster's nodes: each question is asked and its answer read once. */
export class LookUps {
  private readonly answers = new Map<string, Promise<Installed>>();

  constructor(
    private readonly ask: (one: (node: ReachableNode) => Promise<Installed>) => Promise<Installed>,
  ) {}

  /** The answer of one of the nodes, or of a certain one. */
  answer(questions: Questions, on?: ReachableNode): Promise<Installed> {
    if (!Object.values(questions).some(Boolean)) return Promise.resolve({});
    const key = JSON.stringify([questions, on?.name]);
    let answer = this.answers.get(key);
    if (!answer) {
      answer = on ? lookUp(on, questions) : this.ask((node) => lookUp(node, questions));
      this.answers.set(key, answer);
      answer.catch(() => this.answers.delete(key));
    }
    return answer;
  }
}

/** Asks a node; a thing that the node does not know is left out of the answer. */
async function lookUp(node: ReachableNode, questions: Questions): Promise<Installed> {
  const asked = (request: object) => askMetadata(node, request);
  const { documents: properties } = questions.properties ? await asked({}) : { documents: [] };
  const { documents: agent } = questions.agent ? await asked({ agent: questions.agent }) : { documents: [] };
  const pcs = questions.pcs ? await installedPcs(node) : undefined;
  return {
    ...(pcs?.version ? { pcs } : {}),
    ...(properties.length ? { properties: readPropertyDefinitions(properties) } : {}),
    ...(agent.length
      ? { agentOptions: readPropertyDefinitions(agent), agentOperations: readActions(agent) }
      : {}),
  };
}

// pcs writes each action that Pacemaker runs by itself; those it runs on request only are left out.
const onRequest = [
  "status",
  "meta-data",
  "validate-all",
  "on",
  "off",
  "reboot",
  "list",
  "list-status",
  "metadata",
];

function readActions(documents: readonly string[]): Operation[] {
  const actions = documents
    .flatMap((text) => [...everyElement(parseXml(text))])
    .filter(({ name }) => name === "action");
  return actions
    .map(({ attributes }) => ({ attributes, name: attributes["name"] ?? "" }))
    .filter(({ name }) => name && !onRequest.includes(name))
    .map(({ attributes, name }) => readOperation({ id: "", name, values: operationValues(attributes) }));
}

function operationValues({ interval, timeout, role, "start-delay": delay, depth }: Element["attributes"]) {
  const values = {
    interval,
    timeout,
    role,
    "start-delay": delay,
    OCF_CHECK_LEVEL: depth === "0" ? undefined : depth,
  };
  const given = Object.entries(values).filter(([, value]) => value !== undefined);
  return Object.fromEntries(given) as Record<string, string>;
}
