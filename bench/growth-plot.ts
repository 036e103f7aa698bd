import type { Growth } from "./growth.js";
import { element, label, picture } from "./svg.js";

const [WIDTH, HEIGHT] = [760, 480];
const AREA = { left: 70, right: 560, top: 50, bottom: 420 };
const COLORS: Readonly<Record<string, string>> = {
  ours: "#1b6ca8",
  engine: "#7a7a7a",
  bash: "#c0392b",
};

/** Time against the number of objects; both axes are logarithmic, so that what grows in proportion is a line of slope one. */
export function growthPlot(growth: Growth, machine: string): string {
  const all = growth.series.flatMap(({ points }) => points);
  const x = scale(
    all.map(({ count }) => count),
    AREA.left,
    AREA.right,
  );
  const y = scale(
    all.map(({ seconds }) => seconds),
    AREA.bottom,
    AREA.top,
  );
  const counts = [...new Set(all.map(({ count }) => count))];
  const grid = [
    ...counts.flatMap((count) => [
      line(x(count), AREA.top, x(count), AREA.bottom),
      label(x(count), AREA.bottom + 20, String(count), { "text-anchor": "middle" }),
    ]),
    ...secondsOf(all.map(({ seconds }) => seconds)).flatMap((value) => [
      line(AREA.left, y(value), AREA.right, y(value)),
      label(AREA.left - 8, y(value) + 4, `${value} s`, { "text-anchor": "end" }),
    ]),
  ];
  const series = growth.series.flatMap(({ id, what, points }) => {
    const stroke = COLORS[id] ?? "#222222";
    const places = points.map(({ count, seconds }) => [x(count), y(seconds)] as const);
    const [endX = 0, endY = 0] = places.at(-1) ?? [];
    return [
      element("polyline", { points: places.map((place) => place.join(",")).join(" "), fill: "none", stroke }),
      ...places.map(([cx, cy]) => element("circle", { cx, cy, r: 3.5, fill: stroke })),
      label(endX + 8, endY + 4, what, { fill: stroke }),
    ];
  });
  return picture(WIDTH, HEIGHT, [
    label(AREA.left, 28, "Seconds until the objects are in the cluster, by their number", {
      "font-size": 16,
    }),
    ...grid,
    ...series,
    label(AREA.left, HEIGHT - 12, `One run of each; measured on ${machine}.`, { "font-size": 11 }),
  ]);
}

function scale(values: readonly number[], from: number, to: number): (value: number) => number {
  const [low, high] = [Math.log(Math.min(...values)), Math.log(Math.max(...values))];
  return (value) => from + ((Math.log(value) - low) / (high - low || 1)) * (to - from);
}

function secondsOf(values: readonly number[]): readonly number[] {
  const marks = [0.5, 1, 2, 5, 10, 20, 50, 100, 200, 500, 1000];
  return marks.filter((mark) => mark >= Math.min(...values) && mark <= Math.max(...values));
}

function line(x1: number, y1: number, x2: number, y2: number): string {
  return element("line", { x1, y1, x2, y2, stroke: "#dddddd" });
}
