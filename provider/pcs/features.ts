/** The pcs of a node, and the Pacemaker beside it. */
export interface InstalledPcs {
  /** E.g. `0.11.5`; empty where it could not be asked. */
  readonly version: string;
  /** What it says that it can; distributions add to it without another version. Empty where it does not say. */
  readonly capabilities: readonly string[];
  /** E.g. `2.1.5`; empty where it could not be asked. */
  readonly pacemaker: string;
}

// What generations differ in: since when, and the capability that tells where there is one (pcsd/capabilities.xml).
const features = {
  "fencing levels by words": { since: "0.10.9" },
  "roles called Promoted": { since: "0.10.10", capability: "pcmk.cib.roles.promoted-unpromoted" },
  "sets of defaults": { since: "0.10.7", capability: "pcmk.properties.resource-defaults.multiple" },
  "ids of clones": { since: "0.10.7", capability: "pcmk.resource.clone.custom-id" },
  "promotable clones": { since: "0.10.0", capability: "pcmk.resource.promotable" },
  "scores by name": { since: "0.12.0", capability: "pcmk.constraint.location.simple.options.score" },
  "rules as one word": {
    since: "0.12.0",
    capability: "pcmk.constraint.location.simple.rule.rule-as-one-argument",
  },
  // pcs 0.12 refuses fencing devices in commands for resources; some 0.10 and 0.11 know no others for them.
  "fencing devices apart": { since: "0.12.0" },
  // Older ones take the options of a resource's first operation for the resource's own, where it has none.
  "options apart from operations": { since: "0.9.167" },
  tags: { since: "0.10.6", capability: "pcmk.tag" },
  alerts: { since: "0.9.154", capability: "pcmk.alert" },
  bundles: { since: "0.9.158", capability: "pcmk.resource.bundle" },
  "bundles in podman": { since: "0.10.1", capability: "pcmk.resource.bundle.container-podman" },
  "numbers in rules": {
    since: "0.10.7",
    capability: "pcmk.constraint.location.simple.rule.node-attr-type-number",
  },
  'a "=" in properties': { since: "0.10.15" },
  // Older ones drop what replaces another option from what an agent says of itself.
  "options that replace others": { since: "0.10.1" },
  // Older ones look for another recipient of this value by a text that the value ends.
  "a ' in recipients": { since: "0.12.0" },
} as const;

/** Something that not every pcs can do or spell. */
export type Feature = keyof typeof features;

/** Whether a pcs has a feature: by what it says of itself, else by its version. An unknown one is taken for new. */
export function has(pcs: InstalledPcs, feature: Feature): boolean {
  const { since, capability } = features[feature] as { since: string; capability?: string };
  if (capability !== undefined && pcs.capabilities.length > 0) return pcs.capabilities.includes(capability);
  return !isBefore(pcs.version, since);
}

/** The release that brought a feature. */
export function sinceOf(feature: Feature): string {
  return features[feature].since;
}

/** Whether one version is older than another; an empty one is not. */
export function isBefore(version: string, release: string): boolean {
  if (version === "") return false;
  const [a, b] = [version, release].map((one) => one.split(".").map((part) => parseInt(part, 10) || 0));
  const place = [0, 1, 2, 3].find((at) => (a?.[at] ?? 0) !== (b?.[at] ?? 0));
  return place !== undefined && (a?.[place] ?? 0) < (b?.[place] ?? 0);
}
