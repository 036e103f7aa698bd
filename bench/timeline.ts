import type { TraceEvent } from "./counts.js";

/** Something that took a while, in seconds since the run began. */
export interface Span {
  /** Where: a process of the run, or a node. */
  readonly lane: string;
  readonly what: string;
  readonly from: number;
  readonly to: number;
}

const PROGRAMS: Readonly<Record<string, string>> = { run: "program", "dynamic-provider": "provider" };

/** What a run did when and where, from what its processes told. */
export function spansOf(events: readonly TraceEvent[], began: number, ended: number): readonly Span[] {
  const seconds = (at: number) => Math.max(0, (at - began) / 1000);
  const processes = events.filter(({ kind }) => kind === "process");
  const own = processes.flatMap(({ pid, began: from = began, script = "" }) => {
    const what = Object.entries(PROGRAMS).find(([name]) => script.includes(`cmd/${name}`))?.[1];
    if (!what) return [];
    const last = Math.max(...events.filter((event) => event.pid === pid).map(({ at }) => at));
    return [{ lane: what, what: "runs", from: seconds(from), to: seconds(last) }];
  });
  const asked = events.flatMap((event) => {
    const { kind, at, ms = 0, host = "" } = event;
    const what = wordsOf(event);
    if (!["command", "program"].includes(kind) || what === undefined) return [];
    return [{ lane: host, what, from: seconds(at - ms), to: seconds(at) }];
  });
  return [{ lane: "engine", what: "runs", from: 0, to: seconds(ended) }, ...own, ...asked];
}

// A program of ours is told of by its name, not by the interpreter that ran it.
function wordsOf({ kind, argv = [], program }: TraceEvent): string | undefined {
  if (kind === "program") return program;
  if (argv.includes("(stays)") || argv[0] === "sh") return undefined;
  const words = argv[0] === "flock" ? argv.slice(4) : argv;
  return words
    .filter((word) => !word.startsWith("-"))
    .slice(0, words[0] === "pcs" ? 3 : 2)
    .join(" ");
}
