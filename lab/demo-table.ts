import { type EngineEvent, type StepMetadata } from "./demo-events.js";

/** A resource that a run works on. */
interface Row {
  readonly name: string;
  readonly type: string;
  readonly op: string;
  readonly began: number;
  ended?: number;
  failed?: boolean;
  saying?: string;
}

const BAR = 30;

/** What a run of Pulumi is doing: a row for each resource that it changes. */
export class Table {
  private readonly rows = new Map<string, Row>();

  /** @param began the moment at which the run began, in milliseconds, as all moments here */
  constructor(private readonly began: number) {}

  /** Takes an event of the run; answers a line for who cannot see the table change, where there is something to tell. */
  take({ resourcePreEvent, resOutputsEvent, resOpFailedEvent, diagnosticEvent }: EngineEvent, now: number) {
    if (resourcePreEvent) this.begin(resourcePreEvent.metadata, now);
    const ended = resOutputsEvent ?? resOpFailedEvent;
    if (ended) return this.end(ended.metadata, now, resOpFailedEvent !== undefined);
    if (diagnosticEvent?.severity.startsWith("info")) return this.hear(diagnosticEvent.message, now);
    return undefined;
  }

  /** The table as it is at a moment. */
  lines(now: number): readonly string[] {
    return [...this.rows.values()].map((row) => line(row, now));
  }

  /** Each resource's time as a bar within the time of the run, in the order in which they began. */
  times(now: number): readonly string[] {
    const whole = Math.max(1, now - this.began);
    return [...this.rows.values()].map((row) => {
      const { began, ended = now } = row;
      const from = Math.min(BAR - 1, Math.floor(((began - this.began) / whole) * BAR));
      const to = Math.max(from + 1, Math.ceil(((ended - this.began) / whole) * BAR));
      const bar = `${" ".repeat(from)}${"#".repeat(to - from)}`.padEnd(BAR);
      return `${title(row)} |${bar}| ${seconds(ended - began)}`;
    });
  }

  private begin({ op, urn, type, provider }: StepMetadata, now: number): void {
    // Components and what stays as it is take no time.
    if (op === "same" || provider === "" || type.startsWith("pulumi:")) return;
    const name = urn.split("::").at(-1) ?? "";
    this.rows.set(urn, { name, type: type.split(":").at(-1) ?? "", op, began: now });
  }

  private end({ urn }: StepMetadata, now: number, failed: boolean): string | undefined {
    const row = this.rows.get(urn);
    if (!row || row.ended !== undefined) return undefined;
    Object.assign(row, { ended: now, failed });
    return line(row, now);
  }

  // What a provider says begins with the kind and the identity of what it is at.
  private hear(message: string, now: number): string | undefined {
    const [, kind, id, text] = /^(\w+) (\S+): (.+)/.exec(message.trim()) ?? [];
    const at = [...this.rows.values()].find(
      ({ type, name, ended }) =>
        type === kind && ended === undefined && (name === id || name.endsWith(`-${id}`)),
    );
    if (!at || text === undefined) return undefined;
    at.saying = text;
    return line(at, now);
  }
}

function line(row: Row, now: number): string {
  const { op, began, ended, failed, saying } = row;
  const state = failed ? `${op}: FAILED` : ended === undefined ? `${op} ...` : `${op}: done`;
  const detail = ended === undefined && saying !== undefined ? `  ${saying}` : "";
  return `${title(row)} ${state.padEnd(14)} ${seconds((ended ?? now) - began)}${detail}`;
}

function title({ name, type }: Row): string {
  return `  ${name.slice(0, 26).padEnd(26)} ${type.padEnd(16)}`;
}

function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(1).padStart(6)} s`;
}
