/** A path below this project's cache, outside the clone (`XDG_CACHE_HOME`, by default `~/.cache`). */
export function cachePath(...parts: readonly string[]): string;

/**
 * Gives `folder`, made by `build` when it is not there. `build` fills a folder of another name, which gets its own in one
 * step at the end: no reader ever sees half of it, and of two builders one waits.
 */
export function builtOnce(
  folder: string,
  options: {
    /** Fills the folder it is given; stops when the signal is aborted. */
    readonly build: (folder: string, abort: AbortSignal) => Promise<void>;
    /** Takes a line of progress. */
    readonly say: (line: string) => void;
  },
): Promise<string>;
