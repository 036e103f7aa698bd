/** What a case has measured. */
export interface Row {
  readonly what: string;
  /** Seconds without an acknowledged row. */
  readonly silence: number;
  /** Acknowledged rows that the server lacked when clients wrote again. */
  readonly lacking: number;
  /** Those that were missing when both were in step again. */
  readonly lost: number;
}

const rows: Row[] = [];
const HEAD = ["", "s without write", "rows lacking at once", "lost in the end"] as const;

/** Notes it. */
export function note(row: Row): void {
  rows.push(row);
}

/** All of it as text; nothing where nothing was measured. */
export function tableOf(): string {
  if (rows.length === 0) return "";
  const cells = rows.map(({ what, silence, lacking, lost }) => [
    what,
    silence.toFixed(1),
    `${lacking}`,
    `${lost}`,
  ]);
  const widths = HEAD.map((head, column) =>
    Math.max(head.length, ...cells.map((row) => (row[column] ?? "").length)),
  );
  const line = (row: readonly string[]) =>
    row.map((cell, column) => cell.padStart(widths[column] ?? 0)).join("  ");
  return `\n${[HEAD, ...cells].map(line).join("\n")}\n`;
}
