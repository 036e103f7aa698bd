import { mkdirSync, writeFileSync } from "node:fs";
import { cpus, totalmem } from "node:os";
import { join } from "node:path";
import { down } from "../lab/index.js";
import { beginTrace, endTrace } from "./counts.js";
import { type Growth, growth, growthTable } from "./growth.js";
import { growthPlot } from "./growth-plot.js";
import { LAB } from "./ground.js";
import { measured, type Measured, type Row, type Sample } from "./row.js";
import { add50, add50Running } from "./rows/add-50.js";
import { coldPair } from "./rows/cold-pair.js";
import { destroy100 } from "./rows/destroy-100.js";
import { linkLoss, move } from "./rows/failover.js";
import { memory1000 } from "./rows/memory-1000.js";
import { noop100 } from "./rows/noop-100.js";
import { told, tableOf } from "./table.js";
import { timelinePlot } from "./timeline-plot.js";

const ROWS: readonly Row[] = [coldPair, add50, noop100, destroy100, move, linkLoss, memory1000, add50Running];
// Not a row: one way of making objects against others, by their number.
const GROWTH = "growth";
const IDS = [...ROWS.map(({ id }) => id), GROWTH];
const USAGE = `usage: npm run bench -- [--only ID...] [--runs N] [--json FILE] [--plots FOLDER] [--trace FILE] [--keep]
ids: ${IDS.join(" ")}; \`${GROWTH}\` takes part where it is named, or plots are asked for`;

interface Asked {
  readonly rows: readonly Row[];
  readonly growth: boolean;
  readonly runs: number;
  readonly json?: string;
  readonly plots?: string;
  readonly trace?: string;
  readonly keep: boolean;
}

void main(process.argv.slice(2)).then((code) => {
  process.exitCode = code;
});

async function main(words: readonly string[]): Promise<number> {
  const asked = askedFor(words);
  if (asked === undefined) {
    say(USAGE);
    return 2;
  }
  for (const signal of ["SIGINT", "SIGTERM"] as const)
    process.once(signal, () => void closed(asked).finally(() => process.exit(130)));
  beginTrace(asked.trace);
  try {
    const results: Measured[] = [];
    let grown: Growth | undefined;
    // After each row, so that a run that is ended early has told what it knows.
    const keep = () => {
      if (asked.json) writeJson(asked.json, results, grown);
      if (asked.plots) writePlots(asked.plots, results, grown);
    };
    const failed: string[] = [];
    for (const row of asked.rows) {
      // The other rows are worth measuring all the same.
      const result = await ran(row, asked.runs).catch((failure: unknown) => {
        failed.push(row.id);
        say(`${row.id}: not measured: ${String(failure)}`);
      });
      if (result) results.push(result);
      keep();
    }
    if (asked.growth)
      await growth(say, (soFar) => {
        grown = soFar;
        keep();
      });
    say(`\n${tableOf(results)}\n\n${machine()}`);
    if (grown) say(`\n${growthTable(grown)}`);
    if (failed.length > 0) say(`not measured: ${failed.join(", ")}`);
    return failed.length > 0 ? 1 : 0;
  } finally {
    await closed(asked);
  }
}

// Both sides of a pair in turn, so that what else the machine does meets both.
async function ran(row: Row, wanted: number): Promise<Measured> {
  const samples: Sample[] = [];
  const runs = Math.min(wanted, row.most ?? wanted);
  for (let run = 1; run <= runs; run++) {
    const sample = await row.run();
    samples.push(sample);
    say(`${row.id} ${run}/${runs}: ${told(sample, row.unit)}`);
  }
  return measured(row, samples);
}

function writeJson(file: string, rows: readonly Measured[], grown: Growth | undefined): void {
  const all = { machine: machine(), rows, ...(grown ? { growth: grown.series } : {}) };
  writeFileSync(file, `${JSON.stringify(all, null, 2)}\n`);
}

function writePlots(folder: string, rows: readonly Measured[], grown: Growth | undefined): void {
  mkdirSync(folder, { recursive: true });
  const write = (name: string, text: string) => writeFileSync(join(folder, `${name}.svg`), text);
  if (grown) write(GROWTH, growthPlot(grown, machine()));
  for (const { id, what, spans } of rows)
    if (spans) write(id, timelinePlot(`Where the time goes: ${what}`, spans, machine()));
}

async function closed({ keep }: Asked): Promise<void> {
  endTrace();
  if (!keep) await down(LAB, () => undefined);
}

function machine(): string {
  const all = cpus();
  return `${all.length} cores of ${all[0]?.model.trim() ?? "an unknown kind"}, ${Math.round(totalmem() / 2 ** 30)} GB, Node ${process.version}; two nodes of Debian 12 on it`;
}

function askedFor(words: readonly string[]): Asked | undefined {
  const left = [...words];
  let [only, runs, keep]: [string[], number, boolean] = [[], 3, false];
  let [json, plots, trace]: [string?, string?, string?] = [];
  while (left.length > 0) {
    const word = left.shift();
    if (word === "--only") while (left[0] && !left[0].startsWith("--")) only = [...only, left.shift() ?? ""];
    else if (word === "--runs") runs = Number(left.shift());
    else if (word === "--json") json = left.shift();
    else if (word === "--plots") plots = left.shift();
    else if (word === "--trace") trace = left.shift();
    else if (word === "--keep") keep = true;
    else return undefined;
  }
  if (only.some((id) => !IDS.includes(id)) || !Number.isInteger(runs) || runs < 1) return undefined;
  const rows = ROWS.filter(({ id }) => only.length === 0 || only.includes(id));
  const grows = only.includes(GROWTH) || (only.length === 0 && plots !== undefined);
  const files = { ...(json ? { json } : {}), ...(plots ? { plots } : {}), ...(trace ? { trace } : {}) };
  return { rows, growth: grows, runs, keep, ...files };
}

function say(text: string): void {
  process.stdout.write(`${text}\n`);
}
