import { type Caller, nameOf } from "./access.js";
import { failed } from "./failure.js";
import { type Faults, isOfTask } from "./faults.js";

/** Work that goes on after its call was answered. */
export interface Task {
  readonly upid: string;
  readonly node: string;
  readonly type: string;
  readonly id: string;
  readonly caller: Caller;
  readonly pid: number;
  readonly pstart: number;
  readonly starttime: number;
  readonly log: readonly string[];
  /** Missing while it runs. */
  readonly exitstatus?: string;
}

/** What a task does; it fails with what is thrown, and says what it does line by line. */
export type Work = (say: (line: string) => void) => Promise<void>;

type Running = { -readonly [K in keyof Task]: K extends "log" ? string[] : Task[K] };

/** The tasks of all Proxmox nodes, running ones and ended ones. */
export class Tasks {
  private readonly known = new Map<string, Running>();
  private readonly ends = new Map<string, Promise<void>>();
  private lastPid = 4200;

  constructor(
    private readonly faults: Faults,
    private readonly now: () => number,
  ) {}

  /**
   * Begins a task and answers its UPID; tasks with the same id and node go one after the other. `undo` takes away what one
   * that fails has left, whatever it fails of.
   */
  begin(node: string, type: string, id: string, caller: Caller, work: Work, undo?: () => void): string {
    const task = this.make(node, type, id, caller);
    this.known.set(task.upid, task);
    const place = `${node}/${id}`;
    const end = (this.ends.get(place) ?? Promise.resolve()).then(() => this.carryOut(task, work, undo));
    // What has no id (a download) has nothing to wait for either.
    if (id !== "") this.ends.set(place, end);
    return task.upid;
  }

  /** A task of a node. */
  find(node: string, upid: string): Task {
    const task = this.known.get(upid);
    if (task === undefined || task.node !== node) throw failed(`unable to parse worker upid '${upid}'`);
    return task;
  }

  /** All tasks of a node, the latest first. */
  of(node: string): readonly Task[] {
    return [...this.known.values()].filter((task) => task.node === node).reverse();
  }

  private make(node: string, type: string, id: string, caller: Caller): Running {
    const [pid, starttime] = [++this.lastPid, Math.floor(this.now() / 1000)];
    const pstart = 900_000 + pid;
    const hex = [pid, pstart, starttime].map((each) => each.toString(16).toUpperCase().padStart(8, "0"));
    const upid = `UPID:${node}:${hex.join(":")}:${type}:${id}:${nameOf(caller)}:`;
    return { upid, node, type, id, caller, pid, pstart, starttime, log: [] };
  }

  private async carryOut(task: Running, work: Work, undo?: () => void): Promise<void> {
    const slow = this.faults.take("slow-task", (fault) => isOfTask(fault, task.type, task.id));
    const broken = this.faults.take("failed-task", (fault) => isOfTask(fault, task.type, task.id));
    if (slow) await new Promise((resolve) => setTimeout(resolve, slow.seconds * 1000));
    try {
      if (broken) throw new Error(broken.exitstatus);
      await work((line) => task.log.push(line));
      task.exitstatus = "OK";
      task.log.push("TASK OK");
    } catch (error) {
      undo?.();
      task.exitstatus = (error as Error).message;
      task.log.push(`TASK ERROR: ${task.exitstatus}`);
    }
  }
}

/** What `tasks/{upid}/status` answers. */
export function statusOf({
  caller,
  log: _log,
  exitstatus,
  ...task
}: Task): Readonly<Record<string, unknown>> {
  return {
    ...task,
    user: caller.user,
    ...(caller.token !== undefined && { tokenid: caller.token }),
    status: exitstatus === undefined ? "running" : "stopped",
    ...(exitstatus !== undefined && { exitstatus }),
  };
}
