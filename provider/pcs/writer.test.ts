import type { PcsFailure } from "./failure.js";
import { Moved, Writer, type Decided, type Edit, type WriteAnswer } from "./writer.js";

const edit = (name: string): Edit => [["property", "set", name]];
const done = { code: 0, said: "" };

/** A node that keeps each batch until it is answered. */
function node(othersCome?: () => boolean) {
  const batches: Edit[][] = [];
  const answers: ((answer: WriteAnswer | Error) => void)[] = [];
  const writer = new Writer((edits) => {
    batches.push(edits.map(({ edit }) => edit));
    return new Promise((resolve, reject) =>
      answers.push((answer) => (answer instanceof Error ? reject(answer) : resolve({ node: "n1", answer }))),
    );
  }, othersCome);
  const turn = () => new Promise((resolve) => setImmediate(resolve));
  /** Waits until so many batches have come. */
  const came = async (count: number) => {
    while (batches.length < count) await turn();
  };
  return { batches, answers, writer, came };
}

test("edits of one turn go together, and those that come meanwhile go together next", async () => {
  const { batches, answers, writer, came } = node();
  const first = ["a=1", "b=2"].map((name) => writer.write(edit(name)));
  await came(1);
  const second = ["c=3", "d=4"].map((name) => writer.write(edit(name)));
  expect(batches).toEqual([[edit("a=1"), edit("b=2")]]);
  answers[0]?.({ results: [done, done] });
  await Promise.all(first);
  await came(2);
  expect(batches).toEqual([
    [edit("a=1"), edit("b=2")],
    [edit("c=3"), edit("d=4")],
  ]);
  answers[1]?.({ results: [done, done] });
  await Promise.all(second);
  const third = writer.write(edit("e=5"));
  await came(3);
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
  const { answers, writer, came } = node();
  const written = writer.write(refused).catch((failure: PcsFailure) => [failure.kind, failure.message]);
  await came(1);
  answers[0]?.(answer);
  expect(await written).toEqual([kind, message]);
});

test("a refused edit fails alone", async () => {
  const { answers, writer, came } = node();
  const written = ["a=1", "b=2", "c=3"].map((name) => writer.write(edit(name)));
  await came(1);
  answers[0]?.({ results: [done, { code: 1, said: "Error: invalid" }, done] });
  expect((await Promise.allSettled(written)).map(({ status }) => status)).toEqual([
    "fulfilled",
    "rejected",
    "fulfilled",
  ]);
});

test("a lost connection fails the whole batch, and the next batch goes out", async () => {
  const { answers, writer, came } = node();
  const lost = ["a=1", "b=2"].map((name) => writer.write(edit(name)));
  await came(1);
  const failure = new Error("Lost the connection");
  answers[0]?.(failure);
  expect(await Promise.allSettled(lost)).toEqual([
    { status: "rejected", reason: failure },
    { status: "rejected", reason: failure },
  ]);
  const next = writer.write(edit("c=3"));
  await came(2);
  answers[1]?.({ results: [done] });
  await next;
});

test("edits wait a moment for those who are still looking, and go as one batch", async () => {
  let looking = true;
  const { batches, answers, writer, came } = node(() => looking);
  const first = writer.write(edit("a=1"));
  // A look takes several turns.
  setImmediate(() =>
    setImmediate(() => {
      looking = false;
      void writer.write(edit("b=2"));
    }),
  );
  await came(1);
  expect(batches).toEqual([[edit("a=1"), edit("b=2")]]);
  answers[0]?.({ results: [done, done] });
  await first;
});

test("edits do not wait for ever for somebody who looks", async () => {
  const { batches, answers, writer, came } = node(() => true);
  const first = writer.write(edit("a=1"));
  await came(1);
  expect(batches).toEqual([[edit("a=1")]]);
  answers[0]?.({ results: [done] });
  await first;
});

test("an edit says what it was decided on, and is told alone when somebody else has written since", async () => {
  const asked: (readonly Decided[])[] = [];
  const moved = { code: 1, said: "", moved: true };
  const writer = new Writer((decided) => {
    asked.push(decided);
    return Promise.resolve({ node: "n1", answer: { results: [moved, done] } });
  });
  const written = await Promise.allSettled([writer.write(edit("a=1"), [0, 5, 2]), writer.write(edit("b=2"))]);
  expect(asked.flat().map(({ seen }) => seen)).toEqual([[0, 5, 2], undefined]);
  expect(written.map(({ status }) => status)).toEqual(["rejected", "fulfilled"]);
  expect(written[0]).toMatchObject({ reason: expect.any(Moved) as Moved });
});
