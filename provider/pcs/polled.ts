// Soon at first, so that what is quick is not waited for; later less often, because a look costs the node as well.
const firstMs = 30;
const longestMs = 250;

/** Looks again and again until there is an answer; undefined when the time is over. */
export async function polled<T>(seconds: number, look: () => Promise<T | undefined>): Promise<T | undefined> {
  const deadline = Date.now() + seconds * 1000;
  for (let pauseMs = firstMs; ; pauseMs = Math.min(2 * pauseMs, longestMs)) {
    const answer = await look();
    if (answer !== undefined || Date.now() > deadline) return answer;
    await new Promise((resolve) => setTimeout(resolve, pauseMs));
  }
}
