const EVERY_MS = 250;

/** Waits until something is so; fails when it is not within the seconds given. What fails meanwhile fails here, too. */
export async function until(what: string, seconds: number, reached: () => Promise<boolean>): Promise<void> {
  const end = Date.now() + seconds * 1000;
  while (!(await reached())) {
    if (Date.now() > end) throw new Error(`not within ${seconds} s: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, EVERY_MS));
  }
}
