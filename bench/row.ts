import type { Counts } from "./counts.js";
import type { Span } from "./timeline.js";

/** What one run of a pair has measured: ours, and what it is held against, in the row's unit. */
export interface Sample {
  readonly ours: number;
  readonly other: number;
  /** What ours asked of the nodes. */
  readonly counts?: Counts;
  /** Further numbers by name, in the row's unit. */
  readonly beside?: Readonly<Record<string, number>>;
  /** What ours did when and where. */
  readonly spans?: readonly Span[];
}

/** One line of the table. */
export interface Row {
  readonly id: string;
  readonly what: string;
  /** What it is held against. */
  readonly against: string;
  readonly unit: "s" | "MB";
  /** What is judged: the ratio of both, or ours alone. */
  readonly judged: "ratio" | "ours";
  /** The most that is aimed for. */
  readonly reach: number;
  /** How often it is measured at most, where each time takes minutes. */
  readonly most?: number;
  /** Measures both, one after the other. */
  readonly run: () => Promise<Sample>;
}

/** A row with its medians. */
export interface Measured {
  readonly id: string;
  readonly what: string;
  readonly against: string;
  readonly unit: string;
  readonly ours: number;
  readonly other: number;
  readonly ratio: number;
  /** Lowest and highest of ours and of the other. */
  readonly spread: {
    readonly ours: readonly [number, number];
    readonly other: readonly [number, number];
  };
  readonly runs: number;
  readonly judged: "ratio" | "ours";
  readonly reach: number;
  readonly counts?: Counts;
  readonly beside?: Readonly<Record<string, number>>;
  readonly spans?: readonly Span[];
}

/** The medians of a row's runs; counts and spans are those of the last run. */
export function measured(row: Row, samples: readonly Sample[]): Measured {
  const { id, what, against, unit, judged, reach } = row;
  const [ours, other] = (["ours", "other"] as const).map((side) => samples.map((sample) => sample[side])) as [
    number[],
    number[],
  ];
  const last = samples.at(-1);
  const names = Object.keys(last?.beside ?? {});
  const beside = names.map((name) => [
    name,
    rounded(median(samples.map((sample) => sample.beside?.[name] ?? 0))),
  ]);
  return {
    ...{ id, what, against, unit, judged, reach, runs: samples.length },
    ours: rounded(median(ours)),
    other: rounded(median(other)),
    ratio: rounded(median(ours) / median(other)),
    spread: { ours: ends(ours), other: ends(other) },
    ...(last?.counts ? { counts: last.counts } : {}),
    ...(last?.spans ? { spans: last.spans } : {}),
    ...(names.length > 0 ? { beside: Object.fromEntries(beside) as Record<string, number> } : {}),
  };
}

/** The middle of some values, or the mean of the two in the middle. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length / 2;
  const [below, above] = [sorted[Math.ceil(middle) - 1] ?? NaN, sorted[Math.floor(middle)] ?? NaN];
  return (below + above) / 2;
}

function ends(values: readonly number[]): [number, number] {
  return [rounded(Math.min(...values)), rounded(Math.max(...values))];
}

function rounded(value: number): number {
  return Math.round(value * 1000) / 1000;
}
