import { Shared } from "./shared.js";

/** A question that is answered by hand, in the order in which it was asked. */
function question() {
  const asked: { resolve: (value: number) => void; reject: (failure: Error) => void }[] = [];
  const shared = new Shared(() => new Promise<number>((resolve, reject) => asked.push({ resolve, reject })));
  const turn = () => new Promise((resolve) => setImmediate(resolve));
  return { asked, shared, turn };
}

test("callers that come during a question share the next one", async () => {
  const { asked, shared, turn } = question();
  const first = shared.fresh();
  const later = [shared.fresh(), shared.fresh(), shared.fresh()];
  expect(asked).toHaveLength(1);
  asked[0]?.resolve(1);
  expect(await first).toBe(1);
  await turn();
  expect(asked).toHaveLength(2);
  asked[1]?.resolve(2);
  expect(await Promise.all(later)).toEqual([2, 2, 2]);
});

test("a question that failed is asked again for those who wait", async () => {
  const { asked, shared, turn } = question();
  const first = shared.fresh();
  const second = shared.fresh();
  asked[0]?.reject(new Error("unable to get cib"));
  await expect(first).rejects.toThrow("unable to get cib");
  await turn();
  asked[1]?.resolve(2);
  expect(await second).toBe(2);
});

test("a recent answer serves until it is too old or forgotten", async () => {
  const { asked, shared } = question();
  const first = shared.fresh();
  asked[0]?.resolve(1);
  await first;
  expect([await shared.recent(60_000), asked.length]).toEqual([1, 1]);
  const old = shared.recent(-1);
  asked[1]?.resolve(2);
  expect(await old).toBe(2);
  shared.forget();
  const forgotten = shared.recent(60_000);
  asked[2]?.resolve(3);
  expect(await forgotten).toBe(3);
});

test("those who want a recent answer share a question that is under way", async () => {
  const { asked, shared } = question();
  const both = [shared.fresh(), shared.recent(60_000)];
  asked[0]?.resolve(1);
  expect([await Promise.all(both), asked.length]).toEqual([[1, 1], 1]);
});

test("an answer to a question from before a change is not kept", async () => {
  const { asked, shared } = question();
  const before = shared.fresh();
  shared.forget();
  const after = shared.recent(60_000);
  expect(asked).toHaveLength(2);
  asked[0]?.resolve(1);
  asked[1]?.resolve(2);
  expect([await before, await after, await shared.recent(60_000)]).toEqual([1, 2, 2]);
});
