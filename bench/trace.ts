// Loaded into each process of a measured run (`node --require`): writes down what goes over the wire, and the memory.
import { subscribe } from "node:diagnostics_channel";
import { appendFileSync } from "node:fs";
import { join } from "node:path";

const folder = process.env["PULUMI_PACEMAKER_BENCH"];

const write = (event: object): void => {
  if (folder === undefined) return;
  const { maxRSS } = process.resourceUsage();
  const line = JSON.stringify({ at: Date.now(), pid: process.pid, megabytes: maxRSS / 1024, ...event });
  appendFileSync(join(folder, `${process.pid}.jsonl`), `${line}\n`);
};

write({ kind: "process", began: performance.timeOrigin, script: process.argv[1] });
process.once("exit", () => write({ kind: "end" }));
subscribe("pulumi-pacemaker:wire", (event) => write(event as object));
