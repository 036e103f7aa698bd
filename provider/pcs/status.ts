import { below, childrenOf, parseXml, type Element } from "./xml.js";

/** What a resource does at the moment. */
export interface ResourceStatus {
  /** `Started`, `Stopped`, `Starting`, `Promoted`, ... */
  readonly role: string;
  readonly active: boolean;
  readonly failed: boolean;
  readonly managed: boolean;
  /** The action under way that changes it, e.g. `Stopping`; a look at it, such as its monitor's, is none. */
  readonly pending: string | undefined;
  readonly nodes: readonly string[];
}

/** What a node does at the moment. */
export interface NodeStatus {
  readonly name: string;
  readonly online: boolean;
  readonly standby: boolean;
  readonly maintenance: boolean;
  readonly pending: boolean;
  readonly unclean: boolean;
}

/** An action of a resource that failed, as `crm_mon` lists it. */
export interface FailedAction {
  readonly operation: string;
  readonly node: string;
  /** The number of the action on that node: another attempt has another one. */
  readonly call: string;
  readonly reason: string;
  /** Whether Pacemaker does not try another node: the agent called its parameters wrong. */
  readonly fatal: boolean;
}

// A resource whose start is not over has another role, "Starting"; with its first monitor under way it is "Started", and
// that monitor may take minutes (seen with 2.1.5 and 3.0.0; 1.1 calls a probe "Checking").
const looks = ["Monitoring", "Checking"];
// OCF_ERR_CONFIGURED: "not configured".
const fatalExit = "6";

/** The cluster at work, as `crm_mon` shows it. */
export interface ClusterStatus {
  readonly dc: string | undefined;
  readonly quorate: boolean;
  readonly pacemaker: string;
  readonly nodes: readonly NodeStatus[];
  readonly resources: ReadonlyMap<string, ResourceStatus>;
  readonly failures: readonly FailedAction[];
}

/** Reads the XML of `crm_mon -1 -r` of Pacemaker 1.1 to 3.0. */
export function readStatus(text: string): ClusterStatus {
  const root = parseXml(text);
  const summary = below(root, "summary");
  const dc = below(summary, "current_dc")?.attributes ?? {};
  return {
    dc: dc["present"] === "true" ? dc["name"] : undefined,
    quorate: dc["with_quorum"] === "true",
    pacemaker: (dc["version"] ?? "").split("-")[0] ?? "",
    nodes: childrenOf(below(root, "nodes"), "node").map(nodeStatus),
    resources: merged(resources(below(root, "resources"))),
    failures: childrenOf(below(root, "failures"), "failure").map(failedAction),
  };
}

function nodeStatus({ attributes }: Element): NodeStatus {
  const is = (name: string) => attributes[name] === "true";
  return {
    name: attributes["name"] ?? "",
    online: is("online"),
    standby: is("standby"),
    maintenance: is("maintenance"),
    pending: is("pending"),
    unclean: is("unclean"),
  };
}

function resources(element: Element | undefined): [string, ResourceStatus][] {
  return (element?.children ?? []).flatMap((child) =>
    child.name === "resource" ? [[child.attributes["id"] ?? "", resourceStatus(child)]] : resources(child),
  );
}

// A clone's resource is listed once for each instance, in older versions as NAME:0, NAME:1, ...
function merged(listed: readonly [string, ResourceStatus][]): ReadonlyMap<string, ResourceStatus> {
  const byId = new Map<string, ResourceStatus>();
  for (const [instance, status] of listed) {
    const id = instance.replace(/:\d+$/, "");
    const before = byId.get(id);
    byId.set(id, before ? together(before, status) : status);
  }
  return byId;
}

function together(a: ResourceStatus, b: ResourceStatus): ResourceStatus {
  const leading = [a, b].find(({ role }) => /^(Promoted|Master)$/.test(role)) ?? (a.active ? a : b);
  return {
    ...leading,
    active: a.active || b.active,
    failed: a.failed || b.failed,
    managed: a.managed && b.managed,
    pending: a.pending ?? b.pending,
    nodes: [...leading.nodes, ...[...a.nodes, ...b.nodes].filter((node) => !leading.nodes.includes(node))],
  };
}

function resourceStatus(element: Element): ResourceStatus {
  const { attributes } = element;
  return {
    role: attributes["role"] ?? "Stopped",
    active: attributes["active"] === "true",
    failed: attributes["failed"] === "true",
    managed: attributes["managed"] !== "false",
    pending: looks.includes(attributes["pending"] ?? "") ? undefined : attributes["pending"],
    nodes: childrenOf(element, "node").map((node) => node.attributes["name"] ?? ""),
  };
}

function failedAction({ attributes }: Element): FailedAction {
  const reason = attributes["exitreason"] || attributes["exitstatus"] || attributes["status"] || "unknown";
  // op_key is RESOURCE_OPERATION_INTERVAL
  const fatal = attributes["exitcode"] === fatalExit;
  const { op_key: operation = "", node = "", call = "" } = attributes;
  return { operation, node, call, reason, fatal };
}
