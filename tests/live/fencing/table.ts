import { means } from "./means.js";

/** When each phase of a loss was over, in seconds after it began. */
export interface Phases {
  readonly what: string;
  /** The survivor asks for the fencing. */
  readonly asked: number;
  /** The lost machine is off. */
  readonly off: number;
  /** The service IP answers from the survivor. */
  readonly answers: number;
  /** The lost node is a member again. */
  readonly member: number;
}

const rows: Phases[] = [];
const HEAD = ["", "fencing asked", "machine off", "service IP answers", "member again"] as const;

/** Notes what a case has measured. */
export function note(phases: Phases): void {
  rows.push(phases);
}

/** The seconds of each phase, as text; nothing where nothing was measured. */
export function tableOf(): string {
  if (rows.length === 0) return "";
  const cells = rows.map(({ what, asked, off, answers, member }) => [
    what,
    ...[asked, off, answers, member].map((seconds) => seconds.toFixed(1)),
  ]);
  const widths = HEAD.map((head, column) =>
    Math.max(head.length, ...cells.map((row) => (row[column] ?? "").length)),
  );
  const line = (row: readonly string[]) =>
    row
      .map((cell, column) =>
        column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0),
      )
      .join("  ");
  return `\nSeconds after the loss (${means}):\n${[HEAD, ...cells].map(line).join("\n")}\n`;
}
