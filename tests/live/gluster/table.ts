import { columns } from "../columns.js";

/** What a case has measured, in seconds. */
export interface Row {
  readonly what: string;
  /** Files that were acknowledged meanwhile. */
  readonly files: number;
  /** The longest time in which nobody could write. */
  readonly nobody: number;
  /** The longest time in which the node could not write that nothing was done to. */
  readonly other: number;
  /** The same of the node that it was done to. */
  readonly own: number;
  /** Until all was mounted and healed again after the writers were let go on. */
  readonly healed: number;
}

const rows: Row[] = [];
const HEAD = ["", "files", "nobody writes", "other node", "this node", "healed"] as const;

/** Notes what a case has measured. */
export function note(row: Row): void {
  rows.push(row);
}

/** The rows as text; nothing where nothing was measured. */
export function tableOf(): string {
  if (rows.length === 0) return "";
  const cells = rows.map(({ what, files, nobody, other, own, healed }) => [
    what,
    String(files),
    ...[nobody, other, own, healed].map((seconds) => seconds.toFixed(1)),
  ]);
  return `\nSeconds without a write:\n${columns([HEAD, ...cells])}\n`;
}
