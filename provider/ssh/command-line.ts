/** What surrounds a command on the remote side. */
export interface Surroundings {
  /** Seconds after which the node ends the command. */
  readonly seconds: number;
  /** Whether `sudo -n` goes in front. */
  readonly sudo: boolean;
}

// pcsd is asked over HTTPS on the cluster's own addresses; a proxy from /etc/environment breaks that.
const proxies = ["http_proxy", "https_proxy", "all_proxy"].flatMap((name) => [name, name.toUpperCase()]);

// sshd gives the whole line to the login shell as one argument, and Linux takes at most 128 KiB in one.
const longest = 128 * 1024 - 1;

/** Quotes one word for a POSIX shell. */
export function quote(word: string): string {
  if (/^[A-Za-z0-9_@%+:,./-][A-Za-z0-9_@%+=:,./-]*$/.test(word)) return word;
  return `'${word.replaceAll("'", "'\\''")}'`;
}

/**
 * The line that sshd gets for a command. `timeout` is in front because sshd kills nothing when a channel or
 * a connection ends, and its variables come by `env` because sshd drops those of the protocol.
 */
export function commandLine(argv: readonly string[], surroundings: Surroundings): string {
  const { seconds, sudo } = surroundings;
  refuseUnspeakable(argv, seconds);
  const line = [
    ...(sudo ? ["sudo", "-n", "--"] : []),
    ...["timeout", "-k", "10", String(seconds)],
    ...["env", ...proxies.flatMap((name) => ["-u", name]), "LC_ALL=C.UTF-8"],
    ...argv,
  ]
    .map(quote)
    .join(" ");
  if (Buffer.byteLength(line) > longest)
    throw new RangeError(
      `Unable to run ${argv[0]}: its arguments are longer than 128 KiB. Use stdin for data.`,
    );
  return line;
}

function refuseUnspeakable(argv: readonly string[], seconds: number): void {
  const program = argv[0] ?? "";
  // `env` would take such a first word as a variable or as an option of its own.
  if (program === "" || program.startsWith("-") || program.includes("="))
    throw new RangeError("Unable to run a command: its first word is not the name of a program.");
  if (argv.some((word) => word.includes("\0")))
    throw new RangeError(`Unable to run ${program}: an argument contains a NUL character.`);
  if (!Number.isFinite(seconds) || seconds <= 0)
    throw new RangeError(`Unable to run ${program}: its timeout must be a positive number of seconds.`);
}
