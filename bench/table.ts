import type { Counts } from "./counts.js";
import type { Measured, Sample } from "./row.js";

const HEADS = ["id", "this", "other", "ratio", "reach", "runs", "spread", "asked of the nodes"];

/** The table, for people. */
export function tableOf(rows: readonly Measured[]): string {
  const lines = [HEADS, ...rows.map(cellsOf)];
  const widths = HEADS.map((_head, column) => Math.max(...lines.map((line) => line[column]?.length ?? 0)));
  const text = lines.map((line) =>
    line
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join("  ")
      .trimEnd(),
  );
  const notes = rows.flatMap(({ id, what, against, beside = {} }) => [
    `${id}: ${what}; other: ${against}`,
    ...Object.entries(beside).map(([name, value]) => `  ${name}: ${shown(value)}`),
  ]);
  return [...text, "", ...notes].join("\n");
}

/** One run, in a line. */
export function told({ ours, other, counts, beside = {} }: Sample, unit: string): string {
  const more = Object.entries(beside).map(([name, value]) => `${name} ${shown(value)}`);
  const asked = counts ? [countsIn(counts)] : [];
  return [`${shown(ours)} ${unit} (other ${shown(other)} ${unit})`, ...more, ...asked].join("; ");
}

function cellsOf(row: Measured): string[] {
  const { id, unit, ours, other, ratio, spread, judged, reach, runs, counts } = row;
  const reached = (judged === "ratio" ? ratio : ours) <= reach ? "reached" : "missed";
  const span = ([low, high]: readonly [number, number]) => `${shown(low)}-${shown(high)}`;
  return [
    id,
    `${shown(ours)} ${unit}`,
    `${shown(other)} ${unit}`,
    judged === "ratio" ? ratio.toFixed(3) : "",
    `${reach}${judged === "ratio" ? "" : ` ${unit}`}: ${reached}`,
    String(runs),
    `${span(spread.ours)} / ${span(spread.other)}`,
    counts ? countsIn(counts) : "",
  ];
}

function countsIn(counts: Counts): string {
  const { connections, commands, reads, looks, patches, pcs, megabytes } = counts;
  return `${connections} connections, ${commands} commands, ${reads} CIB reads, ${looks} status reads, ${patches} patches, ${pcs} pcs starts, ${megabytes} MB`;
}

function shown(value: number): string {
  return value >= 100 ? value.toFixed(0) : value.toFixed(2);
}
