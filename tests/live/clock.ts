/** Runs a program on a host that has the package faketime; it has to succeed. */
type On = (host: string, ...argv: readonly string[]) => Promise<string>;

/** Does something while the clock of a host is an hour ahead, for every program that begins there. */
export async function withClockAhead(on: On, host: string, work: () => Promise<void>): Promise<void> {
  const library = await on(host, "sh", "-c", "ls /usr/lib/*/faketime/libfaketime.so.1");
  await on(host, "sh", "-c", 'echo +1h >/etc/faketimerc; echo "$0" >/etc/ld.so.preload', library);
  try {
    await work();
  } finally {
    await on(host, "rm", "/etc/ld.so.preload", "/etc/faketimerc");
  }
}
