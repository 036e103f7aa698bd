import { Arrivals } from "./arrivals.js";

beforeEach(() => void jest.useFakeTimers());
afterEach(() => void jest.useRealTimers());

test("who looks before an edit is coming until the look has ended", async () => {
  const arrivals = new Arrivals();
  let end: () => void = () => undefined;
  const look = arrivals.during(() => new Promise<void>((resolve) => (end = resolve)));
  expect(arrivals.coming).toBe(true);
  end();
  await look;
  expect(arrivals.coming).toBe(false);
});

test("who looks in vain is not coming any more", async () => {
  const arrivals = new Arrivals();
  await expect(arrivals.during(() => Promise.reject(new Error("gone")))).rejects.toThrow("gone");
  expect(arrivals.coming).toBe(false);
});

test("those that were checked are coming as long as the engine does not pause", () => {
  const arrivals = new Arrivals();
  for (let count = 0; count < 3; count++) arrivals.expect();
  jest.advanceTimersByTime(300);
  arrivals.came();
  jest.advanceTimersByTime(150);
  expect(arrivals.coming).toBe(true);
  jest.advanceTimersByTime(100);
  expect(arrivals.coming).toBe(false);
  arrivals.came();
  arrivals.came();
  expect(arrivals.coming).toBe(false);
});

test("what was checked for a preview is not waited for", () => {
  const arrivals = new Arrivals();
  arrivals.expect();
  jest.advanceTimersByTime(1000);
  arrivals.came();
  expect(arrivals.coming).toBe(false);
});
