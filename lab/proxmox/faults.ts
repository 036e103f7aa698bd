/** A fault that is to happen; `times` is how often, for ever by default. */
export type Fault = { readonly times?: number } & (
  | { readonly kind: "locked"; readonly vmid: number; readonly lock: string }
  | { readonly kind: "node-down"; readonly node: string; readonly power?: "lost" | "kept" }
  | ({ readonly kind: "slow-task"; readonly seconds: number } & OfTask)
  | ({ readonly kind: "failed-task"; readonly exitstatus: string } & OfTask)
  | { readonly kind: "missing-privilege"; readonly user: string; readonly privilege: string }
  | { readonly kind: "missing-storage"; readonly storage: string; readonly node?: string }
  | { readonly kind: "missing-image"; readonly volid: string }
  | { readonly kind: "expired-tickets" }
  | ({ readonly kind: "answer"; readonly status: number; readonly message: string } & OfCall)
  | ({ readonly kind: "delay"; readonly seconds: number } & OfCall)
  | ({ readonly kind: "cut" } & OfCall)
);

interface OfTask {
  /** `qmstart`, `qmcreate`, ...; any by default. */
  readonly type?: string;
  readonly vmid?: number;
}

interface OfCall {
  /** Any by default. */
  readonly method?: string;
  /** What the path has to contain, behind /api2/json; any path by default. */
  readonly path?: string;
}

/** What a fault of a kind says. */
export type FaultOf<K extends Fault["kind"]> = Extract<Fault, { kind: K }>;

interface Pending {
  readonly id: number;
  readonly fault: Fault;
  left: number;
}

/** The faults that are to happen, in the order in which they were asked for. */
export class Faults {
  private pending: Pending[] = [];
  private last = 0;

  /** Asks for a fault and answers its number. */
  add(fault: Fault): number {
    this.pending.push({ id: ++this.last, fault, left: fault.times ?? Infinity });
    return this.last;
  }

  /** Takes one fault back, or all of them. */
  remove(id?: number): void {
    this.pending = this.pending.filter((each) => id !== undefined && each.id !== id);
  }

  /** All that are still to happen, by number. */
  list(): Readonly<Record<number, Fault>> {
    return Object.fromEntries(this.pending.map(({ id, fault }) => [id, fault]));
  }

  /** The first fault of a kind that fits; it has then happened once more. */
  take<K extends Fault["kind"]>(kind: K, fits: (fault: FaultOf<K>) => boolean): FaultOf<K> | undefined {
    const found = this.pending.find(({ fault }) => fault.kind === kind && fits(fault as FaultOf<K>));
    if (found === undefined) return undefined;
    found.left -= 1;
    if (found.left <= 0) this.remove(found.id);
    return found.fault as FaultOf<K>;
  }
}

/** Whether a fault is meant for a call. */
export function isOfCall(fault: OfCall, method: string, path: string): boolean {
  return (fault.method ?? method) === method && path.includes(fault.path ?? "");
}

/** Whether a fault is meant for a task. */
export function isOfTask(fault: OfTask, type: string, id: string): boolean {
  return (fault.type ?? type) === type && String(fault.vmid ?? id) === id;
}
