import { follow } from "./demo-events.js";
import { Table } from "./demo-table.js";

const REDRAW_MS = 250;
const UP = "\u001B[A";
const CLEAR = "\u001B[J";

/** A run of Pulumi that is looked at. */
export interface Watch {
  /** Ends it: the table stays as it is then. */
  stop(): Table;
}

/** Shows what a run does while it does it: on a terminal a table that changes, elsewhere a line for each change. */
export function watch(log: string): Watch {
  const table = new Table(Date.now());
  const out = process.stdout;
  let drawn = 0;
  const draw = () => {
    // A line that wraps would be two to move up by.
    const lines = table.lines(Date.now()).map((line) => line.slice(0, out.columns));
    out.write(`${UP.repeat(drawn)}\r${CLEAR}${lines.map((line) => `${line}\n`).join("")}`);
    drawn = lines.length;
  };
  const end = follow(log, (event) => {
    const told = table.take(event, Date.now());
    if (told !== undefined && !out.isTTY) out.write(`${told}\n`);
  });
  const timer = out.isTTY ? setInterval(draw, REDRAW_MS) : undefined;
  return {
    stop() {
      clearInterval(timer);
      end();
      if (out.isTTY) draw();
      return table;
    },
  };
}
