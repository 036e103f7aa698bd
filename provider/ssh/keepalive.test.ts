import { keepAlive } from "./keepalive.js";

beforeEach(() => jest.useFakeTimers());
afterEach(() => jest.useRealTimers());

test.each<[string, (answered: () => void) => void, number, number[]]>([
  ["answers is never given up", (answered) => answered(), 600, []],
  ["falls silent is given up after three questions", () => undefined, 600, [40]],
])("a node that %s", (_what, ask, seconds, expected) => {
  const given: number[] = [];
  const began = Date.now();
  const stop = keepAlive(ask, () => given.push((Date.now() - began) / 1000));
  jest.advanceTimersByTime(seconds * 1000);
  stop();
  expect(given).toEqual(expected);
});

test("nothing is asked once it is stopped", () => {
  let asked = 0;
  const stop = keepAlive(
    () => (asked += 1),
    () => undefined,
  );
  jest.advanceTimersByTime(20_000);
  stop();
  jest.advanceTimersByTime(60_000);
  expect(asked).toBe(2);
});
