/** The options of Proxmox's `a=b,c=d`, the part without a name first under the name given. */
export type Properties = Readonly<Record<string, string>>;

/** Reads a property string; clients leave commas at its end, which Proxmox overlooks. */
export function parsed(text: string, nameless: string): Properties {
  const parts = text.split(",").filter((part) => part !== "");
  return Object.fromEntries(
    parts.map((part) => {
      const equals = part.indexOf("=");
      return equals < 0 ? [nameless, part] : [part.slice(0, equals), part.slice(equals + 1)];
    }),
  );
}

/** Writes a property string as Proxmox does: the first word given, then the options by name. */
export function printed(first: string, options: Properties): string {
  const rest = Object.entries(options).sort(([a], [b]) => (a < b ? -1 : 1));
  return [first, ...rest.map(([name, value]) => `${name}=${value}`)].join(",");
}

const UNITS: Readonly<Record<string, number>> = { K: 2 ** 10, M: 2 ** 20, G: 2 ** 30, T: 2 ** 40 };

/** The bytes of a size such as `20G`, `20480M` or plain bytes; undefined when it is none. */
export function bytesOf(size: string): number | undefined {
  const [, digits, unit] = /^(\d+(?:\.\d+)?)([KMGT]?)$/.exec(size) ?? [];
  return digits === undefined ? undefined : Number(digits) * (UNITS[unit ?? ""] ?? 1);
}

/** A size in the largest unit that keeps it whole. */
export function sizeOf(bytes: number): string {
  const unit = (["T", "G", "M", "K"] as const).find((each) => bytes % (UNITS[each] ?? 1) === 0);
  return unit === undefined || bytes === 0 ? String(bytes) : `${bytes / (UNITS[unit] ?? 1)}${unit}`;
}
