import { writeFileSync } from "node:fs";
import { cpus, totalmem } from "node:os";
import { down } from "../lab/index.js";
import { beginTrace, endTrace } from "./counts.js";
import { LAB } from "./ground.js";
import { measured, type Measured, type Row, type Sample } from "./row.js";
import { add50, add50Running } from "./rows/add-50.js";
import { coldPair } from "./rows/cold-pair.js";
import { destroy100 } from "./rows/destroy-100.js";
import { linkLoss, move } from "./rows/failover.js";
import { memory1000 } from "./rows/memory-1000.js";
import { noop100 } from "./rows/noop-100.js";
import { told, tableOf } from "./table.js";

const ROWS: readonly Row[] = [coldPair, add50, add50Running, noop100, destroy100, move, linkLoss, memory1000];
const USAGE = `usage: npm run bench -- [--only ID...] [--runs N] [--json FILE] [--keep]\nids: ${ROWS.map(({ id }) => id).join(" ")}`;

interface Asked {
  readonly rows: readonly Row[];
  readonly runs: number;
  readonly json?: string;
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
  beginTrace();
  try {
    const results: Measured[] = [];
    for (const row of asked.rows) results.push(await ran(row, asked.runs));
    say(`\n${tableOf(results)}\n\n${machine()}`);
    if (asked.json)
      writeFileSync(asked.json, `${JSON.stringify({ machine: machine(), rows: results }, null, 2)}\n`);
    return 0;
  } finally {
    await closed(asked);
  }
}

// Both sides of a pair in turn, so that what else the machine does meets both.
async function ran(row: Row, runs: number): Promise<Measured> {
  const samples: Sample[] = [];
  for (let run = 1; run <= runs; run++) {
    const sample = await row.run();
    samples.push(sample);
    say(`${row.id} ${run}/${runs}: ${told(sample, row.unit)}`);
  }
  return measured(row, samples);
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
  let [only, runs, json, keep]: [string[], number, string | undefined, boolean] = [[], 3, undefined, false];
  while (left.length > 0) {
    const word = left.shift();
    if (word === "--only") while (left[0] && !left[0].startsWith("--")) only = [...only, left.shift() ?? ""];
    else if (word === "--runs") runs = Number(left.shift());
    else if (word === "--json") json = left.shift();
    else if (word === "--keep") keep = true;
    else return undefined;
  }
  const unknown = only.filter((id) => !ROWS.some((row) => row.id === id));
  if (unknown.length > 0 || !Number.isInteger(runs) || runs < 1) return undefined;
  const rows = ROWS.filter(({ id }) => only.length === 0 || only.includes(id));
  return { rows, runs, keep, ...(json === undefined ? {} : { json }) };
}

function say(text: string): void {
  process.stdout.write(`${text}\n`);
}
