import { appendFileSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** Something that a process of a measured run has told, in milliseconds since the epoch. */
export interface TraceEvent {
  readonly at: number;
  readonly pid: number;
  readonly megabytes: number;
  readonly kind: "process" | "end" | "connection" | "command" | "program";
  readonly began?: number;
  readonly script?: string;
  readonly host?: string;
  readonly argv?: readonly string[];
  readonly ms?: number;
  readonly program?: string;
  readonly tools?: Readonly<Record<string, number>>;
}

/** What a run has asked of the nodes. */
export interface Counts {
  readonly connections: number;
  /** Commands over SSH. */
  readonly commands: number;
  /** `cibadmin --query`, by itself or inside of one of our programs. */
  readonly reads: number;
  /** `crm_mon`. */
  readonly looks: number;
  readonly patches: number;
  /** Interpreters that had to load pcs. */
  readonly pcs: number;
  /** The most memory that the provider's process had, in MB. */
  readonly megabytes: number;
}

let folder: string | undefined;
let kept: string | undefined;

/** Lets every process that is started from now on tell what it does; all of it goes into a file, where one is named. */
export function beginTrace(file?: string): void {
  kept = file;
  folder = mkdtempSync(join(tmpdir(), "pulumi-pacemaker-bench-"));
  process.env["PULUMI_PACEMAKER_BENCH"] = folder;
  process.env["NODE_OPTIONS"] = `--require ${join(__dirname, "trace.js")}`;
}

/** Takes what was told since the last time, in order. */
export function takeTrace(): readonly TraceEvent[] {
  if (folder === undefined) return [];
  const files = readdirSync(folder).map((file) => join(folder ?? "", file));
  const lines = files.flatMap((file) => readFileSync(file, "utf8").split("\n").filter(Boolean));
  for (const file of files) rmSync(file);
  return lines.map((line) => JSON.parse(line) as TraceEvent).sort((a, b) => a.at - b.at);
}

/** Writes down a run with what it told. */
export function keepTrace(run: object): void {
  if (kept !== undefined) appendFileSync(kept, `${JSON.stringify(run)}\n`);
}

/** Ends it. */
export function endTrace(): void {
  if (folder !== undefined) rmSync(folder, { recursive: true, force: true });
  folder = undefined;
}

/** Sums up a run. */
export function countsOf(events: readonly TraceEvent[]): Counts {
  const commands = events.filter(({ kind }) => kind === "command");
  const tool = (name: string) => sum(events.map(({ tools }) => tools?.[name] ?? 0));
  const started = (name: string) => commands.filter(({ argv }) => argv?.includes(name)).length;
  const asks = (kind: TraceEvent["kind"]) => kind !== "process" && kind !== "end";
  const providers = new Set(events.filter(({ kind }) => asks(kind)).map(({ pid }) => pid));
  return {
    connections: events.filter(({ kind }) => kind === "connection").length,
    commands: commands.length,
    reads: started("cibadmin") + tool("cibadmin -Q"),
    looks: started("crm_mon") + tool("crm_mon"),
    patches: tool("cibadmin -P"),
    pcs: started("pcs") + tool("pcs"),
    megabytes: Math.round(
      Math.max(0, ...events.filter(({ pid }) => providers.has(pid)).map((event) => event.megabytes)),
    ),
  };
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
