/** A name and the address that it stands for. */
export interface Host {
  readonly name: string;
  readonly address: string;
}

const begin = "# pulumi-pacemaker: nodes of the cluster";
const end = "# pulumi-pacemaker: end";
const instead = "# pulumi-pacemaker: instead of ";
const loopback = /^\s*(127\.\S+|::1)\s/;

/**
 * A hosts file, or cloud-init's template of one, with the cluster's nodes in front. The host's own name leaves the
 * loopback lines: whoever looks it up there binds to an address that no other node reaches. Lines are kept as comments.
 */
export function withHosts(text: string, own: string, hosts: readonly Host[]): string {
  const lines = withoutHosts(text).split("\n");
  // cloud-init takes a template's language from its first line.
  const head = /^## *template:/i.test(lines[0] ?? "") ? lines.splice(0, 1) : [];
  const block = [begin, ...hosts.map(entry), end];
  return [...head, ...block, ...lines.map((line) => withoutOwnName(line, own))].join("\n");
}

/** The file as it was before. */
export function withoutHosts(text: string): string {
  const kept: string[] = [];
  let inside = false;
  for (const line of text.split("\n")) {
    if (line === begin) inside = true;
    else if (inside && line === end) inside = false;
    else if (!inside) kept.push(restored(line));
  }
  return kept.join("\n");
}

/** What a hosts file lacks, in words: names of nodes, a leftover of ours, the own name on a loopback address. */
export function hostsLacking(text: string, own: string, hosts: readonly Host[]): readonly string[] {
  const lines = text.split("\n");
  const block = lines.slice(lines.indexOf(begin) + 1, Math.max(0, lines.indexOf(end)));
  const wanted = hosts.map(entry);
  const looped = lines.some((line) => withoutOwnName(line, own) !== line);
  return [
    ...hosts.filter((host) => !block.includes(entry(host))).map(({ name }) => name),
    ...block.filter((line) => !wanted.includes(line)).map((line) => `no longer "${line}"`),
    ...(looped ? [`${own} on a loopback address`] : []),
  ];
}

function entry({ name, address }: Host): string {
  return `${address} ${name}`;
}

function withoutOwnName(line: string, own: string): string {
  if (!loopback.test(line)) return line;
  // A template's placeholders hold blanks.
  const words = line.replace(/#.*/, "").match(/\{\{.*?\}\}|\S+/g) ?? [];
  const [address = "", ...names] = words;
  const kept = names.filter((name) => !isOwn(name, own));
  if (kept.length === names.length) return line;
  const rest = kept.length > 0 ? `${[address, ...kept].join(" ")} ` : "";
  return `${rest}${instead}${line}`;
}

function isOwn(name: string, own: string): boolean {
  return name === own || name.startsWith(`${own}.`) || /^(\{\{ *|\$)(hostname|fqdn)( *\}\})?$/.test(name);
}

function restored(line: string): string {
  const at = line.indexOf(instead);
  return at < 0 ? line : line.slice(at + instead.length);
}
