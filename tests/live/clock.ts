/** Runs a program on a host that has the package faketime; it has to succeed. */
type On = (host: string, ...argv: readonly string[]) => Promise<string>;

const FILE = "/etc/ssh/sshd_config.d/clock-ahead.conf";

/** Does something while the clock of a host is an hour ahead, for every program that is run there over SSH. */
export async function withClockAhead(on: On, host: string, work: () => Promise<void>): Promise<void> {
  const library = await on(host, "sh", "-c", "ls /usr/lib/*/faketime/libfaketime.so.1");
  // Not sshd itself: its sandbox lets it die.
  await on(host, "sh", "-c", `echo "SetEnv LD_PRELOAD=$0 FAKETIME=+1h" >${FILE}`, library);
  await on(host, "systemctl", "reload", "ssh");
  try {
    await work();
  } finally {
    await on(host, "rm", FILE);
    await on(host, "systemctl", "reload", "ssh");
  }
}
