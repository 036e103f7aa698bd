import { element, label, picture } from "./svg.js";
import type { Span } from "./timeline.js";

const [WIDTH, LEFT, RIGHT, TOP, ROW] = [1160, 130, 940, 60, 20];
// What took less than this has no word beside it.
const SHORTEST = 0.04;
const COLORS = ["#1b6ca8", "#2e8b57", "#b8860b", "#c0392b", "#6a5acd", "#20808d", "#8b4513"];

/** What happened when and where in a run: a bar for each thing, a band for each place. */
export function timelinePlot(title: string, spans: readonly Span[], machine: string): string {
  const end = Math.max(...spans.map(({ to }) => to));
  const x = (seconds: number) => LEFT + (seconds / end) * (RIGHT - LEFT);
  const kinds = [...new Set(spans.map(({ what }) => what))];
  const parts: string[] = [];
  let y = TOP;
  for (const lane of new Set(spans.map((span) => span.lane))) {
    const rows = rowsOf(
      spans.filter((span) => span.lane === lane),
      end,
    );
    parts.push(label(8, y + 14, lane, { "font-weight": "bold" }));
    for (const row of rows) {
      for (const { what, from, to } of row) {
        const fill = COLORS[kinds.indexOf(what) % COLORS.length] ?? "#222222";
        const width = Math.max(1.5, x(to) - x(from));
        parts.push(element("rect", { x: x(from), y: y + 3, width, height: ROW - 6, fill }));
        if (to - from >= SHORTEST)
          parts.push(
            label(x(from) + width + 3, y + 14, `${what} ${(to - from).toFixed(2)}`, { "font-size": 10 }),
          );
      }
      y += ROW;
    }
    y += 8;
  }
  const ticks = Array.from({ length: Math.floor(end) + 1 }, (_none, second) => [
    element("line", { x1: x(second), y1: TOP - 12, x2: x(second), y2: y, stroke: "#dddddd" }),
    label(x(second), TOP - 16, `${second} s`, { "text-anchor": "middle", "font-size": 11 }),
  ]);
  return picture(WIDTH, y + 30, [
    label(LEFT, 24, title, { "font-size": 16 }),
    ...ticks.flat(),
    ...parts,
    label(LEFT, y + 20, `One run; measured on ${machine}. Seconds beside each bar.`, { "font-size": 11 }),
  ]);
}

// Each bar goes into the first row that is free there, with room for its words.
function rowsOf(spans: readonly Span[], end: number): readonly (readonly Span[])[] {
  const rows: Span[][] = [];
  for (const span of [...spans].sort((a, b) => a.from - b.from)) {
    const room = (row: readonly Span[]) => row.every((other) => other.to + wordsOf(other, end) <= span.from);
    const row = rows.find(room);
    if (row) row.push(span);
    else rows.push([span]);
  }
  return rows;
}

function wordsOf({ what, from, to }: Span, end: number): number {
  if (to - from < SHORTEST) return 0;
  return ((what.length + 6) * 6 * end) / (RIGHT - LEFT);
}
