import { closeSync, existsSync, openSync, readSync } from "node:fs";
import { StringDecoder } from "node:string_decoder";

/** One event of a run, as the engine writes it to its log (sdk/go/common/apitype/events.go), as far as it is read here. */
export interface EngineEvent {
  readonly resourcePreEvent?: { readonly metadata: StepMetadata };
  readonly resOutputsEvent?: { readonly metadata: StepMetadata };
  readonly resOpFailedEvent?: { readonly metadata: StepMetadata };
  readonly diagnosticEvent?: { readonly message: string; readonly severity: string };
}

/** What the engine does to a resource. */
export interface StepMetadata {
  /** "create", "update", "same", ... */
  readonly op: string;
  readonly urn: string;
  readonly type: string;
  /** Empty for a component, which nobody makes. */
  readonly provider: string;
}

const INTERVAL_MS = 100;

/** Hands over each event of a log while it is written; what is called at the end reads what is left. */
export function follow(log: string, take: (event: EngineEvent) => void): () => void {
  const decoder = new StringDecoder("utf8");
  const chunk = Buffer.alloc(65_536);
  let [file, rest]: [number | undefined, string] = [undefined, ""];
  const look = () => {
    if (file === undefined && !existsSync(log)) return;
    file ??= openSync(log, "r");
    for (let size = 1; size > 0;) {
      size = readSync(file, chunk);
      const lines = (rest + decoder.write(chunk.subarray(0, size))).split("\n");
      // The last line may be half written.
      rest = lines.pop() ?? "";
      for (const line of lines.filter((each) => each !== "")) take(JSON.parse(line) as EngineEvent);
    }
  };
  const timer = setInterval(look, INTERVAL_MS);
  return () => {
    clearInterval(timer);
    look();
    if (file !== undefined) closeSync(file);
  };
}
