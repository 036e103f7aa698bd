// From the check of an object until the engine asks for it, on a busy machine.
const expectedForMs = 1000;
// The engine asks for only so many at a time: when it pauses, the others come after those that are there.
const pauseMs = 200;

/** Who is about to ask for an edit, so that those who have asked wait a moment for them and all go together. */
export class Arrivals {
  private looking = 0;
  // When the engine had something checked that it has not asked for yet, and when it asked last.
  private expected: number[] = [];
  private cameAt = 0;

  /** Whether somebody is about to. */
  get coming(): boolean {
    const now = performance.now();
    this.expected = this.expected.filter((at) => now - at < expectedForMs);
    return this.looking > 0 || (this.expected.length > 0 && now - this.cameAt < pauseMs);
  }

  /** The engine has had an object checked that is new, and asks for it next. */
  expect(): void {
    this.expected.push(performance.now());
  }

  /** It asks for one. */
  came(): void {
    this.expected.shift();
    this.cameAt = performance.now();
  }

  /** Somebody looks at something before an edit. */
  async during<T>(look: () => Promise<T>): Promise<T> {
    this.looking++;
    try {
      return await look();
    } finally {
      this.looking--;
    }
  }
}
