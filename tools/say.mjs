// Progress goes to stderr, so that stdout stays for what was asked for.

/** Says one line to the person who waits.
 * @param {string} line
 */
export function say(line) {
  process.stderr.write(`${line}\n`);
}

/**
 * Says how a long step is getting on, every 15 seconds until the answer is called; the answer gives the seconds it took.
 * @param {(seconds: number) => string} line
 */
export function heartbeat(line) {
  const start = Date.now();
  const seconds = () => Math.round((Date.now() - start) / 1000);
  const timer = setInterval(() => say(line(seconds())), 15_000);
  return () => {
    clearInterval(timer);
    return seconds();
  };
}

/**
 * Ends a script with the error's sentence and no stack: what is thrown here is meant for the person who waits.
 * @param {unknown} error
 */
export function giveUp(error) {
  say(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
}
