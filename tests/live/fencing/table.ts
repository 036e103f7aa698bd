import { columns } from "../columns.js";
import { means } from "./means.js";

/** When each phase of a loss was over, in seconds after it began. */
export interface Phases {
  /** The kind of loss, with its number before it where there are many. */
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

type Row = readonly string[];

const rows: Phases[] = [];
const HEAD = ["", "fencing asked", "machine off", "service IP answers", "member again"] as const;

/** Notes what a case has measured. */
export function note(phases: Phases): void {
  rows.push(phases);
}

/** The seconds of each phase, as text, and the least and most of each kind; nothing where nothing was measured. */
export function tableOf(measured: readonly Phases[] = rows): string {
  if (measured.length === 0) return "";
  const kinds = new Map<string, Phases[]>();
  for (const one of measured) {
    const kind = one.what.replace(/^\d+\. /, "");
    kinds.set(kind, [...(kinds.get(kind) ?? []), one]);
  }
  const each = measured.map((one): Row => [one.what, ...phasesOf(one).map((seconds) => seconds.toFixed(1))]);
  const byKind = [...kinds].map(([kind, all]): Row => [`${kind} (${all.length})`, ...rangesOf(all)]);
  const parts = [`Seconds after the loss (${means}):`, columns([HEAD, ...each])];
  const summed =
    kinds.size < measured.length ? ["", "Least and most of each kind:", columns([HEAD, ...byKind])] : [];
  return `\n${[...parts, ...summed].join("\n")}\n`;
}

function phasesOf({ asked, off, answers, member }: Phases): readonly number[] {
  return [asked, off, answers, member];
}

function rangesOf(all: readonly Phases[]): Row {
  return [0, 1, 2, 3].map((phase) => {
    const seconds = all.map((one) => phasesOf(one)[phase] ?? 0);
    return [...new Set([Math.min(...seconds), Math.max(...seconds)].map((one) => one.toFixed(1)))].join(
      " - ",
    );
  });
}
