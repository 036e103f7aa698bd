let watched = false;

/**
 * Ends this process when nobody reads what it says: the engine that started it was killed. Pulumi's server answers a write
 * that fails with a write of its own, which fails too, and so on without end.
 */
export function endWithEngine(): void {
  if (watched) return;
  watched = true;
  for (const stream of [process.stdout, process.stderr])
    stream.on("error", (failure: NodeJS.ErrnoException) => {
      if (failure.code === "EPIPE") process.exit(1);
      throw failure;
    });
}
