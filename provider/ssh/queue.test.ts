import { Places } from "./queue.js";

async function inLine(places: Places, names: readonly [string, boolean?][]): Promise<string[]> {
  const order: string[] = [];
  const all = names.map(async ([name, first]) => {
    await places.take(first);
    order.push(name);
    await Promise.resolve();
    places.giveBack();
  });
  await Promise.all(all);
  return order;
}

test("who waits is served in order, and who had a place before goes first", async () => {
  const places = new Places(1);
  expect(await inLine(places, [["a"], ["b"], ["c"], ["again", true]])).toEqual(["a", "again", "b", "c"]);
});

test("a smaller limit holds from then on", async () => {
  const places = new Places(3);
  await Promise.all([places.take(), places.take(), places.take()]);
  expect([places.shrink(), places.shrink()]).toEqual([true, true]);
  let served = false;
  const fourth = places.take().then(() => (served = true));
  places.giveBack();
  await Promise.resolve();
  expect(served).toBe(false);
  places.giveBack();
  await fourth;
  expect(served).toBe(true);
});

test("the last place cannot be taken away", async () => {
  const places = new Places(8);
  await places.take();
  expect(places.shrink()).toBe(false);
});
