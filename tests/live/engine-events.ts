/** A thing that the engine did to a resource. */
export interface Step {
  /** "create", "update", "delete", "same", "replace", "refresh", ... in the engine's words. */
  readonly op: string;
  /** The resource's type without the dynamic provider's part, e.g. "ClusterProperty"; whole for others. */
  readonly type: string;
  readonly name: string;
}

/** One line of the engine's own event log (sdk/go/common/apitype/events.go), as far as it is read here. */
export interface EngineEvent {
  readonly resOutputsEvent?: { readonly metadata: StepMetadata };
  readonly summaryEvent?: { readonly resourceChanges?: Readonly<Record<string, number>> };
}

interface StepMetadata {
  readonly op: string;
  readonly urn: string;
  readonly type: string;
}

/** Reads an event log: one event a line. */
export function eventsIn(log: string): readonly EngineEvent[] {
  return log
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line) as EngineEvent);
}

/** The steps that were done, in order of their end; without the stack itself and its providers. */
export function stepsOf(events: readonly EngineEvent[]): readonly Step[] {
  return events.flatMap(({ resOutputsEvent }) => {
    if (!resOutputsEvent || resOutputsEvent.metadata.type.startsWith("pulumi:")) return [];
    const { op, urn, type } = resOutputsEvent.metadata;
    return [
      { op, type: type.replace("pulumi-nodejs:dynamic/pacemaker:", ""), name: urn.split("::").at(-1) ?? "" },
    ];
  });
}

/** The engine's own count of each operation. */
export function changesOf(events: readonly EngineEvent[]): Readonly<Record<string, number>> {
  return events.find(({ summaryEvent }) => summaryEvent)?.summaryEvent?.resourceChanges ?? {};
}
