import type { Ran } from "../ssh/index.js";

/** What went wrong, in the words that decide what happens next; the order is the order of matching. */
export type FailureKind =
  | "auth"
  | "unreachable"
  | "in-a-cluster"
  | "not-running"
  | "not-configured"
  | "conflict"
  | "timeout"
  | "quorum"
  | "exists"
  | "schema"
  | "syntax"
  | "validation"
  | "not-found"
  | "permission"
  | "unknown";

/** A command on a node that ended badly, or a state of the cluster that forbids what was asked. */
export class PcsFailure extends Error {
  override readonly name = "PcsFailure";
  constructor(
    readonly kind: FailureKind,
    message: string,
  ) {
    super(message);
    this.stack = "";
  }
}

// pcs prints no codes, only sentences that differ by generation; pcs 0.9.162 to 0.12.0 print these.
const sentences: readonly (readonly [FailureKind, RegExp])[] = [
  ["auth", /password is incorrect|unable to authenticate|HTTP error: 401|is not known to pcs|access denied/i],
  [
    "unreachable",
    /unable to connect to|failed to connect to|couldn't connect to server|unable to communicate with|connection timeout|node is unreachable|pcsd is not running on|error connecting to/i,
  ],
  [
    "in-a-cluster",
    /is already in a cluster|seems to be in a cluster already|nodes are already in a cluster/i,
  ],
  [
    "not-running",
    /unable to get (cib|crm_config)|unable to process cib|is pacemaker running|not currently running on this node|transport endpoint is not connected|connection to cluster failed|code="102"|unable to check quorum status/i,
  ],
  [
    "not-configured",
    /unable to read (corosync configuration )?'?\/etc\/corosync|not currently configured on this node/i,
  ],
  [
    "conflict",
    /update was older|configuration is older|application of (an )?update diff failed|had a newer (tokens|known-hosts)/i,
  ],
  ["timeout", /waiting timeout|operation timed out|timer expired|timeout occurred/i],
  ["quorum", /loss of the quorum/i],
  [
    "exists",
    /already exists?\b|already specified for|already present in group|already as+igned|is already defined|already used by existing nodes|is already a (clone|master)/i,
  ],
  ["schema", /does not conform to the configured schema/i],
  ["syntax", /^\s*usage: pcs|not supported in this command|not recognized|has been replaced with/im],
  [
    "validation",
    /use --force to override|invalid .* option|required .* missing|is not a valid|missing value of/i,
  ],
  [
    "not-found",
    /does not exist|unable to find|no resource found|does not appear to exist|that doesn't exist|not present in property set|doesn't exist for node|is not a clone resource|could not map name=/i,
  ],
  ["permission", /permission denied/i],
];

/** The kind of failure that a tool's text tells of. */
export function classify(text: string): FailureKind {
  return sentences.find(([, pattern]) => pattern.test(text))?.[0] ?? "unknown";
}

// What an administrator can do about it; keyed by what the tool says. Source of each: the field's failure catalogue.
const advice: readonly (readonly [RegExp, string])[] = [
  [
    /address already in use/i,
    "Another process on that node has the port (5405 unless `mcastport` says otherwise): `ss --udp --listening --processes` tells which. End it, or give the link another `mcastport`.",
  ],
  [
    /password is incorrect|access denied/i,
    "Set the same hacluster password on every node (`passwd hacluster`, or PacemakerHost), then run again.",
  ],
  [
    /unable to (communicate|connect)|failed to connect/i,
    "Start pcsd there (`systemctl enable --now pcsd`) and open TCP port 2224 between the nodes.",
  ],
  [/proxy is set in environment/i, "Exclude the nodes from the proxy (no_proxy) on that host."],
  [/unable to resolve/i, "Name every node in /etc/hosts of every node, then run again."],
  [
    /is not known to pcs|HTTP error: 401/i,
    "The node has lost its pcsd token: run `pulumi up` again to authenticate.",
  ],
  [/not installed or does not provide valid metadata/i, "Install the package of that agent on every node."],
  [
    /\[findif\]|unable to find nic or netmask/i,
    "Give `nic` and `cidrNetmask`, or an address in a subnet of the nodes.",
  ],
  [/same version of 'corosync'/i, "Bring all nodes to the same package versions first."],
];

/** What to do about a tool's text, when it is a known failure. */
export function remedy(text: string): string | undefined {
  return advice.find(([pattern]) => pattern.test(text))?.[1];
}

/** The failure of a command that ended with a non-zero code: what was tried, where, and the tool's own words. */
export function commandFailure(doing: string, node: string, ran: Ran): PcsFailure {
  const said = toolText(ran);
  const parts = [`Unable to ${doing} on ${node} (exit ${ran.code}): ${said || "no output"}`];
  const help = remedy(said);
  if (help) parts.push(help);
  return new PcsFailure(classify(said), parts.join("\n"));
}

/** A tool's own words, free of noise and of values that may be secret. */
export function toolText(ran: Pick<Ran, "stdout" | "stderr">): string {
  const lines = `${ran.stderr.trim()}\n${ran.stdout.trim()}`.split("\n");
  const kept = lines.filter(
    (line) => line.trim() && !/Errors have occurred, therefore pcs is unable/.test(line),
  );
  return withoutConfiguration(kept.join("\n")).trim();
}

// Older pcs prints the whole CIB, passwords included, when the schema refuses an edit.
function withoutConfiguration(text: string): string {
  return text
    .replace(/<(cib|configuration)\b([\s\S]*<\/\1>|[\s\S]*$)/g, "[configuration not shown]")
    .replace(/(name="[^"]*(?:pass|secret|token)[^"]*"\s+value=")[^"]*/gi, "$1[secret]")
    .replace(/((?:pass|passwd|password|secret|token)\w*\s*[=:]\s*)\S+/gi, "$1[secret]");
}
