import type { CorosyncConf } from "../../pcs/corosync-conf.js";
import { asDeclared, optionWords, type Value, type Values } from "../../pcs/options.js";
import { optionGroups, type Declared, type OptionGroup } from "./arguments.js";

/** What separates a cluster from its declaration. */
export interface Changes {
  readonly added: readonly string[];
  readonly removed: readonly string[];
  /** Options that are changed while the cluster runs, by pcs's name of their group; empty values remove. */
  readonly live: Partial<Record<"totem" | "transport" | "crypto" | "compression", Record<string, string>>>;
  readonly quorum: Record<string, string>;
  /** Links whose addresses change, by number. */
  readonly links: readonly LinkChange[];
  /** Links that come, and numbers of those that go; both while the cluster runs (knet). */
  readonly linksAdded: readonly LinkChange[];
  readonly linksRemoved: readonly number[];
  readonly linkOptions: readonly { readonly number: number; readonly options: Record<string, string> }[];
  /** Whether all nodes must be stopped for it. */
  readonly restart: boolean;
}

/** The addresses of one link by node. */
export interface LinkChange {
  readonly number: number;
  readonly addresses: Record<string, string>;
}

// Corosync cannot change these while it runs, so pcs refuses them then.
const stoppedOnly = ["ip_version", "netmtu"];
// What pcs sets up by itself, so that a declaration without it is not a difference.
const defaults: Partial<Record<OptionGroup, Values>> = { crypto: { cipher: "aes256", hash: "sha256" } };
const ofUdp: Partial<Record<OptionGroup, Values>> = { transportOptions: { ip_version: "ipv4" } };

/** A group of options as the cluster has them, without pcs's own defaults that were not declared. */
export function foundOptions(conf: CorosyncConf, group: OptionGroup, declared: Values | undefined) {
  const byDefault = conf.transport === "knet" ? defaults[group] : ofUdp[group];
  const kept = Object.entries(conf[group]).filter(
    ([name, value]) => name in (declared ?? {}) || byDefault?.[name] !== value,
  );
  if (kept.length === 0 && declared === undefined) return undefined;
  return asDeclared(Object.fromEntries(kept) as Record<string, string>, declared);
}

/** What an update has to do. */
export function changesOf(wanted: Declared, found: Declared): Changes {
  const names = (declared: Declared) => declared.nodes.map(({ name }) => name);
  const differing = Object.fromEntries(
    optionGroups.map((group) => [group, differences(wanted[group], found[group], defaults[group])]),
  ) as Record<OptionGroup, Record<string, string>>;
  const all = linkChanges(wanted, found);
  const links = all.filter(({ number }) => number < linkCount(found));
  const linkOptions = (wanted.links ?? []).flatMap((options, place) => {
    const number = Number(options["linknumber"] ?? place);
    const { linknumber: _number, ...changed } = differences(options, found.links?.[place] ?? {});
    return Object.keys(changed).length ? [{ number, options: changed }] : [];
  });
  const live = {
    totem: differing.totem,
    transport: differing.transportOptions,
    crypto: differing.crypto,
    compression: differing.compression,
  };
  const restart =
    Object.keys(differing.quorum).length > 0 ||
    Object.keys(differing.transportOptions).some((name) => stoppedOnly.includes(name)) ||
    links.length + linkOptions.length > 0;
  return {
    added: names(wanted).filter((name) => !names(found).includes(name)),
    removed: names(found).filter((name) => !names(wanted).includes(name)),
    live: Object.fromEntries(Object.entries(live).filter(([, options]) => Object.keys(options).length > 0)),
    quorum: differing.quorum,
    links,
    linksAdded: all.filter(({ number }) => number >= linkCount(found)),
    linksRemoved: Array.from({ length: linkCount(found) }, (_, number) => number).slice(linkCount(wanted)),
    linkOptions,
    restart,
  };
}

/** The changes in words, for a preview. */
export function inWords(changes: Changes): string[] {
  const { added, removed, live, quorum, links, linksAdded, linksRemoved, linkOptions, restart } = changes;
  const options = [...Object.entries(live), ["quorum", quorum] as const].flatMap(([group, values]) =>
    Object.entries(values).map(
      ([name, value]) => `${group} ${name} ${value === "" ? "is removed" : `becomes ${value}`}`,
    ),
  );
  const stopped = [
    ...options,
    ...links.map(({ number }) => `addresses of link ${number} change`),
    ...linkOptions.map(({ number }) => `options of link ${number} change`),
  ];
  const how = restart
    ? "RESTART: the cluster is stopped on all nodes and started again, its services are away meanwhile"
    : "live reload, nothing is restarted";
  return [
    ...added.map((name) => `${name} joins the running cluster`),
    ...removed.map(
      (name) => `${name} leaves the running cluster, its cluster configuration is destroyed there`,
    ),
    ...linksAdded.map(({ number }) => `link ${number} is added (live)`),
    ...linksRemoved.map((number) => `link ${number} is removed (live)`),
    ...(stopped.length ? [`${stopped.join(", ")} (${how})`] : []),
  ];
}

// An option that is no longer declared goes back to what pcs sets up, or goes.
function differences(
  wanted: Values = {},
  found: Values = {},
  byDefault: Values = {},
): Record<string, string> {
  const fallback = Object.fromEntries(Object.entries(byDefault).filter(([name]) => name in found));
  const words = optionWords({ ...fallback, ...wanted }, found);
  return Object.fromEntries(words.map((word) => splitOnce(word))) as Record<string, string>;
}

function splitOnce(word: string): [string, Value] {
  const at = word.indexOf("=");
  return [word.slice(0, at), word.slice(at + 1)];
}

function linkCount({ nodes }: Declared): number {
  return Math.max(0, ...nodes.map(({ addresses }) => addresses.length));
}

// Only nodes that stay: those that come bring their addresses, those that go take them.
function linkChanges(wanted: Declared, found: Declared): LinkChange[] {
  const byNumber = new Map<number, Record<string, string>>();
  for (const node of wanted.nodes) {
    const before = found.nodes.find(({ name }) => name === node.name);
    if (!before) continue;
    node.addresses.forEach((address, number) => {
      if (before.addresses[number] === address) return;
      byNumber.set(number, { ...byNumber.get(number), [node.name]: address });
    });
  }
  return [...byNumber].map(([number, addresses]) => ({ number, addresses }));
}
