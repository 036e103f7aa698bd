import type { PcsFailure } from "./failure.js";
import { Writer, type Edit, type WriteAnswer } from "./writer.js";

const edit = (name: string): Edit => [["property", "set", name]];
const done = { code: 0, said: "" };

/** A node that keeps each batch until it is answered. */
function node() {
  const batches: Edit[][] = [];
  const answers: ((answer: WriteAnswer | Error) => void)[] = [];
  const writer = new Writer((edits) => {
    batches.push([...edits]);
    return new Promise((resolve, reject) =>
      answers.push((answer) => (answer instanceof Error ? reject(answer) : resolve({ node: "n1", answer }))),
    );
  });
  return { batches, answers, writer, turn: () => new Promise((resolve) => setImmediate(resolve)) };
}

test("edits of one turn go together, and those that come meanwhile go together next", async () => {
  const { batches, answers, writer, turn } = node();
  const first = ["a=1", "b=2"].map((name) => writer.write(edit(name)));
  await turn();
  const second = ["c=3", "d=4"].map((name) => writer.write(edit(name)));
  await turn();
  expect(batches).toEqual([[edit("a=1"), edit("b=2")]]);
  answers[0]?.({ results: [done, done] });
  await Promise.all(first);
  await turn();
  expect(batches).toEqual([
    [edit("a=1"), edit("b=2")],
    [edit("c=3"), edit("d=4")],
  ]);
  answers[1]?.({ results: [done, done] });
  await Promise.all(second);
  const third = writer.write(edit("e=5"));
  await turn();
  answers[2]?.({ results: [done] });
  await third;
});

test.each<[string, Edit, WriteAnswer, string, string]>([
  [
    "pcs refuses it: its own words, and no values of the edit",
    [["stonith", "create", "f1", "fence_pve", "passwd=hush"]],
    { results: [{ code: 1, said: "Error: 'f1' already exists\n" }] },
    "exists",
    "Unable to apply `pcs stonith create f1` on n1 (exit 1): Error: 'f1' already exists",
  ],
  [
    "the lock is never free",
    edit("a=1"),
    { busy: true },
    "conflict",
    "Unable to write on n1: another writer has held its lock all the time.",
  ],
  [
    "the node says nothing of it",
    edit("a=1"),
    { results: [] },
    "unknown",
    "Unable to write on n1: no answer for this change.",
  ],
])("an edit fails when %s", async (_why, refused, answer, kind, message) => {
  const { answers, writer, turn } = node();
  const written = writer.write(refused).catch((failure: PcsFailure) => [failure.kind, failure.message]);
  await turn();
  answers[0]?.(answer);
  expect(await written).toEqual([kind, message]);
});

test("a refused edit fails alone", async () => {
  const { answers, writer, turn } = node();
  const written = ["a=1", "b=2", "c=3"].map((name) => writer.write(edit(name)));
  await turn();
  answers[0]?.({ results: [done, { code: 1, said: "Error: invalid" }, done] });
  expect((await Promise.allSettled(written)).map(({ status }) => status)).toEqual([
    "fulfilled",
    "rejected",
    "fulfilled",
  ]);
});

test("a lost connection fails the whole batch, and the next batch goes out", async () => {
  const { answers, writer, turn } = node();
  const lost = ["a=1", "b=2"].map((name) => writer.write(edit(name)));
  await turn();
  const failure = new Error("Lost the connection");
  answers[0]?.(failure);
  expect(await Promise.allSettled(lost)).toEqual([
    { status: "rejected", reason: failure },
    { status: "rejected", reason: failure },
  ]);
  const next = writer.write(edit("c=3"));
  await turn();
  answers[1]?.({ results: [done] });
  await next;
});
