/** Places for what may run at the same time; who finds none waits in line. */
export class Places {
  private taken = 0;
  private readonly line: (() => void)[] = [];

  constructor(private limit: number) {}

  /** Waits for a place; `first` goes to the head of the line, for one that had a place already. */
  async take(first = false): Promise<void> {
    if (this.taken < this.limit) {
      this.taken += 1;
      return;
    }
    await new Promise<void>((called) => (first ? this.line.unshift(called) : this.line.push(called)));
  }

  /** Gives a place back, to the next in line when there is one. */
  giveBack(): void {
    const next = this.taken > this.limit ? undefined : this.line.shift();
    if (next === undefined) this.taken -= 1;
    else next();
  }

  /** Allows one less than are taken now; false when only the caller's own place is left. */
  shrink(): boolean {
    if (this.taken <= 1) return false;
    this.limit = Math.min(this.limit, this.taken - 1);
    return true;
  }
}
