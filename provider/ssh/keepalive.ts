const interval = 10_000;
const patience = 3;

/**
 * Asks the other side for a sign of life every 10 s and calls `dead` when three were not answered; the
 * result stops it. ssh2's own keepalive is not used: its timer keeps an idle process from ending.
 */
export function keepAlive(ask: (answered: () => void) => void, dead: () => void): () => void {
  let unanswered = 0;
  const timer = setInterval(() => {
    if (unanswered >= patience) {
      clearInterval(timer);
      dead();
      return;
    }
    unanswered += 1;
    ask(() => (unanswered = 0));
  }, interval);
  timer.unref();
  return () => clearInterval(timer);
}
