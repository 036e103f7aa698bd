/** Whole numbers from 0 to below a limit, by chance: the same seed gives the same ones. */
export function chance(seed: number): (limit: number) => number {
  let state = seed;
  // Mulberry32.
  return (limit) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % limit;
  };
}
