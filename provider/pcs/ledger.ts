import { run } from "../ssh/index.js";
import { commandFailure } from "./failure.js";
import { reachableNodes, type Handle, type ReachableNode } from "./nodes.js";

// Beside Pacemaker's own files, on every node, so that one that is made anew takes nothing with it. The configuration
// itself has no place for it that pcs does not show to people.
const path = "/var/lib/pacemaker/pulumi-pacemaker.objects";
const seconds = 30;
// A node that is down answers nothing at all.
const patienceMs = 1500;

/** Something of a stack in the cluster: the kind of an object, or what it holds back of a resource, and its id. */
export interface Entry {
  readonly kind: string;
  readonly id: string;
}

/** What the ledgers of a cluster's nodes say; undefined where none is kept: who made what cannot be told then. */
export function readLedger(texts: readonly (string | null | undefined)[]): Known | undefined {
  const kept = texts.filter((text): text is string => typeof text === "string");
  return kept.length > 0 ? new Known(kept) : undefined;
}

/** The things of a stack in its cluster. */
export class Known {
  private readonly lines: ReadonlySet<string>;
  private readonly ids: ReadonlySet<string>;

  /** @param texts a ledger each, of which a later line outdoes an earlier one */
  constructor(texts: readonly string[]) {
    const lines = texts.flatMap(standing);
    this.lines = new Set(lines);
    this.ids = new Set(lines.map((line) => line.slice(line.indexOf(" ") + 1)));
  }

  /** Whether some object has this id. */
  hasId(id: string): boolean {
    return this.ids.has(id);
  }

  /** Whether there is this very entry. */
  has({ kind, id }: Entry): boolean {
    return this.lines.has(`${kind} ${id}`);
  }

  /** It as the text of a ledger. */
  get text(): string {
    return [...this.lines].map((line) => `+${line}\n`).join("");
  }
}

/** Begins a ledger on these nodes, with what is known. */
export async function beginLedger(nodes: readonly ReachableNode[], known?: Known): Promise<void> {
  const stdin = known?.text ?? "";
  await Promise.all(
    nodes.map(async ({ ssh, name }) => {
      const ran = await run(ssh, ["tee", path], { stdin, timeout: seconds });
      if (ran.code !== 0) throw commandFailure("note the cluster's objects", name, ran);
    }),
  );
}

const ledgers = new Map<string, Ledger>();

/** The ledger of the cluster behind a handle. */
export function ledgerOf(handle: Handle): Ledger {
  const { clusterName, nodes, connection, hostKeys } = handle;
  const key = JSON.stringify([clusterName, nodes, connection, hostKeys]);
  let ledger = ledgers.get(key);
  if (!ledger) ledgers.set(key, (ledger = new Ledger(reachableNodes(handle))));
  return ledger;
}

/** Notes what a stack makes in its cluster and takes from it; those that come at once go together. */
export class Ledger {
  private waiting: string[] = [];
  private last: Promise<void> = Promise.resolve();
  private next: Promise<void> | undefined;
  private before: Promise<Known | undefined> | undefined;

  constructor(private nodes: readonly ReachableNode[]) {}

  /** What was noted before this run, as the nodes that answer have it; undefined where no ledger was begun. */
  known(): Promise<Known | undefined> {
    return (this.before ??= Promise.allSettled(
      this.nodes.map(({ ssh }) => run(ssh, ["cat", path], { timeout: seconds })),
    ).then((answers) =>
      readLedger(
        answers.map((answer) =>
          answer.status === "fulfilled" && answer.value.code === 0 ? answer.value.stdout : undefined,
        ),
      ),
    ));
  }

  /** Notes it on every node that answers; nothing where no ledger was begun. */
  note(added: readonly Entry[], removed: readonly Entry[] = []): Promise<void> {
    if (added.length + removed.length === 0) return Promise.resolve();
    this.waiting.push(...removed.map((one) => line("-", one)), ...added.map((one) => line("+", one)));
    this.next ??= this.last = this.last.then(() => this.send());
    return this.next;
  }

  private async send(): Promise<void> {
    const stdin = this.waiting.join("");
    this.waiting = [];
    this.next = undefined;
    const files = [`of=${path}`, "bs=64K", "iflag=fullblock", "oflag=append", "conv=notrunc,nocreat"];
    const answered = new Set<ReachableNode>();
    const noting = this.nodes.map(async (node) => {
      await run(node.ssh, ["dd", ...files], { stdin, timeout: seconds });
      answered.add(node);
    });
    await allButSlow(noting);
    // A node that is away is not waited for again; it gets the others' ledger when the cluster is next updated.
    if (answered.size > 0) this.nodes = this.nodes.filter((node) => answered.has(node));
  }
}

/** Waits until all have ended, or one has succeeded and the others had some time. */
async function allButSlow(noting: readonly Promise<void>[]): Promise<void> {
  let slow: NodeJS.Timeout | undefined;
  const first = Promise.any(noting).then(
    () => new Promise<void>((resolve) => (slow = setTimeout(resolve, patienceMs))),
    () => undefined,
  );
  await Promise.race([Promise.allSettled(noting), first]);
  clearTimeout(slow);
}

function line(sign: "+" | "-", { kind, id }: Entry): string {
  return `${sign}${kind} ${id}\n`;
}

function standing(text: string): string[] {
  const lines = new Set<string>();
  for (const noted of text.split("\n")) {
    if (noted.startsWith("+")) lines.add(noted.slice(1));
    else lines.delete(noted.slice(1));
  }
  return [...lines];
}
