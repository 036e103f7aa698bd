import { corosyncOptions } from "./corosync-options.js";

/** A node of corosync.conf: its addresses in the order of their links. */
export interface CorosyncNode {
  readonly name: string;
  readonly id: string;
  readonly addresses: readonly string[];
}

/** What a corosync.conf says, in pcs's words. */
export interface CorosyncConf {
  readonly clusterName: string;
  readonly clusterUuid: string | undefined;
  readonly transport: string;
  readonly nodes: readonly CorosyncNode[];
  readonly totem: Readonly<Record<string, string>>;
  readonly transportOptions: Readonly<Record<string, string>>;
  readonly crypto: Readonly<Record<string, string>>;
  readonly compression: Readonly<Record<string, string>>;
  readonly quorum: Readonly<Record<string, string>>;
  readonly links: readonly Readonly<Record<string, string>>[];
  /** The quorum device, where there is one. */
  readonly device?: CorosyncDevice;
}

/** A quorum device of corosync.conf; its host is where its daemon connects to. */
export interface CorosyncDevice {
  readonly model: string;
  /** `sync_timeout` and `timeout`, in milliseconds. */
  readonly options: Readonly<Record<string, string>>;
  /** `host`, `algorithm`, `port`, ... */
  readonly modelOptions: Readonly<Record<string, string>>;
  readonly heuristics: Readonly<Record<string, string>>;
}

interface Section {
  readonly name: string;
  readonly options: Record<string, string>;
  readonly sections: Section[];
}

/** Reads a corosync.conf as corosync itself does: sections in braces, `name: value` lines, `#` comments. */
export function readCorosyncConf(text: string): CorosyncConf {
  const root = sections(text);
  const totem = optionsOf(root, "totem");
  const nodes = root.sections.filter(({ name }) => name === "nodelist").flatMap((list) => list.sections);
  const interfaces = root.sections
    .filter(({ name }) => name === "totem")
    .flatMap((section) => section.sections.filter(({ name }) => name === "interface"));
  return {
    clusterName: totem["cluster_name"] ?? "",
    clusterUuid: totem["cluster_uuid"],
    transport: totem["transport"] ?? "knet",
    nodes: nodes.filter(({ name }) => name === "node").map(node),
    totem: pick(totem, corosyncOptions.totem),
    transportOptions: pick(totem, corosyncOptions.transportOptions),
    crypto: pick(totem, corosyncOptions.crypto, "crypto_"),
    compression: pick(totem, corosyncOptions.compression, "knet_compression_"),
    quorum: pick(optionsOf(root, "quorum"), corosyncOptions.quorum),
    links: interfaces.map(link),
    ...deviceOf(root),
  };
}

function deviceOf(root: Section): { device?: CorosyncDevice } {
  const quorum = root.sections.filter(({ name }) => name === "quorum").flatMap(({ sections }) => sections);
  const found = quorum.find(({ name }) => name === "device");
  if (!found) return {};
  const { model = "" } = found.options;
  return {
    device: {
      model,
      options: pick(found.options, ["sync_timeout", "timeout"]),
      modelOptions: optionsOf(found, model),
      heuristics: optionsOf(found, "heuristics"),
    },
  };
}

function sections(text: string): Section {
  const root: Section = { name: "", options: {}, sections: [] };
  const open = [root];
  for (const line of text.split("\n").map((raw) => raw.trim())) {
    const current = open.at(-1) ?? root;
    if (!line || line.startsWith("#")) continue;
    if (line.endsWith("{")) {
      const section: Section = { name: line.slice(0, -1).trim(), options: {}, sections: [] };
      current.sections.push(section);
      open.push(section);
    } else if (line === "}") {
      open.pop();
    } else {
      const colon = line.indexOf(":");
      if (colon > 0) current.options[line.slice(0, colon).trim()] = line.slice(colon + 1).trim();
    }
  }
  return root;
}

function node({ options }: Section): CorosyncNode {
  const addresses = Object.keys(options)
    .filter((name) => /^ring\d_addr$/.test(name))
    .sort()
    .map((name) => options[name] ?? "");
  return { name: options["name"] ?? addresses[0] ?? "", id: options["nodeid"] ?? "", addresses };
}

function link({ options }: Section): Record<string, string> {
  const userName = (name: string) => name.replace(/^knet_(?=link_priority|ping_|pong_|transport)/, "");
  const named = Object.entries(options).map(([name, value]) => [
    userName(name),
    // pcs writes a 1 so, and nothing for a 0.
    name === "broadcast" && value === "yes" ? "1" : value,
  ]);
  return pick(Object.fromEntries(named) as Record<string, string>, corosyncOptions.links);
}

function optionsOf(root: Section, name: string): Record<string, string> {
  return Object.assign(
    {},
    ...root.sections.filter((one) => one.name === name).map((one) => one.options),
  ) as Record<string, string>;
}

function pick(
  options: Record<string, string>,
  names: readonly string[],
  prefix = "",
): Record<string, string> {
  const entries = names
    .map((name) => [name, options[prefix + name]])
    .filter(([, value]) => value !== undefined);
  return Object.fromEntries(entries) as Record<string, string>;
}
