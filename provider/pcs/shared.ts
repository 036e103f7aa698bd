/** An answer that concurrent callers share: each gets one that was asked for after its own call. */
export class Shared<T> {
  private current: Promise<T> | undefined;
  private next: Promise<T> | undefined;
  private last: { readonly at: number; readonly value: T } | undefined;

  constructor(private readonly ask: () => Promise<T>) {}

  /** A fresh answer. A question that is under way may be too early for the caller, so all later ones share the next. */
  fresh(): Promise<T> {
    if (!this.current) return (this.current = this.asked());
    this.next ??= this.current
      .catch(() => undefined)
      .then(() => {
        this.next = undefined;
        return this.fresh();
      });
    return this.next;
  }

  /** The last answer when it is at most this old, else a fresh one that is shared with others who wait. */
  recent(milliseconds: number): Promise<T> {
    if (this.last && Date.now() - this.last.at <= milliseconds) return Promise.resolve(this.last.value);
    return this.current ?? this.fresh();
  }

  /** Takes what was learned otherwise for the last answer; a question that is under way is older. */
  know(value: T): void {
    this.current = undefined;
    this.last = { at: Date.now(), value };
  }

  /** Forgets the last answer, because what it tells of was changed. */
  forget(): void {
    this.last = undefined;
    this.current = undefined;
  }

  private asked(): Promise<T> {
    const asked: Promise<T> = this.ask()
      .then((value) => {
        if (this.current === asked) this.last = { at: Date.now(), value };
        return value;
      })
      .finally(() => {
        if (this.current === asked) this.current = undefined;
      });
    return asked;
  }
}
